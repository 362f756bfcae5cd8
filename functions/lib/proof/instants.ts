/** Form of an instant in `x-amz-date`. */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const EXTENDED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** `20260301T120000Z`; what is less than a second is cut off. */
export function basicInstant(date: Date): string {
  return extendedInstant(date).replaceAll(/[-:]/g, "");
}

/** `2026-03-01T12:00:00Z`; what is less than a second is cut off. */
export function extendedInstant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

/** The instant of a text in exactly the form of `x-amz-date`; undefined where it is none. */
export function readBasic(text: string): Date | undefined {
  const match = BASIC.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return readExtended(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The instant of a text in exactly the form of {@link extendedInstant}; undefined where it is none. */
export function readExtended(text: string): Date | undefined {
  if (!EXTENDED.test(text)) return undefined;
  const date = new Date(text);
  // The 30th of February is another day to `Date`, and no date to people.
  return Number.isNaN(date.getTime()) || extendedInstant(date) !== text ? undefined : date;
}
