import { expect } from "chai";
import { Command, CommanderError } from "commander";
import { registerHandoff } from "../../../automation/commands/handoff";
import { Format } from "../../../automation/handoff/options";
import type { Host } from "../../../automation/host";

/** What the command line says to these arguments, without doing anything. */
async function said(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly text: string }> {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const program = new Command("privatelink").exitOverride().configureOutput({ writeOut: write, writeErr: write });
  registerHandoff(program, {} as Host);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeOut: write, writeErr: write });
  try {
    await program.parseAsync(["handoff", ...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return { exitCode: error.exitCode, text };
    throw error;
  }
  throw new Error("The command line was taken.");
}

describe("the command line of privatelink handoff", () => {
  it("tells of every format and of the exit codes", async () => {
    const { exitCode, text } = await said("--help");
    expect(exitCode).to.equal(0);
    for (const format of Object.values(Format)) expect(text).to.match(new RegExp(`^  ${format} +\\S`, "m"));
    expect(text).to.include("Exit codes:\n  0  the package is written\n");
  });

  it("refuses a format that there is not, and what is no option", async () => {
    expect((await said("--format", "helm")).text).to.equal(
      "error: option '--format <format>' argument 'helm' is invalid. Allowed choices are json, cli, terraform, cloudformation, pulumi, markdown.\n",
    );
    expect((await said("acme")).text).to.include(
      "error: too many arguments for 'handoff'. Expected 0 arguments but got 1",
    );
  });
});
