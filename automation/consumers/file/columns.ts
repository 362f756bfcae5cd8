import { nearest } from "../../../components/lib/nearest";
import { CONSUMER_KEYS, type Terms } from "../../../functions/lib/consumer-schema";

/** A column of a table of consumers. */
export interface Column {
  /** Heading, which is the key path of the value. */
  readonly heading: string;
  /** What the cell says, for the key of the consumer; `null` for an empty cell. */
  read(cell: string): unknown;
  /** The cell of a value. */
  write(terms: Terms): string;
}

/** Between the values of a list in one cell. */
const LIST_SEPARATOR = ";";

const LISTS = new Set<string>(["principals", "regions", "services", "endpointIds"]);
/** Free text keeps the spaces around it. */
const FREE_TEXT = new Set<string>(["plan", "contact", "notes"]);
export const PRODUCT_CODE = "marketplace.productCode";
export const LICENSE_ARN = "marketplace.licenseArn";

/** All columns, in the order in which an export writes them. */
export const COLUMNS: readonly Column[] = CONSUMER_KEYS.flatMap((key) => columnsOf(key));

function columnsOf(key: keyof Terms): Column[] {
  if (key === "marketplace") {
    return [
      { heading: PRODUCT_CODE, read: word, write: ({ marketplace }) => marketplace?.productCode ?? "" },
      { heading: LICENSE_ARN, read: word, write: ({ marketplace }) => marketplace?.licenseArn ?? "" },
    ];
  }
  const write = (terms: Terms) => cellOf(terms[key]);
  if (LISTS.has(key)) return [{ heading: key, read: list, write }];
  if (key === "maxConnections") return [{ heading: key, read: count, write }];
  return [{ heading: key, read: FREE_TEXT.has(key) ? text : word, write }];
}

function cellOf(value: unknown): string {
  if (value === undefined) return "";
  return Array.isArray(value) ? value.join(LIST_SEPARATOR) : String(value);
}

function text(cell: string): string | null {
  return cell.trim() === "" ? null : cell;
}

function word(cell: string): string | null {
  return text(cell.trim());
}

function list(cell: string): string[] | null {
  const items = cell.split(LIST_SEPARATOR).map((item) => item.trim());
  const given = items.filter((item) => item !== "");
  return given.length === 0 ? null : given;
}

/** A number where it is one; else the text, which the rules refuse as what it is. */
function count(cell: string): number | string | null {
  const written = word(cell);
  return written !== null && /^\d{1,9}$/.test(written) ? Number(written) : written;
}

/** The column that a heading names, without regard to capitals, spaces and signs. */
export function columnOf(heading: string): Column | undefined {
  return COLUMNS.find((column) => bare(column.heading) === bare(heading));
}

/** The column that was probably meant. */
export function nearestColumn(heading: string): Column | undefined {
  const meant = nearest(
    bare(heading),
    COLUMNS.map((column) => bare(column.heading)),
  );
  return meant === undefined ? undefined : columnOf(meant);
}

function bare(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z]/g, "");
}
