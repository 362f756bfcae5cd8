import { setTimeout } from "node:timers/promises";
import type { GateSettings } from "../plan";
import { Health, HealthCheck, type HealthFinding, type HealthSource, type HealthSubject } from "./health";

/** A look that takes longer is given up, because a connection that hangs would hold a rollout for ever. */
export const LOOK_LIMIT_MS = 60_000;

export interface LookOptions {
  readonly signal: AbortSignal;
  /** Defaults to a minute. */
  readonly limitMs?: number;
}

/** What is not healthy in each stack, asked of all of them at once; what a source cannot tell is not healthy. */
export async function unhealthyOf(
  subjects: readonly HealthSubject[],
  gate: GateSettings,
  source: HealthSource,
  options: LookOptions,
): Promise<Record<string, HealthFinding[]>> {
  const looked = subjects.map(async (subject) => {
    const findings = await lookAt(subject, gate, source, options);
    return [subject.stack, findings.filter(({ health }) => health !== Health.Healthy)] as const;
  });
  return Object.fromEntries(await Promise.all(looked));
}

async function lookAt(
  subject: HealthSubject,
  gate: GateSettings,
  source: HealthSource,
  { signal, limitMs = LOOK_LIMIT_MS }: LookOptions,
): Promise<readonly HealthFinding[]> {
  // Ends the call when the limit is reached, and the limit when the call has ended.
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const limit = setTimeout(limitMs, undefined, { signal: either }).then(() => [
    unknown(subject, `no answer within ${limitMs / 1000} seconds`),
  ]);
  // A source that is no async function may throw at once.
  const asked = Promise.resolve().then(() => source.look(subject, gate, either));
  const look = asked.catch((error: unknown) => [unknown(subject, messageOf(error))]);
  try {
    return await Promise.race([look, limit]);
  } finally {
    over.abort();
    // An end of the gate is no answer, whichever of the two heard of it first.
    signal.throwIfAborted();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unknown({ stack }: HealthSubject, message: string): HealthFinding {
  const text = message.trim().replace(/\.$/, "");
  return { check: HealthCheck.Look, health: Health.Waiting, subject: stack, text, unseen: true };
}
