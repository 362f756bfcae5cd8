import { type Change, ChangeKind } from "../model";
import type { Paint } from "./paint";
import { table } from "./table";
import { mark, painted, shortType } from "./tree";

const ORDER = [ChangeKind.Created, ChangeKind.Updated, ChangeKind.Replaced, ChangeKind.Deleted];

/** What a change does, in words: the properties behind an update or a replacement, and what stands against it. */
function reason({ kind, properties, forcedBy, protect }: Change): string {
  const refused = protect ? "protected: pulumi up would refuse" : "";
  if (kind === ChangeKind.Updated) return properties.join(", ");
  if (kind === ChangeKind.Deleted) return refused;
  if (kind === ChangeKind.Created) return "";
  const others = properties.filter((property) => !forcedBy.includes(property));
  const also = others.length > 0 ? `also ${others.join(", ")}` : "";
  return [`forced by ${forcedBy.join(", ")}`, also, refused].filter((part) => part !== "").join("; ");
}

/** One line per change. */
export function changeLines(changes: readonly Change[], paint: Paint): string[] {
  const rows = changes.map((change) => [
    `${mark(change.kind)} ${change.kind}`,
    shortType(change.type),
    change.name,
    reason(change),
  ]);
  return table(rows).map((line, i) => painted(line, changes[i]?.kind, paint));
}

/** `1 created, 2 updated, 93 unchanged`. */
export function changeCounts(changes: readonly Change[], resources: number): string {
  const counts = ORDER.map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const);
  const deleted = counts.find(([kind]) => kind === ChangeKind.Deleted)?.[1] ?? 0;
  const unchanged = resources - (changes.length - deleted);
  const parts = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`);
  return [...parts, `${unchanged} unchanged`].join(", ");
}
