import { stringify } from "csv-stringify/sync";
import { CONSUMER_KEYS, type Terms, termsOf } from "../../../functions/lib/consumer-schema";
import { COLUMNS } from "./columns";

/** Beginnings of cells that spreadsheets take for formulas. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * The terms of consumers as a table.
 * @param bom whether it begins with a byte order mark, which tells spreadsheets that it is UTF-8, and disturbs programs
 */
export function csvOf(consumers: readonly Terms[], bom: boolean): string {
  const rows = consumers.map((consumer) => COLUMNS.map((column) => column.write(consumer)));
  return stringify([COLUMNS.map(({ heading }) => heading), ...rows], { bom });
}

/** The terms of consumers as a JSON array; `null` where there is no value, so that an import takes away what is there. */
export function jsonOf(consumers: readonly Terms[]): string {
  const entries = consumers.map((consumer) => {
    const terms = termsOf(consumer);
    return Object.fromEntries(CONSUMER_KEYS.map((key) => [key, terms[key] ?? null]));
  });
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

/** Cells of a table that a spreadsheet would take for formulas. Their values are written as they are. */
export function formulaCells(consumers: readonly Terms[]): { readonly name: string; readonly heading: string }[] {
  return consumers.flatMap((consumer) =>
    COLUMNS.filter((column) => FORMULA.test(column.write(consumer))).map(({ heading }) => ({
      name: consumer.name,
      heading,
    })),
  );
}
