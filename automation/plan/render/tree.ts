import { type Change, ChangeKind, type PlannedResource } from "../model";
import type { Paint } from "./paint";
import { table } from "./table";

const MARK = {
  [ChangeKind.Created]: "+",
  [ChangeKind.Updated]: "~",
  [ChangeKind.Replaced]: "+-",
  [ChangeKind.Deleted]: "-",
} as const;

const COLOUR = {
  [ChangeKind.Created]: "green",
  [ChangeKind.Updated]: "yellow",
  [ChangeKind.Replaced]: "magenta",
  [ChangeKind.Deleted]: "red",
} as const;

/** `aws:ec2/subnet:Subnet` as operators know it from Pulumi's own tables: `aws:ec2:Subnet`. */
export function shortType(type: string): string {
  return type.replace(/^([^:]+):([^/:]+)\/[^:]+:/, "$1:$2:");
}

/** The mark of a change, as wide as the widest one. */
export function mark(kind: ChangeKind | undefined): string {
  return (kind === undefined ? "" : MARK[kind]).padEnd(2);
}

/** A line in the colour of its change. */
export function painted(line: string, kind: ChangeKind | undefined, paint: Paint): string {
  return kind === undefined ? line : paint[COLOUR[kind]](line);
}

/** All resources as a tree of types, each with its name, its change, and how many resources are below it. */
export function tree(resources: readonly PlannedResource[], changes: readonly Change[], paint: Paint): string[] {
  const children = byParent(resources);
  const kinds = new Map(changes.map((change) => [change.urn, change.kind]));
  const rows: { readonly cells: readonly string[]; readonly kind: ChangeKind | undefined }[] = [];

  /** Adds the rows of a resource and all below it, and returns how many resources that are. */
  function add(resource: PlannedResource, lead: string, below: string): number {
    const cells = ["", "", ""];
    const kind = kinds.get(resource.urn);
    rows.push({ cells, kind });
    const own = children.get(resource.urn) ?? [];
    const counts = own.map((child, i) => {
      const last = i === own.length - 1;
      return add(child, `${below}${last ? "└─ " : "├─ "}`, `${below}${last ? "   " : "│  "}`);
    });
    const total = counts.reduce((sum, count) => sum + count, 0);
    cells[0] = `${mark(kind)} ${lead}${shortType(resource.type)}`;
    cells[1] = resource.name;
    cells[2] = total > 0 ? `(${total})` : "";
    return total + 1;
  }

  for (const root of children.get(null) ?? []) add(root, "", "");
  const lines = table([["   Type", "Name", ""], ...rows.map((row) => row.cells)]);
  return lines.map((line, i) => (i === 0 ? paint.bold(line) : painted(line, rows[i - 1]?.kind, paint)));
}

function byParent(resources: readonly PlannedResource[]): ReadonlyMap<string | null, readonly PlannedResource[]> {
  const children = new Map<string | null, PlannedResource[]>();
  for (const resource of resources) {
    const siblings = children.get(resource.parent) ?? [];
    siblings.push(resource);
    children.set(resource.parent, siblings);
  }
  return children;
}
