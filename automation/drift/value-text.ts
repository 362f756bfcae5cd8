/** Longest value that is shown; policies and definitions of dashboards are longer than anybody reads. */
const LONGEST = 160;

/** A value in one line; undefined where there is none. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}... (${text.length} characters)` : text;
}

/** A value that is there, or a word for none. */
export function shown(value: string | undefined): string {
  if (value === undefined) return "(none)";
  return value === "" ? "(empty)" : value;
}
