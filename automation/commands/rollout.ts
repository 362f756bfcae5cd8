import { type Command, Option } from "commander";
import type { Operation } from "../engine/operation";
import type { Host } from "../host";
import type { OutputsOptions, RolloutOptions } from "../rollout/command/options";
import { PARALLEL } from "../rollout/file/numbers";
import { listed, wholeNumber } from "./option-values";
import { DESTROY, OUTPUTS, PREVIEW, REFRESH, UP } from "./rollout-help";

const parallel = wholeNumber(PARALLEL.min, PARALLEL.max);

/** Registers `up`, `preview`, `refresh`, `destroy` and `outputs`: the verbs of Pulumi, over many stacks. */
export function registerRollout(program: Command, host: Host): void {
  const up = worked(
    program,
    "up",
    "Update stacks, wave after wave, each wave once the one before is healthy.",
    "update",
  );
  up.option("-y, --yes", "do not ask")
    .option("--resume", "go on after the last healthy wave of the update before")
    .option("--no-gate", "begin the next wave without asking whether the stacks are healthy")
    .addOption(
      listed(
        "--unhealthy <stack>",
        "with --sandbox: stack that its gate finds unhealthy, until it is brought back",
      ).default([], "none"),
    )
    .addHelpText("after", UP)
    .action(async (options: RolloutOptions) => {
      if (options.unhealthy.length > 0 && options.sandbox !== true) {
        up.error("error: --unhealthy goes with --sandbox only: in AWS, a stack is as healthy as it is.");
      }
      await run(host, "up", options);
    });

  worked(program, "preview", "Show what an update would change in each stack.", "preview")
    .addHelpText("after", PREVIEW)
    .action((options: RolloutOptions) => run(host, "preview", options));

  worked(program, "refresh", "Take over into the state of each stack what AWS has.", "refresh")
    .option("-y, --yes", "do not ask")
    .addHelpText("after", REFRESH)
    .action((options: RolloutOptions) => run(host, "refresh", options));

  worked(program, "destroy", "Take stacks down, in the opposite order of waves.", "destroy")
    .option("-y, --yes", "do not ask")
    .addHelpText("after", DESTROY)
    .action((options: RolloutOptions) => run(host, "destroy", options));

  chosen(program.command("outputs").description("Show the outputs of each stack."), "show")
    .option("--name <output>", "only this output")
    .option("--json", "print JSON instead of tables")
    .addHelpText("after", OUTPUTS)
    .action(async (options: OutputsOptions) => {
      const { outputsCommand } = await import("../rollout/command/outputs.js");
      process.exitCode = await outputsCommand(host, options, process);
    });
}

async function run(host: Host, operation: Operation, options: Partial<RolloutOptions>): Promise<void> {
  const { rolloutCommand } = await import("../rollout/command/run.js");
  const { stack = [], wave = [], target = [], gate = true, unhealthy = [] } = options;
  const whole = { ...options, stack, wave, target, gate, unhealthy };
  process.exitCode = await rolloutCommand(host, operation, whole, process);
}

/** A verb by which stacks are worked on. */
function worked(program: Command, name: string, description: string, verb: string): Command {
  return chosen(program.command(name).description(description), verb)
    .addOption(
      new Option("--parallel <number>", "stacks to work on at once, instead of what rollout.yaml says").argParser(
        parallel,
      ),
    )
    .addOption(
      listed("--target <resource>", "logical name or URN of a resource to confine it to").default(
        [],
        "all of each stack",
      ),
    )
    .option("--json", "print events as lines of JSON");
}

/** Options that pick stacks and the place. */
function chosen(command: Command, verb: string): Command {
  return command
    .addOption(listed("-s, --stack <name>", `stack to ${verb}`).default([], "all that are in waves"))
    .addOption(listed("--wave <name>", `wave to ${verb}`).default([], "all"))
    .option("--file <file>", "another plan than rollout.yaml")
    .option("--sandbox", "work on the embedded AWS in .privatelink/rehearsal: no account, no credentials");
}
