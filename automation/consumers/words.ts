import { counted } from "../../components/lib/words";

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

/** An instant for people: the day alone where it is its first instant, else with the time of day in UTC. */
export function dateText(instant: string): string {
  const [day = instant, time = ""] = instant.split("T");
  return time === "00:00:00.000Z" ? day : `${day} ${time.slice(0, 8)}Z`;
}

/** How far an instant is away: `71 days left`, `5 hours left`, `over for 3 days`. */
export function distanceText(instant: string, now: Date): string {
  const seconds = (Date.parse(instant) - now.getTime()) / 1000;
  const span = spanText(Math.abs(seconds));
  return seconds > 0 ? `${span} left` : `over for ${span}`;
}

/** A span in its largest unit, rounded down; below a minute it is less than one. */
function spanText(seconds: number): string {
  if (seconds >= SECONDS.day) return counted(Math.floor(seconds / SECONDS.day), "day");
  if (seconds >= SECONDS.hour) return counted(Math.floor(seconds / SECONDS.hour), "hour");
  if (seconds >= SECONDS.minute) return counted(Math.floor(seconds / SECONDS.minute), "minute");
  return "less than a minute";
}

/** Text of others in one line that cannot steer the terminal. */
export function inLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
