import { expect } from "chai";
import { Command, CommanderError } from "commander";
import { registerRollout } from "../../../automation/commands/rollout";

/** What the command line says that it does not understand. */
async function refusal(...words: string[]): Promise<string> {
  const program = new Command("privatelink").exitOverride().configureOutput({ writeErr: () => {} });
  const host = {
    root: "/",
    loadProgram: () => ({}),
    startWorker: () => expect.fail(),
    trace: (stack: string) => stack,
  };
  registerRollout(program, host);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  const error = await program.parseAsync(words, { from: "user" }).catch((thrown: unknown) => thrown);
  if (!(error instanceof CommanderError)) throw error;
  return error.message;
}

describe("command line of privatelink up, preview, refresh, destroy and outputs", () => {
  it("refuses a number of stacks at once that is none", async () => {
    for (const value of ["0", "65", "two", "1.5", "-1"]) {
      expect(await refusal("up", `--parallel=${value}`)).to.equal(
        `error: option '--parallel <number>' argument '${value}' is invalid. Give a whole number from 1 to 64.`,
      );
    }
  });

  it("refuses an empty name", async () => {
    expect(await refusal("preview", "--stack", " , ")).to.match(/Give a name\.$/);
  });

  it("lets stacks be unhealthy on the sandbox only", async () => {
    expect(await refusal("up", "--unhealthy", "us-east-2")).to.equal(
      "error: --unhealthy goes with --sandbox only: in AWS, a stack is as healthy as it is.",
    );
  });

  it("knows options where they mean something only", async () => {
    for (const [command, option] of [
      ["preview", "--yes"],
      ["preview", "--resume"],
      ["destroy", "--resume"],
      ["refresh", "--no-gate"],
      ["outputs", "--parallel"],
      ["outputs", "--target"],
    ] as const) {
      expect(await refusal(command, option)).to.match(new RegExp(`^error: unknown option '${option}'`));
    }
  });
});
