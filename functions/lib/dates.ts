import type { Check } from "../../components/lib/problem";

const FORM = /^(\d{4})-(\d{2})-(\d{2})(T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-](\d{2}):(\d{2}))?)?$/;
const FARTHEST_OFFSET_HOURS = 14;
/** `toISOString` writes years beyond these in another form, whose order as text is not that of time. */
const FOUR_DIGIT_YEAR = /^\d{4}-/;

/** Refuses what is neither a day (its first instant in UTC is meant) nor an instant that says its offset. */
export const checkInstant: Check<string> = (value, path) => {
  const match = FORM.exec(value);
  if (match === null) {
    const remedy =
      "use a date such as 2027-01-31, which begins at 00:00 UTC, or an instant with its offset such as 2027-01-31T09:00:00+01:00";
    return [{ path, value, rule: "is neither a date nor an instant", remedy }];
  }
  const [, year, month, day, time, hour, minute, second, offset, offsetHours, offsetMinutes] = match;
  if (!isDay(Number(year), Number(month), Number(day))) {
    return [{ path, value, rule: "is not a day of the calendar", remedy: "use a day that exists" }];
  }
  if (time !== undefined && offset === undefined) {
    const remedy = `append Z for UTC, or the offset: ${value}Z`;
    return [{ path, value, rule: "is a time without an offset, another instant in each time zone", remedy }];
  }
  const isTime = isAtMost(hour, 23) && isAtMost(minute, 59) && isAtMost(second, 59);
  if (!isTime || !isAtMost(offsetHours, FARTHEST_OFFSET_HOURS) || !isAtMost(offsetMinutes, 59)) {
    const remedy = "use hours to 23, minutes and seconds to 59, and an offset to 14:59";
    return [{ path, value, rule: "is not a time of day with an offset that exists", remedy }];
  }
  if (FOUR_DIGIT_YEAR.test(instantOf(value))) return [];
  return [
    { path, value, rule: "is not in the years 0000 to 9999 of UTC", remedy: "use a nearer one, or leave it out" },
  ];
};

/** The instant that a checked text means, in UTC with milliseconds, so that its order as text is that of time. */
export function instantOf(text: string): string {
  return new Date(text).toISOString();
}

function isDay(year: number, month: number, day: number): boolean {
  // The calendar repeats after 400 years, and `Date.UTC` takes 0 to 99 for years of the twentieth century.
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

function isAtMost(digits: string | undefined, most: number): boolean {
  return digits === undefined || Number(digits) <= most;
}
