import { at } from "../../../components/lib/path";
import { show } from "../../../components/lib/problem";
import type { FileContents, FileEntry, FileProblem } from "./entry";
import { JsonFault, type JsonPlaces, jsonPlaces } from "./json-places";
import { Lines } from "./lines";

/** The consumers of a JSON array. */
export function readJson(text: string): FileContents {
  const lines = new Lines(text);
  const places = placesOf(text);
  if (places instanceof JsonFault) {
    const { line, column } = lines.at(places.offset);
    return { entries: [], problems: [{ line, text: `is not JSON: it ${places.message}, in column ${column}.` }] };
  }
  const lineOf = (offset: number) => lines.at(offset).line;
  const problems: FileProblem[] = places.repeated.map(({ path, offset }) => ({
    line: lineOf(offset),
    text: `${path}: is there twice; keep one of them.`,
  }));
  const whole: unknown = JSON.parse(text);
  if (!Array.isArray(whole)) {
    return { entries: [], problems: [{ line: 1, text: "is not an array; write the consumers as [{...}, {...}]." }] };
  }
  const entries: FileEntry[] = [];
  whole.forEach((element: unknown, index) => {
    const prefix = at("", index);
    const line = lineOf(places.offsets.get(prefix) ?? 0);
    if (isObject(element)) entries.push(entryOf(element, prefix, line, places, lineOf));
    else problems.push({ line, text: `${prefix}: ${show(element)} is not an object; write a consumer as {...}.` });
  });
  return { entries, problems };
}

function placesOf(text: string): JsonPlaces | JsonFault {
  try {
    return jsonPlaces(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutNull(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

function entryOf(
  terms: Readonly<Record<string, unknown>>,
  prefix: string,
  line: number,
  { offsets }: JsonPlaces,
  lineOf: (offset: number) => number,
): FileEntry {
  return {
    line,
    prefix,
    terms: { ...terms, ...(isObject(terms.marketplace) ? { marketplace: withoutNull(terms.marketplace) } : {}) },
    keepsLicense: false,
    place: (path) => {
      const whole = path === "" ? prefix : path.startsWith("[") ? `${prefix}${path}` : `${prefix}.${path}`;
      const offset = offsets.get(whole);
      return { path: whole, line: offset === undefined ? line : lineOf(offset) };
    },
  };
}
