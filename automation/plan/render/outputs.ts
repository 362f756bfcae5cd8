import type { Properties } from "../model";
import { withoutMarks } from "./marks";
import { table } from "./table";

/** Stack outputs in the program's order, one per line; lists and maps are written out below their name. */
export function outputs(values: Properties): string[] {
  const entries = Object.entries(values);
  const flat = table(entries.map(([name, value]) => [name, inOneLine(value)]));
  return entries.flatMap(([name, value], i) => {
    const line = flat[i] ?? name;
    return isLong(value)
      ? [
          name,
          ...JSON.stringify(value, withoutMarks, 2)
            .split("\n")
            .map((part) => `  ${part}`),
        ]
      : [line];
  });
}

const WIDEST = 100;

function isLong(value: unknown): boolean {
  return typeof value === "object" && value !== null && JSON.stringify(value, withoutMarks).length > WIDEST;
}

function inOneLine(value: unknown): string {
  if (isLong(value)) return "";
  return typeof value === "string" ? value : JSON.stringify(value, withoutMarks);
}
