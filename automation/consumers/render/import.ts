import { table } from "../../plan/render/table";
import { changesOf, changeText } from "../changes";
import type { Doomed } from "../connections";
import type { ImportPlan } from "../import-plan";
import { AT_ONCE, SOON } from "../outlook";
import { sightingDocument } from "./doomed";

/** What an import writes, or would write, for people. */
export function importLines({ added, changed, unchanged }: ImportPlan, file: string, dryRun: boolean): string[] {
  const rows = [
    ...added.map(({ name, account }) => ["+", name, account, "added"]),
    ...changed.map(({ before, after }) => [
      "~",
      after.name,
      after.account,
      changesOf(before, after).map(changeText).join("; "),
    ]),
  ];
  const would = dryRun ? " there would be" : "";
  const counts = `${file}:${would} ${added.length} added, ${changed.length} changed, ${unchanged.length} unchanged.`;
  if (dryRun) return [...table(rows), `${counts} Nothing was written.`];
  if (rows.length === 0) return [`${counts} There was nothing to write.`];
  return [...table(rows), counts, `The automation goes by it ${SOON}, ${AT_ONCE}.`];
}

/** The same for programs. */
export function importDocument(
  { added, changed, unchanged }: ImportPlan,
  dryRun: boolean,
  doomed: readonly Doomed[],
): object {
  return {
    dryRun,
    added,
    changed: changed.map(({ before, after }) => ({
      name: after.name,
      account: after.account,
      changes: changesOf(before, after),
    })),
    unchanged: unchanged.map(({ name }) => name),
    cut: doomed.map((one) => ({ consumer: one.consumer.name, ...sightingDocument(one) })),
  };
}
