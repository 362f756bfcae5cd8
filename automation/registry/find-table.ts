import { PlanError } from "../plan/plan-error";
import { readProject, stackFile } from "../plan/project";
import { Refused } from "../terminal/refused";
import type { RegistryOptions } from "./context";
import type { ReadStackOutputs } from "./stack-outputs";
import { type TableArn, tableArn } from "./table-arn";

/** Environment variable that names the table where `--registry` does not. */
export const REGISTRY_VARIABLE = "PRIVATELINK_REGISTRY";

const HOW =
  `say --registry <table ARN>, or set ${REGISTRY_VARIABLE}. ` +
  "The ARN is the output registry.ownerArn of the stack that owns the registry";

/**
 * The table that the command is about: `--registry`, otherwise the environment, otherwise the one that the outputs of
 * the project's stacks name. A stack in another Region has a replica; its output names the table of the owner too.
 */
export async function findTable(
  options: Pick<RegistryOptions, "registry" | "stack">,
  root: string,
  env: NodeJS.ProcessEnv,
  read: ReadStackOutputs,
): Promise<TableArn> {
  if (options.registry !== undefined) return tableArn(options.registry, "--registry");
  const fromEnvironment = env[REGISTRY_VARIABLE];
  if (fromEnvironment) return tableArn(fromEnvironment, REGISTRY_VARIABLE);
  const stacks = wantedStacks(root, options.stack ?? []);
  const answers = await Promise.all(stacks.map(async (stack) => ({ stack, ...registryIn(await read(stack)) })));
  const found = answers.flatMap(({ stack, arn }) => (arn === undefined ? [] : [{ stack, arn }]));
  const arns = [...new Set(found.map(({ arn }) => arn))];
  if (arns.length > 1) {
    const each = found.map(({ stack, arn }) => `${stack} says ${arn}`).join("; ");
    throw new Refused(`The stacks have more than one registry (${each}): say which by --stack or --registry.`, 2);
  }
  const [first] = found;
  if (first === undefined) {
    const each = answers.map(({ stack, reason }) => `\n  ${stack}: ${reason}`).join("");
    const where = each === "" ? `${root} has no stack file` : `none of these stacks names one:${each}`;
    throw new Refused(`There is no registry to work with: ${where}\nTo name one, ${HOW}.`);
  }
  return tableArn(first.arn, `Output registry.ownerArn of stack ${first.stack}`);
}

/** Stacks by their files. One that is asked for by its full name, `organization/project/stack`, needs none here. */
function wantedStacks(root: string, asked: readonly string[]): readonly string[] {
  try {
    const project = readProject(root);
    if (asked.length === 0) return [...project.stackFiles.keys()];
    for (const name of asked) if (!name.includes("/")) stackFile(project, name);
    return asked;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new Refused(error.messages.join("\n"));
  }
}

function registryIn(lookup: Awaited<ReturnType<ReadStackOutputs>>): { readonly arn?: string; readonly reason: string } {
  if ("reason" in lookup) return { reason: lookup.reason };
  const { registry } = lookup.outputs;
  const arn =
    typeof registry === "object" && registry !== null && "ownerArn" in registry ? registry.ownerArn : undefined;
  if (typeof arn === "string") return { arn, reason: "" };
  return { reason: "has no output registry; set access.approval to registry and run pulumi up" };
}
