import { CsvError, parse } from "csv-parse/sync";
import { counted } from "../../../components/lib/words";
import { type Column, LICENSE_ARN, PRODUCT_CODE } from "./columns";
import { headerOf, headings } from "./csv-header";
import type { FileContents, FileEntry, FileProblem } from "./entry";
import { Lines } from "./lines";

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Signs between the cells of a row, in the order of likelihood; spreadsheets in some countries use semicolons. */
const DELIMITERS = [",", ";", "\t"];
const BLANK_LINES = /^[\r\n\ufeff]*/;
/** Characters between two rows that are looked through. */
const LONGEST_GAP = 10_000;

/** The consumers of a table, one a row; the first row has the headings. */
export function readCsv(text: string): FileContents {
  const { rows, problems } = rowsOf(text);
  const [first, ...others] = rows;
  if (first === undefined) {
    const none = { text: `is empty; give it a first row with headings such as ${headings()}.` };
    return { entries: [], problems: problems.length > 0 ? problems : [none] };
  }
  const width = first.cells.length;
  const whole = others.filter(({ cells }) => cells.length === width);
  const ragged = others.filter(({ cells }) => cells.length !== width).map((row) => raggedProblem(row, width));
  const header = headerOf(first.cells, whole);
  const faults = header.problems.map((text) => ({ line: first.line, text }));
  const entries = header.lacking ? [] : whole.map((row) => entryOf(row, header.columns));
  return { entries, problems: [...faults, ...ragged, ...problems] };
}

/** The rows that are not empty. The parser counts lines in its own way, so they are counted from its offsets. */
function rowsOf(text: string): { rows: Row[]; problems: FileProblem[] } {
  const bytes = Buffer.from(text);
  const lines = new Lines(text);
  const read = { bytes: 0, characters: 0 };
  const rows: Row[] = [];
  const lineOfNext = () => {
    const blank = BLANK_LINES.exec(text.slice(read.characters, read.characters + LONGEST_GAP))?.[0].length ?? 0;
    return lines.at(read.characters + blank).line;
  };
  try {
    parse(bytes, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { bytes: end }) => {
        if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: lineOfNext(), cells });
        read.characters += bytes.subarray(read.bytes, end).toString().length;
        read.bytes = end;
        return null;
      },
    });
    return { rows, problems: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows, problems: [{ line: lineOfNext(), text: misquoted(error) }] };
  }
}

function delimiterOf(text: string): string {
  const [first = ""] = text.replace(/^[\ufeff\r\n]+/, "").split(/[\r\n]/, 1);
  return DELIMITERS.find((delimiter) => first.includes(delimiter)) ?? ",";
}

function misquoted({ code, message }: CsvError): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") {
    return "a quotation mark opens in this row and never closes; the rows after it cannot be read.";
  }
  if (code === "INVALID_OPENING_QUOTE" || code === "CSV_INVALID_CLOSING_QUOTE") {
    return 'a quotation mark stands inside a cell; write the cell in quotation marks, and "" for each one in it. The rows after it cannot be read.';
  }
  return `cannot be read as a table: ${message}`;
}

function raggedProblem({ line, cells }: Row, width: number): FileProblem {
  const remedy =
    cells.length > width
      ? "put a cell that has the separator in it in quotation marks"
      : "give it as many as the first row, empty ones where there is nothing to say";
  return { line, text: `has ${counted(cells.length, "cell")} where the first row has ${width}; ${remedy}.` };
}

function entryOf({ line, cells }: Row, columns: readonly (Column | undefined)[]): FileEntry {
  const values = new Map(
    columns.flatMap((column, index) =>
      column === undefined ? [] : [[column.heading, column.read(cells[index] ?? "")]],
    ),
  );
  const product = values.get(PRODUCT_CODE);
  const license = values.get(LICENSE_ARN);
  const plain = [...values].filter(([heading]) => heading !== PRODUCT_CODE && heading !== LICENSE_ARN);
  const terms = Object.fromEntries(plain);
  if (product !== undefined) terms.marketplace = marketplaceOf(product, license);
  const keepsLicense = license === undefined;
  // A list is one cell, so the number of a value in it is no place.
  return { line, prefix: "", terms, keepsLicense, place: (path) => ({ line, path: path.replace(/\[\d+\]/g, "") }) };
}

function marketplaceOf(product: unknown, license: unknown): unknown {
  if (product === null && (license === null || license === undefined)) return null;
  return Object.fromEntries(
    [["productCode", product] as const, ["licenseArn", license] as const].filter(
      ([, value]) => typeof value === "string",
    ),
  );
}
