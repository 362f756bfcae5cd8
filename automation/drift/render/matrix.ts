import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { Aspect, type MatrixRow, Verdict } from "../compare/row";
import type { DriftReport, StackDrift } from "../report";

/** Stands beside what is not as it should be. */
const ODD = "≠";
const SAME = "=";
const NOTHING = "-";
const UNKNOWN = "?";

interface Cell {
  readonly text: string;
  readonly odd: boolean;
}

interface Column {
  readonly title: string;
  cell(stack: StackDrift): Cell;
}

/** One line per stack, however many there are, with what each has of the things that should be the same. */
export function matrixTable(report: DriftReport, paint: Paint): string[] {
  const columns = [...deployedColumns(report.matrix.rows), settingsColumn(report.matrix.rows), FILE, RESOURCES];
  const rows = report.stacks.map((stack) => columns.map((column) => column.cell(stack)));
  const [heading = "", ...lines] = table([
    ["Stack", ...columns.map(({ title }) => title)],
    ...rows.map((cells, index) => [report.stacks[index]?.stack ?? "", ...cells.map(textOf)]),
  ]);
  return [
    paint.bold(heading),
    ...lines.map((line, i) => (rows[i]?.some(({ odd }) => odd) ? paint.yellow(line) : line)),
  ];
}

function textOf({ text, odd }: Cell): string {
  return odd ? `${text} ${ODD}` : text;
}

function deployedColumns(rows: readonly MatrixRow[]): Column[] {
  const archives = rows.filter(({ aspect }) => aspect === Aspect.Archive);
  return rows.flatMap((row) => {
    if (row.aspect === Aspect.Setting) return [];
    const title = row.aspect === Aspect.Archive && archives.length > 1 ? row.name : TITLES[row.aspect];
    return [{ title, cell: ({ stack }) => cellOf(row, stack) }];
  });
}

const TITLES: Readonly<Record<Exclude<Aspect, "setting">, string>> = {
  [Aspect.Image]: "Image",
  [Aspect.Archive]: "Archive",
  [Aspect.Version]: "Version",
  [Aspect.Ports]: "Ports",
  [Aspect.Principals]: "Principals",
  [Aspect.Zones]: "AZs",
};

function cellOf(row: MatrixRow, stack: string): Cell {
  const cell = row.cells[stack];
  if (cell === undefined) return { text: NOTHING, odd: false };
  const odd = row.verdict === Verdict.Differs && row.odd.includes(stack);
  return { text: cell.value === undefined ? NOTHING : brief(row.aspect, cell.value), odd };
}

/** As much of a value as tells two of them apart at a glance; the findings have the whole. */
function brief(aspect: Aspect, value: string): string {
  const parts = value.split(", ");
  switch (aspect) {
    case Aspect.Image:
      return value.replace(/ of [a-z0-9-]+$/, "");
    case Aspect.Archive:
      return value.slice(0, 12);
    case Aspect.Ports:
      return parts.length === 1 ? value : String(parts.length);
    case Aspect.Principals:
      return value === "none" ? "0" : String(parts.length);
    default:
      return value;
  }
}

function settingsColumn(rows: readonly MatrixRow[]): Column {
  const differing = rows.filter(({ aspect, verdict }) => aspect === Aspect.Setting && verdict === Verdict.Differs);
  const known = new Set(
    rows.filter(({ aspect }) => aspect === Aspect.Setting).flatMap(({ cells }) => Object.keys(cells)),
  );
  return {
    title: "Settings",
    cell: ({ stack, deployed }) => {
      const count = differing.filter(({ odd }) => odd.includes(stack)).length;
      if (!known.has(stack)) return { text: deployed === false ? NOTHING : UNKNOWN, odd: false };
      return count === 0 ? { text: SAME, odd: false } : { text: `${count} differ`, odd: true };
    },
  };
}

const FILE: Column = {
  title: "File",
  cell: ({ settings, deployed }) => {
    if (deployed === undefined) return { text: UNKNOWN, odd: false };
    if (!deployed) return { text: "not deployed", odd: true };
    if (settings === undefined) return { text: UNKNOWN, odd: false };
    return settings === 0 ? { text: SAME, odd: false } : { text: `${settings} not deployed`, odd: true };
  },
};

const RESOURCES: Column = {
  title: "Resources",
  cell: ({ resources, failures }) => {
    if (resources === undefined) return { text: failures.length > 0 ? UNKNOWN : NOTHING, odd: false };
    return resources === 0 ? { text: SAME, odd: false } : { text: `${resources} differ`, odd: true };
  },
};
