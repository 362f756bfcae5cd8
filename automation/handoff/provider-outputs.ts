import { readFile } from "node:fs/promises";
import { type Handoff, HandoffError, parseHandoff } from "../../components/lib/handoff";
import { PlanError } from "../plan/plan-error";
import { readProject, stackFile } from "../plan/project";
import { stackOutputsOf } from "../registry/stack-outputs";
import { Refused } from "../terminal/refused";

/** What a package needs of a stack's outputs. */
export interface ProviderOutputs {
  readonly handoff: Handoff;
  readonly accountId: string;
  /** Partition of AWS, `aws` for the commercial Regions. */
  readonly partition: string;
  /** ARN of the registry's table, where the stack has one. */
  readonly registry?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The outputs of a stack of the project, by the engine. Throws a {@link Refused} that says what is missing. */
export async function outputsOfStack(root: string, stack: string, env: NodeJS.ProcessEnv): Promise<ProviderOutputs> {
  knownStack(root, stack);
  const lookup = await stackOutputsOf(root, env)(stack);
  if ("reason" in lookup) {
    throw new Refused(
      `The outputs of stack ${stack} are not to be had: ${lookup.reason}. Log in to its backend with pulumi login, ` +
        "or give them by --outputs, as a file that pulumi stack output --json has written where there is a login.",
    );
  }
  return providerOutputs(lookup.outputs, `Stack ${stack}`);
}

/** The outputs in a file that `pulumi stack output --json` has written. */
export async function outputsOfFile(file: string): Promise<ProviderOutputs> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new Refused(`${file} cannot be read: ${(error as Error).message}.`);
  }
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    throw new Refused(`${file} is not a JSON document: write it with pulumi stack output --json > ${file}.`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new Refused(
      `${file} does not hold the outputs of a stack: write it with pulumi stack output --json > ${file}.`,
    );
  }
  return providerOutputs(values as Values, file);
}

/** What the outputs say, or a {@link Refused} that begins with where they are from. */
export function providerOutputs(values: Values, source: string): ProviderOutputs {
  const { handoff, accountId, serviceArn, registry } = values;
  if (handoff === undefined && Array.isArray(values.stacks)) {
    throw new Refused(
      `${source} is what privatelink plan --json has printed, and what is only planned has no service to connect to yet: ` +
        "once the stack is up, write the file with pulumi stack output --json, or say --stack NAME.",
    );
  }
  if (handoff === undefined) {
    const alone = "serviceName" in values && "version" in values;
    throw new Refused(
      alone
        ? `${source} is a hand-off already: give all outputs of the stack, as pulumi stack output --json writes them.`
        : `${source} has no output handoff: run pulumi up there first, with a program of this version.`,
    );
  }
  if (typeof accountId !== "string" || !/^\d{12}$/.test(accountId)) {
    throw new Refused(`${source} has no output accountId with the provider's account: run pulumi up there first.`);
  }
  const ownerArn =
    typeof registry === "object" && registry !== null && "ownerArn" in registry ? registry.ownerArn : undefined;
  return {
    handoff: usable(handoff, source),
    accountId,
    partition: partitionOf(serviceArn),
    ...(typeof ownerArn === "string" ? { registry: ownerArn } : {}),
  };
}

function usable(document: unknown, source: string): Handoff {
  try {
    return parseHandoff(document);
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error;
    throw new Refused(`${source}: ${error.message}`);
  }
}

function partitionOf(arn: unknown): string {
  return (typeof arn === "string" ? /^arn:([^:]+):/.exec(arn)?.[1] : undefined) ?? "aws";
}

/** A name without its organization must be that of a stack file; the nearest one is named where it is not. */
function knownStack(root: string, stack: string): void {
  if (stack.includes("/")) return;
  try {
    stackFile(readProject(root), stack);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new Refused(error.messages.join("\n"));
  }
}
