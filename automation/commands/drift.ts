import { type Command, Option } from "commander";
import type { DriftOptions } from "../drift/options";
import type { Host } from "../host";
import { PARALLEL } from "../rollout/file/numbers";
import { DRIFT } from "./drift-help";
import { listed, wholeNumber } from "./option-values";

const parallel = wholeNumber(PARALLEL.min, PARALLEL.max);

/** Registers `drift`. */
export function registerDrift(program: Command, host: Host): void {
  program
    .command("drift")
    .description("Show what was changed in AWS, what is not deployed, and where Regions are not alike.")
    .addOption(listed("-s, --stack <name>", "stack to look at").default([], "all that are in waves"))
    .addOption(listed("--wave <name>", "wave to look at").default([], "all"))
    .option("--file <file>", "another plan than rollout.yaml")
    .addOption(
      new Option("--parallel <number>", "stacks to look at at once, instead of what rollout.yaml says").argParser(
        parallel,
      ),
    )
    .option("--no-refresh", "do not ask AWS for each resource")
    .option("--sandbox", "look at the embedded AWS in .privatelink/rehearsal: no account, no credentials")
    .option("--json", "print the report as JSON")
    .addHelpText("after", DRIFT)
    .action(async (options: DriftOptions) => {
      const { driftCommand } = await import("../drift/command.js");
      process.exitCode = await driftCommand(host, options, process);
    });
}
