import { show } from "../../../components/lib/problem";
import { COLUMNS, type Column, columnOf, LICENSE_ARN, nearestColumn, PRODUCT_CODE } from "./columns";

/** What the first row of a table says. */
export interface Header {
  /** Columns in the order of the cells; undefined for one that says nothing. */
  readonly columns: readonly (Column | undefined)[];
  /** Whether a column is missing without which no row is a consumer. */
  readonly lacking: boolean;
  readonly problems: readonly string[];
}

const REQUIRED = ["name", "account"];

/** All headings, as an export writes them. */
export function headings(): string {
  return COLUMNS.map(({ heading }) => heading).join(",");
}

/** Reads the headings of a table. Columns without heading are passed over where all their cells are empty. */
export function headerOf(cells: readonly string[], rows: readonly { readonly cells: readonly string[] }[]): Header {
  const columns = cells.map((heading) => columnOf(heading) ?? meantBy(heading, cells));
  const has = (wanted: string) => columns.some((column) => column?.heading === wanted);
  const missing = REQUIRED.filter((required) => !has(required));
  const unnamed = cells.flatMap((heading, index) =>
    heading.trim() === "" && rows.some((row) => row.cells[index]?.trim() !== "") ? [index + 1] : [],
  );
  return {
    columns,
    lacking: missing.length > 0,
    problems: [
      ...cells.filter((heading) => heading.trim() !== "" && columnOf(heading) === undefined).map(unknown),
      ...unnamed.map((number) => `column ${number} has no heading; name it or take it out.`),
      ...repeated(columns),
      ...missing.map((heading) => `the column ${show(heading)} is missing; add it.`),
      ...(has(LICENSE_ARN) && !has(PRODUCT_CODE)
        ? [`the column ${show(LICENSE_ARN)} needs the column ${show(PRODUCT_CODE)}; add it.`]
        : []),
    ],
  };
}

/** A mistyped column is read as what was meant, so that what is wrong with its cells is said as well. */
function meantBy(heading: string, cells: readonly string[]): Column | undefined {
  if (heading.trim() === "") return undefined;
  const meant = nearestColumn(heading);
  return cells.some((other) => columnOf(other) === meant) ? undefined : meant;
}

function unknown(heading: string): string {
  const meant = nearestColumn(heading);
  const remedy = meant === undefined ? `the columns are ${headings()}` : `use ${show(meant.heading)}`;
  return `the column ${show(heading)} is unknown; ${remedy}.`;
}

function repeated(columns: readonly (Column | undefined)[]): string[] {
  return COLUMNS.flatMap((column) => {
    const count = columns.filter((each) => each === column).length;
    return count < 2 ? [] : [`the column ${show(column.heading)} is there ${count} times; keep one.`];
  });
}
