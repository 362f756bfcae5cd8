import { type Command, InvalidArgumentError, Option } from "commander";
import type { DriftOptions } from "../drift/options";
import type { Host } from "../host";
import { DRIFT } from "./drift-help";

/** Registers `drift`. */
export function registerDrift(program: Command, host: Host): void {
  program
    .command("drift")
    .description("Show what was changed in AWS, what is not deployed, and where Regions are not alike.")
    .addOption(repeated("-s, --stack <name>", "stack to look at", "all that are in waves"))
    .addOption(repeated("--wave <name>", "wave to look at", "all"))
    .option("--file <file>", "another plan than rollout.yaml")
    .addOption(
      new Option("--parallel <number>", "stacks to look at at once, instead of what rollout.yaml says").argParser(
        count,
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

/** An option that may be given several times, or once with commas. */
function repeated(flags: string, meaning: string, all: string): Option {
  return new Option(flags, `${meaning}; may be repeated, or a list with commas`)
    .argParser((value: string, before: readonly string[]) => [...before, ...words(value)])
    .default([], all);
}

function words(value: string): string[] {
  const found = value
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (found.length === 0) throw new InvalidArgumentError("Give a name.");
  return found;
}

function count(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError("Give a whole number of at least 1.");
  return Number(value);
}
