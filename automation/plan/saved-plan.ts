import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Properties } from "./model";
import { PlanError } from "./plan-error";

/** A resource as a later plan compares with it. */
export interface SavedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly protect: boolean;
  /** Absent for components. */
  readonly placed?: SavedPlacement;
}

export interface SavedPlacement {
  readonly id: string;
  /** Where it is: its own Region, otherwise its provider's. */
  readonly region: string;
  /** How many resources this URN has had before, each replaced by the next. */
  readonly generation: number;
  /** Inputs with physical names and the provider's defaults; secrets are masked, and assets have a hash and no text. */
  readonly inputs: Properties;
  /** Secrets are masked, and assets have a hash and no text. */
  readonly outputs: Properties;
  /** Digests of the masked inputs, so that a changed secret is seen as a change. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The last plan of a stack, as it lies in `.privatelink/plans`. It holds no secret. */
export interface SavedPlan {
  readonly version: 2;
  readonly stack: string;
  readonly region: string;
  /** When it was made, as an ISO time. */
  readonly time: string;
  /** Goes into the digests of secrets, so that equal secrets of two stacks do not look equal. */
  readonly salt: string;
  readonly resources: readonly SavedResource[];
  readonly outputs: Properties;
}

export function readSavedPlan(root: string, stack: string): SavedPlan | undefined {
  const file = placeOf(root, stack);
  if (!existsSync(file)) return undefined;
  try {
    const saved = JSON.parse(readFileSync(file, "utf8")) as SavedPlan;
    return saved.version === 2 ? saved : undefined;
  } catch (error) {
    throw new PlanError([`${file}: is not the plan that was kept there (${String(error)}); delete the file.`]);
  }
}

/** Keeps a plan; a reader at the same moment sees the old one or the new one, never a part. */
export function keepPlan(root: string, plan: SavedPlan): void {
  const file = placeOf(root, plan.stack);
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(plan)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function newSalt(): string {
  return randomBytes(16).toString("hex");
}

export function digest(salt: string, value: unknown): string {
  return createHash("sha256").update(salt).update(JSON.stringify(value)).digest("hex");
}

function placeOf(root: string, stack: string): string {
  return path.join(root, ".privatelink", "plans", `${stack}.json`);
}
