import { isDeepStrictEqual } from "node:util";
import type { DiffKind, StepEventMetadata } from "@pulumi/pulumi/automation";

/** How a property differs. */
export const DifferenceKind = { Added: "added", Deleted: "deleted", Updated: "updated" } as const;
export type DifferenceKind = (typeof DifferenceKind)[keyof typeof DifferenceKind];

/** One property of a resource that is, or is going to be, different. */
export interface PropertyDifference {
  /** Path of the property as the engine writes it, for example `tags.Name` or `ingress[0].cidrBlocks`. */
  readonly path: string;
  readonly kind: DifferenceKind;
  /** Value that the state has; undefined where it has none, and `[secret]` in place of every secret in it. */
  readonly before: unknown;
  /** Value that the program gives or, in a refresh, that AWS has; likewise. */
  readonly after: unknown;
}

const KINDS: Readonly<Record<`${DiffKind}`, DifferenceKind>> = {
  add: DifferenceKind.Added,
  "add-replace": DifferenceKind.Added,
  delete: DifferenceKind.Deleted,
  "delete-replace": DifferenceKind.Deleted,
  update: DifferenceKind.Updated,
  "update-replace": DifferenceKind.Updated,
};

/** What the engine puts in place of a secret. */
const MASK = "[secret]";

type Step = Pick<StepEventMetadata, "detailedDiff" | "diffs" | "old" | "new">;

/**
 * What differs by a step of the engine, in the order of the paths. The engine has masked the secrets.
 * @param refreshed whether the step read the resource from AWS, so that what is new is not what the program gives
 */
export function differencesOf({ detailedDiff, diffs, old, new: next }: Step, refreshed = false): PropertyDifference[] {
  if (old === undefined || next === undefined) return [];
  // A provider that does not know in detail says only which properties differ.
  const paths = Object.keys(detailedDiff ?? {}).length > 0 ? Object.keys(detailedDiff ?? {}) : (diffs ?? []);
  return paths.sort().map((path) => {
    const { diffKind, inputDiff = true } = detailedDiff?.[path] ?? {};
    const [was, is] = [old, next].map(({ inputs, outputs }) => ({
      input: valueAt(inputs, path),
      output: valueAt(outputs, path),
    }));
    // What a provider compares with the state, and not with the inputs before, stands in the outputs as it was.
    const before = inputDiff ? (was?.input ?? was?.output) : (was?.output ?? was?.input);
    // What somebody added in AWS to what the program gives, such as a tag, stands in the outputs alone.
    const added = refreshed && isDeepStrictEqual(was?.input, is?.input) ? is?.output : undefined;
    const after = added ?? is?.input ?? (inputDiff ? undefined : is?.output);
    return { path, kind: diffKind === undefined ? kindOf(before, after) : KINDS[diffKind], before, after };
  });
}

function kindOf(before: unknown, after: unknown): DifferenceKind {
  if (before === undefined) return DifferenceKind.Added;
  return after === undefined ? DifferenceKind.Deleted : DifferenceKind.Updated;
}

/** The value at a path as the engine writes it: `a.b`, `a[0]`, `a["b.c"]`. What is below a secret is one. */
export function valueAt(properties: unknown, path: string): unknown {
  return namesIn(path).reduce<unknown>((value, name) => {
    if (value === MASK) return MASK;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }, properties);
}

function namesIn(path: string): string[] {
  const parts = path.matchAll(/\["(?<quoted>(?:[^"\\]|\\.)*)"\]|\[(?<index>\d+)\]|(?<name>[^.[\]]+)/g);
  return [...parts].map(
    ({ groups = {} }) => groups.quoted?.replaceAll(/\\(.)/g, "$1") ?? groups.index ?? groups.name ?? "",
  );
}
