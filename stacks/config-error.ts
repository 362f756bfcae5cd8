import * as pulumi from "@pulumi/pulumi";
import { type Problem, sentence } from "../components/lib/problem";

/**
 * A config that cannot be deployed, with everything that is wrong with it. As a `RunError` it is shown without a stack
 * trace, which would say nothing about the file that has to change.
 */
export class ConfigError extends pulumi.RunError {
  readonly problems: readonly Problem[];

  constructor(stack: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    super([`The config of stack ${stack} has ${count}:`, ...problems.map((one) => `  ${sentence(one)}`)].join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}
