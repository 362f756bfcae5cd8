import { IANAZone } from "luxon";
import { nearest } from "../../../components/lib/nearest";
import { checkWords } from "../../../components/lib/one-of";
import { at } from "../../../components/lib/path";
import type { Check, Problem } from "../../../components/lib/problem";
import type { Window } from "../plan";

/** Days of the week as rollout.yaml has them, Monday first. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** Zone of a window that names none. */
export const DEFAULT_TIME_ZONE = "UTC";

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END_OF_DAY = "24:00";

/** A window as rollout.yaml has it. */
export interface WrittenWindow {
  readonly days?: readonly Day[] | undefined;
  readonly from: string;
  readonly to: string;
  readonly timeZone?: string | undefined;
}

/** A checked window with its defaults, its days in the order of the week. */
export function windowOf({ days = DAYS, from, to, timeZone = DEFAULT_TIME_ZONE }: WrittenWindow): Window {
  const numbers = DAYS.flatMap((day, index) => (days.includes(day) ? [index + 1] : []));
  return { days: numbers, from, to, timeZone };
}

/** What is wrong with a window. */
export function checkWindow({ days, from, to, timeZone }: WrittenWindow, path: string): Problem[] {
  const times = [...checkTime(from, at(path, "from")), ...(to === END_OF_DAY ? [] : checkTime(to, at(path, "to")))];
  return [
    ...(days === undefined ? [] : checkWords(DAYS)(days, at(path, "days"))),
    ...times,
    ...(times.length === 0 && to <= from ? [tooEarly(to, from, path)] : []),
    ...(timeZone === undefined ? [] : checkTimeZone(timeZone, at(path, "timeZone"))),
  ];
}

// Both have five characters, so that they compare as texts as they do as times.
function tooEarly(to: string, from: string, path: string): Problem {
  const rule = `is not later than from, which is ${from}`;
  const remedy = `write a later time, or for a night two windows: one to "${END_OF_DAY}" and one from "00:00"`;
  return { path: at(path, "to"), value: to, rule, remedy };
}

const checkTime: Check<string> = (value, path) => {
  if (TIME.test(value)) return [];
  const short = /^\d:[0-5]\d$/.test(value);
  const remedy = short ? `write "0${value}"` : 'write hours and minutes with two digits each, for example "09:00"';
  return [{ path, value, rule: "is not a time of day", remedy }];
};

const checkTimeZone: Check<string> = (value, path) => {
  // Offsets such as +02:00 know no daylight saving time, and not every Node.js takes them.
  if (/^[A-Za-z]/.test(value) && IANAZone.isValidZone(value)) return [];
  const meant = nearest(value, [DEFAULT_TIME_ZONE, ...Intl.supportedValuesOf("timeZone")]);
  const remedy = meant === undefined ? "use a name such as Europe/Berlin" : `write ${meant} instead`;
  return [{ path, value, rule: "is not the IANA name of a time zone", remedy }];
};
