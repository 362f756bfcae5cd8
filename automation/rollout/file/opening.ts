import { DateTime } from "luxon";
import type { Window } from "../plan";

const DAY_MS = 86_400_000;

/** Far enough for a window on one day of the week that a change of the clock skips twice. */
const DAYS_AHEAD = 22;

/**
 * The first moment from `now` on at which a wave may begin: `now` where a window is open or there is none. A window is
 * open by the wall clock of its zone: an hour that a change of the clock skips opens nothing, one that comes twice opens
 * twice.
 */
export function nextOpening(windows: readonly Window[], now: Date): Date {
  return windowToWaitFor(windows, now)?.opens ?? now;
}

/** When and by whose clock a wave may begin that may not begin now. */
export interface Opening {
  readonly opens: Date;
  /** Zone of the window that opens. */
  readonly timeZone: string;
}

/** The window that opens first; undefined where one is open, or there is none. */
export function windowToWaitFor(windows: readonly Window[], now: Date): Opening | undefined {
  if (windows.length === 0 || windows.some((window) => isOpen(window, now.getTime()))) return undefined;
  const openings = windows.flatMap((window) =>
    openingsOf(window, now.getTime()).map((at) => ({ opens: new Date(at), timeZone: window.timeZone })),
  );
  const [first] = openings.sort((one, other) => one.opens.getTime() - other.opens.getTime());
  if (first === undefined) throw new Error(`No window opens within ${DAYS_AHEAD} days of ${now.toISOString()}.`);
  return first;
}

/** Whether the wall clock of the window's zone is in it. */
function isOpen({ days, from, to, timeZone }: Window, at: number): boolean {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  const minute = local.hour * 60 + local.minute;
  return days.includes(local.weekday) && minute >= minuteOf(from) && minute < minuteOf(to);
}

/** Moments after `now` at which the window opens, in no order; the first one is among them. */
function openingsOf(window: Window, now: number): number[] {
  const today = DateTime.fromMillis(now, { zone: window.timeZone }).startOf("day");
  const wall = Date.UTC(today.year, today.month - 1, today.day) + minuteOf(window.from) * 60_000;
  const dates = Array.from({ length: DAYS_AHEAD }, (_, index) => wall + index * DAY_MS);
  return dates
    .flatMap((date) => momentsOf(date, window.timeZone))
    .filter((moment) => moment > now && isOpen(window, moment));
}

/**
 * The moments at which the wall clock of a zone may come to show a time, which is given as if it were in UTC: by each of the
 * offsets around it, and at the change from one to the other.
 */
function momentsOf(wall: number, timeZone: string): number[] {
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  if (before === after) return [wall - before];
  return [wall - before, wall - after, changeBetween(wall - DAY_MS, wall + DAY_MS, timeZone)];
}

function changeBetween(low: number, high: number, timeZone: string): number {
  const before = offsetAt(low, timeZone);
  let [last, first] = [low, high];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, timeZone) === before) last = middle;
    else first = middle;
  }
  return first;
}

/** What the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  return DateTime.fromMillis(at, { zone: timeZone }).offset * 60_000;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
