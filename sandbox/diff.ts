import type { ResourceTable } from "./table";
import { hasUnknown, type Properties, same } from "./values";

export interface Diff {
  /** Input properties that differ. */
  readonly changed: readonly string[];
  /** Those of them that make a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value;
}

function equal(table: ResourceTable, property: string, before: unknown, after: unknown): boolean {
  return table.unordered?.includes(property) ? same(sorted(before), sorted(after)) : same(before, after);
}

function changed(table: ResourceTable, property: string, olds: Properties, news: Properties, output: unknown): boolean {
  const [before, after] = [olds[property], news[property]];
  if (after === undefined && table.keeps?.includes(property)) return false;
  if (hasUnknown(after)) return true;
  if (before === undefined && output !== undefined && equal(table, property, output, after)) return false;
  return !equal(table, property, before, after) && !table.alike?.[property]?.(before, after, olds, news);
}

/** A fixed physical name blocks its successor, so the old resource must go first. */
function nameIsTaken(table: ResourceTable, olds: Properties, news: Properties): boolean {
  const { property, random = true } = table.autoName ?? {};
  if (property === undefined || !random || news[property] === undefined) return false;
  const filled = Array.isArray(news.__defaults) ? news.__defaults : [];
  return !filled.includes(property) && same(olds[property], news[property]);
}

/** What changes between two sets of checked inputs, and what that does to the resource. */
export function diffInputs(table: ResourceTable, olds: Properties, news: Properties, outputs: Properties = {}): Diff {
  const properties = new Set([...Object.keys(olds), ...Object.keys(news)]);
  properties.delete("__defaults");
  const differing = [...properties].filter((p) => changed(table, p, olds, news, outputs[p]));
  const replaces = differing.filter(
    (p) =>
      table.replaceOn?.includes(p) ||
      (p === "region" && table.scope !== "global") ||
      (table.replaceWhen?.[p]?.(olds[p], news[p], olds, news) ?? false),
  );
  return {
    changed: differing,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && (table.deleteBeforeReplace === true || nameIsTaken(table, olds, news)),
  };
}
