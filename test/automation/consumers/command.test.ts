import { expect } from "chai";
import { Command, CommanderError } from "commander";
import { registerConsumers } from "../../../automation/commands/consumers";
import type { Host } from "../../../automation/host";

const VERBS = ["add", "list", "show", "update", "suspend", "resume", "end", "remove", "import", "export"];

/** What the command line says to arguments that it does not let through to the work. */
async function said(...args: readonly string[]): Promise<{ readonly code: string; readonly text: string }> {
  let text = "";
  const program = new Command("privatelink").exitOverride().configureOutput({
    writeOut: (more) => {
      text += more;
    },
    writeErr: (more) => {
      text += more;
    },
  });
  registerConsumers(program, {} as Host);
  try {
    await program.parseAsync(["consumers", ...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.code, text };
    throw error;
  }
  return { code: "", text };
}

describe("the command line of privatelink consumers", () => {
  it("has help with exit codes and examples for every verb", async () => {
    const { text } = await said("--help");
    for (const verb of VERBS) expect(text).to.match(new RegExp(`^ {2}${verb} \\[options\\]`, "m"));
    for (const verb of VERBS) {
      const help = await said(verb, "--help");
      expect(help.code).to.equal("commander.helpDisplayed");
      for (const part of [
        "--registry <arn>",
        "--json",
        "Exit codes:",
        "Examples:",
        `$ privatelink consumers ${verb}`,
      ]) {
        expect(help.text, verb).to.contain(part);
      }
      for (const line of help.text.split("\n")) expect(line.length, line).to.be.at.most(130);
    }
  });

  it("offers --yes where it may ask, and nowhere else", async () => {
    const asking = [];
    for (const verb of VERBS) if ((await said(verb, "--help")).text.includes("--yes")) asking.push(verb);
    expect(asking).to.deep.equal(["add", "update", "suspend", "end", "remove", "import", "export"]);
  });

  it("refuses what it does not understand, and says what would be in order", async () => {
    const lines = [
      ["add", "acme"],
      ["ad"],
      ["show"],
      ["list", "--status", "aktive"],
      ["list", "--watch", "1"],
      ["list", "--watch", "--json"],
      ["update", "acme", "--clear", "account"],
      ["update", "acme", "--account", "111122223333"],
      ["export", "--format", "xlsx"],
      ["import"],
    ];
    const answers = await Promise.all(lines.map(async (line) => (await said(...line)).text.split("\n")[0]));
    expect(answers).to.deep.equal([
      "error: required option '--account <id>' not specified",
      "error: unknown command 'ad'",
      "error: missing required argument 'consumer'",
      "error: option '--status <status>' argument 'aktive' is invalid. Allowed choices are active, suspended, ended.",
      "error: option '--watch [seconds]' argument '1' is invalid. Give seconds, at least 2.",
      "error: --watch and --json do not go together.",
      "error: option '--clear <option>' argument 'account' is invalid. Give one of principal, plan, valid-from, valid-until, region, service, max-connections, endpoint, marketplace-product, licence, contact, notes.",
      "error: option '--account <id>' argument '111122223333' is invalid. An entry keeps its account: add a consumer for the other account, and end this one.",
      "error: option '--format <format>' argument 'xlsx' is invalid. Allowed choices are csv, json.",
      "error: missing required argument 'file'",
    ]);
  });
});
