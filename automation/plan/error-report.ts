import * as pulumi from "@pulumi/pulumi";
import { type Problem, sentence } from "../../components/lib/problem";

/** An error of the program, for people. */
export interface ErrorReport {
  readonly texts: readonly string[];
  /** Whether it is a fault of the program rather than an answer to its input: then it is told with its trace. */
  readonly unexpected: boolean;
}

/** Errors that say all in their message: refusals of the sandbox and of this command. */
const EXPECTED = new Set(["CloudError", "PlanError"]);

const REFUSALS: readonly { isInstance(error: unknown): boolean }[] = [
  pulumi.RunError,
  pulumi.ResourceError,
  pulumi.InputPropertyError,
  pulumi.InputPropertiesError,
];

export function report(error: unknown, trace: (stack: string) => string): ErrorReport {
  return { texts: textsOf(error, trace), unexpected: error instanceof Error && !isExpected(error) };
}

function textsOf(error: unknown, trace: (stack: string) => string): string[] {
  if (!(error instanceof Error)) return [`The program failed with ${String(error)}.`];
  const { problems } = error as { problems?: unknown };
  // The errors of a config come as a list, so that each line names its key.
  if (error.name === "ConfigError" && Array.isArray(problems)) return (problems as Problem[]).map(sentence);
  if (pulumi.ResourceError.isInstance(error)) return [`${subjectOf(error)}${error.message}`];
  return [isExpected(error) ? error.message : trace(error.stack ?? `${error.name}: ${error.message}`)];
}

/** The resource that an error is about, as the sandbox names it in its refusals. */
function subjectOf({ resource }: pulumi.ResourceError): string {
  const { __pulumiType: type, __name: name } = (resource ?? {}) as { __pulumiType?: string; __name?: string };
  return type === undefined || name === undefined ? "" : `${type} "${name}": `;
}

function isExpected(error: Error): boolean {
  return EXPECTED.has(error.name) || REFUSALS.some((refusal) => refusal.isInstance(error));
}
