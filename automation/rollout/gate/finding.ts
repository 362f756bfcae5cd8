import { Health, type HealthCheck, type HealthFinding } from "./health";

type Make = (subject: string, text: string) => HealthFinding;

/** Makers of the findings of one check. */
export function findingsOf(check: HealthCheck): { healthy: Make; waiting: Make; failed: Make } {
  const make =
    (health: Health): Make =>
    (subject, text) => ({ check, health, subject, text });
  return { healthy: make(Health.Healthy), waiting: make(Health.Waiting), failed: make(Health.Failed) };
}

/** A sentence of somebody else as the clause of a finding, on one line. */
export function clause(sentence: string): string {
  return sentence.trim().replaceAll(/\s+/g, " ").replace(/\.$/, "");
}

/** A reason in brackets that follows a clause; nothing where there is no reason. */
export function because(reason: string | undefined): string {
  return reason === undefined || reason.trim() === "" ? "" : ` (${clause(reason)})`;
}
