/** Property values of a resource: plain JSON, with `UNKNOWN` where a preview does not know yet. */
export type Properties = Record<string, unknown>;

/** How Pulumi's wire format writes a value that is not known yet; used here as it comes, so that nothing is converted. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether the value is unknown or has something unknown in it. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(hasUnknown);
}

/** The string, or undefined where there is none that is known. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** The number, or undefined where there is none that is known. */
export function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The known strings of a list; of a single string that string; else none. */
export function texts(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item): item is string => text(item) !== undefined);
}

/** The object, or an empty one where there is none that is known. */
export function record(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** The known objects of a list. */
export function records(value: unknown): Properties[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** The string, where the table itself guarantees that it is there. */
export function must(value: unknown, what: string): string {
  const known = text(value);
  if (known === undefined)
    throw new Error(`The sandbox expected ${what} to be a string, not ${JSON.stringify(value)}.`);
  return known;
}

/** Equality of JSON values; a property that is undefined counts as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  const left = a as Properties;
  const right = b as Properties;
  for (const key in left) if (!same(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}
