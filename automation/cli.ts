import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { registerConnections } from "./commands/connections";
import { registerConsumers } from "./commands/consumers";
import { registerDemo } from "./commands/demo";
import { registerDrift } from "./commands/drift";
import { registerHandoff } from "./commands/handoff";
import { registerImage } from "./commands/image";
import { nestHelp } from "./commands/nested-help";
import { registerPlan } from "./commands/plan";
import { registerRegion } from "./commands/region";
import { registerRollout } from "./commands/rollout";
import { registerValidate } from "./commands/validate";
import type { Host } from "./host";

/** Exit codes of the command. */
export const ExitCode = { Ok: 0, Failed: 1, Usage: 2, Interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const HELP = `
Exit codes:
  0    all is well
  1    something is wrong with a stack, a file or a tool, or AWS refused something; stderr says what
  2    the command line is wrong, such as an unknown stack, a question was not answered with yes, or drift was found
  130  interrupted

Examples:
  $ privatelink plan                     what all stacks would be, and what changed since the last plan
  $ privatelink plan --stack us-east-1   one of them
  $ privatelink up                       bring all stacks up, in waves, each once the one before is healthy
  $ privatelink up --sandbox             a rehearsal of that on an embedded AWS, without an account
  $ privatelink outputs --name serviceName
                                         what consumers connect to, by stack
  $ privatelink drift                    what differs from the stack files, from AWS, and between the Regions
  $ privatelink region add eu-west-1     everything that a further Region needs, checked and written
  $ privatelink image promote ami-0123456789abcdef0
                                         an AMI in every Region, and in the stack files
  $ privatelink demo                     a tour: everything brought up on an embedded AWS
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
    .version(version, "-V, --version", "print the version")
    .addHelpText("after", HELP)
    .exitOverride();
  registerPlan(program, host);
  registerRollout(program, host);
  registerDrift(program, host);
  registerRegion(program, host);
  registerImage(program, host);
  registerDemo(program, host);
  registerConsumers(program, host);
  registerConnections(program, host);
  registerHandoff(program, host);
  registerValidate(program);
  // As tools have it that have verbs, such as pulumi.
  program
    .command("version", { hidden: true })
    .description("Print the version.")
    .action(() => void process.stdout.write(`${version}\n`));
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
