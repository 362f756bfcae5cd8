import type { Rule } from "../table";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly lowest: number;
  readonly highest: number;
  readonly names?: readonly string[];
  /** What this field may say besides values, ranges and steps. */
  readonly special?: RegExp;
}

/** Fields of a cron expression in the order that they are written. */
const FIELDS: readonly Field[] = [
  { lowest: 0, highest: 59 },
  { lowest: 0, highest: 23 },
  { lowest: 1, highest: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { lowest: 1, highest: 12, names: MONTHS },
  { lowest: 1, highest: 7, names: DAYS, special: /^(\?|L|[1-7]L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/ },
  { lowest: 1970, highest: 2199 },
];

function isValue({ lowest, highest, names = [] }: Field, text: string): boolean {
  if (names.includes(text.toUpperCase())) return true;
  return /^\d+$/.test(text) && Number(text) >= lowest && Number(text) <= highest;
}

function isItem(field: Field, text: string): boolean {
  if (field.special?.test(text)) return true;
  const [range = "", step, ...rest] = text.split("/");
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const [from = "", to, ...more] = range.split("-");
  return more.length === 0 && isValue(field, from) && (to === undefined || isValue(field, to));
}

function isCron(body: string): boolean {
  const fields = body.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return false;
  // One of the two kinds of day is left open, and exactly one.
  if ((fields[2] === "?") === (fields[4] === "?")) return false;
  return FIELDS.every((field, index) => (fields[index] ?? "").split(",").every((item) => isItem(field, item)));
}

function isRate(body: string): boolean {
  const match = /^([1-9]\d*) (minute|minutes|hour|hours|day|days)$/.exec(body);
  return match !== null;
}

function isInstant(body: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(body) && !Number.isNaN(Date.parse(`${body}Z`));
}

/** When a schedule runs: `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-01-01T00:00:00)`. */
export const scheduleExpression: Rule = (value) => {
  const [, kind, body = ""] = /^(rate|cron|at)\((.*)\)$/.exec(String(value)) ?? [];
  const valid = { rate: isRate, cron: isCron, at: isInstant }[kind ?? ""];
  return valid?.(body) ? undefined : `ValidationException: Invalid Schedule Expression ${String(value)}.`;
};
