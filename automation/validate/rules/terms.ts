import { type Finding, fail, ok } from "../finding";
import type { Target } from "../target";

const SOON_MS = 14 * 86_400_000;
const SUBJECT = "Terms of the hand-off";

/** Whether the hand-off still holds: after its end the provider cuts connections. No line where it has no end. */
export function termsFindings({ validUntil }: Target, now: Date): readonly Finding[] {
  if (validUntil === undefined) return [];
  const left = Date.parse(validUntil) - now.getTime();
  if (left <= 0) {
    const cause = `They ended at ${validUntil}: from then on the provider cuts connections and accepts none.`;
    return [fail("terms", SUBJECT, cause, "Ask the provider to prolong them, and for the new hand-off.")];
  }
  const cause = `They hold until ${validUntil}.`;
  if (left > SOON_MS) return [ok("terms", SUBJECT, cause)];
  const advice = "That is within 14 days: ask the provider to prolong them, and for the new hand-off.";
  return [ok("terms", SUBJECT, cause, advice)];
}
