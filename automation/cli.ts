import { Command, CommanderError } from "commander";
import { registerConnections } from "./commands/connections";
import { registerConsumers } from "./commands/consumers";
import { registerDemo } from "./commands/demo";
import { registerHandoff } from "./commands/handoff";
import { nestHelp } from "./commands/nested-help";
import { registerPlan } from "./commands/plan";
import { registerValidate } from "./commands/validate";
import type { Host } from "./host";

/** Exit codes of the command. */
export const ExitCode = { Ok: 0, Failed: 1, Usage: 2 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const HELP = `
Exit codes:
  0  all is well
  1  something is wrong with a stack, a file or a tool, or AWS refused something; stderr says what
  2  the command line is not understood, or a question was not answered with yes

Examples:
  $ privatelink plan                     what all stacks would be, and what changed since the last plan
  $ privatelink plan --stack us-east-1   one of them
  $ privatelink demo                     the same for real, on an embedded AWS
  $ privatelink consumers list           who may connect
  $ privatelink connections list         who is connected to the services, and who asks to be
  $ privatelink connections why vpce-0123456789abcdef0
                                         why a connection is in its state
  $ privatelink handoff --stack us-east-1 --consumer acme --out handoffs/acme
                                         what acme needs to connect, ready to run
  $ privatelink validate --handoff order-processor.json
                                         as a consumer: whether the way to the service is in order
  $ privatelink help plan                options, exit codes and examples of a command`;

/** Runs the command line and returns the exit code. Options and help are defined here; the work is loaded when it is done. */
export async function main(host: Host, argv: readonly string[]): Promise<number> {
  const program = new Command("privatelink")
    .description(
      "Publishes a service over AWS PrivateLink, shows what that does before it is done, and tells who may connect.",
    )
    .addHelpText("after", HELP)
    .exitOverride();
  registerPlan(program, host);
  registerDemo(program, host);
  registerConsumers(program, host);
  registerConnections(program, host);
  registerHandoff(program, host);
  registerValidate(program);
  nestHelp(program);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ExitCode.Ok : ExitCode.Usage;
  }
  return Number(process.exitCode ?? ExitCode.Ok);
}

/** Works for a command in another thread. */
export async function serve(host: Host): Promise<void> {
  const { servePlans } = await import("./plan/worker.js");
  servePlans(host);
}
