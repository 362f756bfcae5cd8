import type { StackSettings, StackSubject } from "./place";
import { referencesOf, type StackReference, settingAt } from "./references";

/** A stack that is to go. */
export interface Going {
  readonly stack: string;
  /** ARN of the registry's table that goes with it. */
  readonly tableArn?: string;
}

/** What a stack that stays says of the stacks that it needs. */
export interface Saying {
  /** What its stack file and Pulumi.yaml give it now, by full key. */
  readonly written: StackSettings;
  /** What its last update went by; left out where it is not deployed. */
  readonly deployed?: StackSettings;
}

/** Why a stack that is to go is needed. */
export interface Need extends StackReference {
  /** Whether only what is deployed needs it: the stack file has changed since, and was not brought up. */
  readonly isDeployedOnly: boolean;
}

const TABLE = ["approval", "registry", "tableArn"];

/**
 * What a stack that stays needs of stacks that are to go. A stack file alone does not tell: until its stack is brought up,
 * what is in AWS is what the update before has made.
 */
export function needsFrom({ written, deployed = {} }: Saying, going: readonly Going[]): Need[] {
  const now = among(written, going);
  const before = among(deployed, going).filter(({ stack, path }) =>
    now.every((one) => one.stack !== stack || one.path !== path),
  );
  return [
    ...now.map((need) => ({ ...need, isDeployedOnly: false })),
    ...before.map((need) => ({ ...need, isDeployedOnly: true })),
  ];
}

/** ARN of the registry's table by which settings share it; undefined where they name none. */
function sharedTable(settings: StackSettings): string | undefined {
  const arn = settingAt(settings, TABLE);
  return typeof arn === "string" ? arn : undefined;
}

/** ARN of the registry's table that a stack owns, and that goes with it. */
export function ownTable({ region, outputs }: Pick<StackSubject, "region" | "outputs">): string | undefined {
  const { registry } = outputs as { readonly registry?: { readonly ownerArn?: string; readonly region?: string } };
  return registry?.region === region ? registry.ownerArn : undefined;
}

function among(settings: StackSettings, going: readonly Going[]): StackReference[] {
  const named = referencesOf(settings).filter((reference) => going.some(({ stack }) => stack === reference.stack));
  const shared = sharedTable(settings);
  const owners = going.filter(({ tableArn }) => tableArn !== undefined && tableArn === shared);
  const path = TABLE.join(".");
  return [...named, ...owners.map(({ stack }) => ({ stack, path, text: `shares the registry of ${stack}` }))];
}
