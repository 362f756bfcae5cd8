import { because, findingsOf } from "./finding";
import { Health, HealthCheck, type HealthFinding } from "./health";
import { hasWildcard, matchesAny } from "./patterns";

/** A CloudWatch alarm of any kind. */
export interface Alarm {
  readonly name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  readonly reason?: string;
  /** When it got into its state. */
  readonly since?: Date;
}

const { healthy, failed } = findingsOf(HealthCheck.Alarms);

/**
 * Whether an alarm is firing. One without data is not: most of them get none while all is well.
 * @param wanted names and patterns of the alarms that are looked at
 * @param ignored names and patterns of those that may fire
 */
export function judgeAlarms(
  alarms: readonly Alarm[],
  wanted: readonly string[],
  ignored: readonly string[],
): HealthFinding[] {
  const looked = alarms.filter(({ name }) => matchesAny(wanted, name) && !matchesAny(ignored, name));
  const names = new Set(looked.map(({ name }) => name));
  // A name that is misspelt would otherwise never fire. A pattern may have nothing to match in a Region.
  const missing = wanted.filter((name) => !hasWildcard(name) && !names.has(name) && !matchesAny(ignored, name));
  return [...missing.map((name) => failed(name, "there is no such alarm in the Region")), ...looked.map(judge)];
}

function judge({ name, state, reason, since }: Alarm): HealthFinding {
  if (state !== "ALARM") return healthy(name, state === "OK" ? "the alarm is not firing" : "the alarm has no data");
  const time = since === undefined ? "" : ` since ${since.toISOString()}`;
  // One that fired before may be about what has just been replaced; one that fires in the soak is about what is new.
  const text = `the alarm has been firing${time}${because(reason)}`;
  return { check: HealthCheck.Alarms, health: Health.Waiting, subject: name, text, endsSoak: true };
}
