import { expect } from "chai";
import { Command, CommanderError, type Option } from "commander";
import { registerConsumers } from "../../../automation/commands/consumers";
import { registerProve } from "../../../automation/commands/prove";
import type { Host } from "../../../automation/host";

function proveCommand(): Command {
  const consumers = new Command("consumers");
  registerProve(consumers, {} as Host);
  return named(consumers, "prove");
}

function named(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  if (found === undefined) throw new Error(`There is no command ${name}.`);
  return found;
}

/** What the command line says to arguments that it does not let through to the work. */
async function said(...args: readonly string[]): Promise<string> {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const consumers = new Command("consumers").exitOverride().configureOutput({ writeOut: write, writeErr: write });
  registerProve(consumers, {} as Host);
  try {
    await consumers.parseAsync(["prove", ...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return text;
}

describe("the command line of privatelink consumers prove", () => {
  it("has help with exit codes and examples", async () => {
    for (const args of [[], ["sign"], ["verify"]]) {
      const help = await said(...args, "--help");
      for (const part of ["Exit codes:", "Examples:", "$ privatelink consumers prove"]) expect(help).to.contain(part);
      for (const line of help.split("\n")) expect(line.length, line).to.be.at.most(130);
    }
  });

  it("takes with verify every option of consumers add", () => {
    const program = new Command("privatelink");
    registerConsumers(program, {} as Host);
    const texts = (command: Command) =>
      command.options
        .filter(({ long }) => long !== "--account")
        .map(({ flags, description }: Option) => `${flags} ${description}`);
    expect(texts(named(proveCommand(), "verify"))).to.include.members(texts(named(named(program, "consumers"), "add")));
  });

  it("needs an audience on both sides", async () => {
    for (const verb of ["sign", "verify"]) {
      expect((await said(verb)).split("\n")[0]).to.equal("error: required option '--audience <name>' not specified");
    }
  });
});
