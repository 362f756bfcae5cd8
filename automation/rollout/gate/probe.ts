import type { StackSubject } from "../../stacks/place";
import type { ProbeSettings } from "../plan";
import { clause, findingsOf } from "./finding";
import { HealthCheck, type HealthFinding } from "./health";
import { probeUrl } from "./placeholders";

const { healthy, waiting, failed } = findingsOf(HealthCheck.Probe);

/** Asks for the probe's URL by GET. A redirection is not followed: its status is the answer. */
export async function probe(
  settings: ProbeSettings,
  subject: StackSubject,
  signal: AbortSignal,
): Promise<HealthFinding> {
  const made = probeUrl(settings.url, subject);
  if ("problem" in made) return failed(settings.url, made.problem);
  const { url } = made;
  const limit = AbortSignal.timeout(settings.timeoutSeconds * 1000);
  try {
    const response = await fetch(url, {
      redirect: "manual",
      // A connection that was kept may lead to a target that is on its way out.
      headers: { connection: "close", "user-agent": "privatelink-rollout" },
      signal: AbortSignal.any([signal, limit]),
    });
    await response.body?.cancel();
    const text = `answered ${response.status}`;
    return response.status === settings.status
      ? healthy(url, text)
      : waiting(url, `${text} where ${settings.status} must be`);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return waiting(url, `no answer within ${settings.timeoutSeconds} seconds`);
    return waiting(url, `no answer: ${causeOf(error)}`);
  }
}

/** `fetch` itself only says that it failed; why is in the cause, and of several addresses in each of the causes. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return causeOf(error.cause);
  if (error instanceof AggregateError) return [...new Set(error.errors.map(causeOf))].join(", ");
  return clause(error.message);
}
