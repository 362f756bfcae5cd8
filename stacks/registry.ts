import type { Problem } from "../components/lib/problem";
import { checkTableArn, parseTableArn } from "../components/lib/registry-table";
import type { StackConfig } from "./config";
import { ConfigError } from "./config-error";
import type { OtherStacks } from "./other-stacks";
import type { PublishedRegistry } from "./outputs";
import { Approval } from "./schema/access";

/** A registry that another stack owns. */
export interface SharedRegistry {
  /** ARN of the table that the other stack reads. */
  readonly tableArn: string;
  /** ARN of the table in the Region in which operators write. */
  readonly ownerArn: string;
}

/** The registry of another stack that the stack file names; `undefined` where the stack has its own, or none. */
export async function readRegistry(
  config: StackConfig,
  accountId: string,
  stacks: OtherStacks,
): Promise<SharedRegistry | undefined> {
  const { registry } = config.approval ?? {};
  if (config.access.approval !== Approval.Registry || registry === undefined) return undefined;
  // The rules leave one of the two.
  const shared =
    registry.stack === undefined
      ? { tableArn: registry.tableArn as string, ownerArn: registry.tableArn as string }
      : await registryOfStack(config, registry.stack, stacks);
  const problems = checkShared(config, shared, accountId);
  if (problems.length > 0) throw new ConfigError(config.stack, problems);
  return shared;
}

async function registryOfStack(config: StackConfig, stack: string, stacks: OtherStacks): Promise<SharedRegistry> {
  const output: Partial<PublishedRegistry> | undefined = await stacks.output(stack, "registry");
  if (output === undefined) {
    const path = "approval.registry.stack";
    const remedy = `set access.approval to registry in stack ${stack} and run pulumi up --stack ${stack} first, or leave approval.registry out`;
    throw new ConfigError(config.stack, [
      { path, value: stack, rule: "is a stack without the output registry", remedy },
    ]);
  }
  const { tableArn = "", ownerArn = "" } = output;
  const problems = [
    ...checkTableArn(tableArn, `output registry.tableArn of stack ${stack}`),
    ...checkTableArn(ownerArn, `output registry.ownerArn of stack ${stack}`),
  ];
  if (problems.length > 0) throw new ConfigError(config.stack, problems);
  return { tableArn, ownerArn };
}

function checkShared({ approval, region }: StackConfig, shared: SharedRegistry, accountId: string): Problem[] {
  const { registry, replica, warningDays } = approval ?? {};
  const owner = parseTableArn(shared.ownerArn);
  const problems: Problem[] = [];
  if (owner.accountId !== accountId) {
    const rule = `is a registry of the account ${owner.accountId}, and the stack's is ${accountId}`;
    const remedy = "use one of this account, or leave it out";
    problems.push({ path: "approval.registry", value: registry, rule, remedy });
  }
  if (replica === true && isIn(region, shared)) {
    const rule = "asks for a replica of a registry that is in this Region already";
    problems.push({ path: "approval.replica", value: replica, rule, remedy: "remove it" });
  }
  if (warningDays !== undefined && warningDays > 0 && owner.region !== region) {
    const rule = `is given, and the registry is owned in ${owner.region}, which alone warns`;
    problems.push({ path: "approval.warningDays", value: warningDays, rule, remedy: "remove it" });
  }
  return problems;
}

/** Whether the other stack's table can be read in the Region as it is. */
export function isIn(region: string, { tableArn }: SharedRegistry): boolean {
  return parseTableArn(tableArn).region === region;
}
