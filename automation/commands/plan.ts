import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import type { Host } from "../host";
import type { PlanOptions } from "../plan/options";
import { count, several } from "./option-values";

const HELP = `
The program and the stack files are the real ones; AWS is played by the sandbox. Nothing is created, and no account,
credentials or network are needed. A stack that refers to another is planned after it.

The last plan of each stack is kept in .privatelink/plans; the next one tells what is created, updated (with the
properties that differ), replaced (with the property that forces it) and deleted. No secret is shown or kept.

Exit codes:
  0  every stack can be planned
  1  errors; all of them are on stderr, each with the key or the resource that it concerns
  2  the command line is wrong, such as an unknown stack

Examples:
  $ privatelink plan                                        all stacks that have a Pulumi.<stack>.yaml
  $ privatelink plan --stack us-east-1                      one of them
  $ privatelink plan --config-file drafts/Pulumi.eu-west-1.yaml
  $ privatelink plan --stack us-east-1 --config-file draft.yaml
                                                            what us-east-1 would be with the settings of draft.yaml
  $ privatelink plan --json | jq '.stacks[].outputs.serviceName'`;

export function registerPlan(program: Command, host: Host): void {
  program
    .command("plan")
    .description("Evaluate the program with its stack files, and show resources, outputs and changes.")
    .addOption(several("-s, --stack <name>", "stack to plan").default([], "all that have a stack file"))
    .addOption(
      several("-c, --config-file <file>", "stack file to plan, or settings for one --stack").default(
        [],
        "those of the stacks",
      ),
    )
    .option("--json", "print JSON instead of tables")
    .option("--no-save", "do not keep the plan for the comparison with the next one")
    .addOption(
      new Option("-j, --jobs <number>", "stacks to plan at the same time")
        .argParser(count)
        .default(availableParallelism(), "number of processors"),
    )
    .addHelpText("after", HELP)
    .action(async (options: PlanOptions, command: Command) => {
      if (
        options.stack.length > 0 &&
        options.configFile.length > 0 &&
        options.stack.length + options.configFile.length > 2
      ) {
        command.error("error: --stack and --config-file go together once each, or one of them any number of times.");
      }
      const { plan } = await import("../plan/plan.js");
      process.exitCode = await plan(host, options, process);
    });
}
