import { type Consumer, ConsumerStatus } from "./consumer";
import { Reason } from "./decision";

/** Why a consumer may not connect at all. */
export type StandingProblem =
  | typeof Reason.Ended
  | typeof Reason.Suspended
  | typeof Reason.NotYetValid
  | typeof Reason.Expired;

/**
 * Why the consumer may not connect at `now` whatever it connects to; `undefined` when it may. A date that is none is
 * never met, so that a damaged entry lets nobody in.
 */
export function standingProblem(
  consumer: Pick<Consumer, "status" | "validFrom" | "validUntil">,
  now: Date,
): StandingProblem | undefined {
  if (consumer.status === ConsumerStatus.Ended) return Reason.Ended;
  if (consumer.status !== ConsumerStatus.Active) return Reason.Suspended;
  if (consumer.validFrom !== undefined && !(now.getTime() >= Date.parse(consumer.validFrom))) {
    return Reason.NotYetValid;
  }
  if (consumer.validUntil !== undefined && !(now.getTime() < Date.parse(consumer.validUntil))) return Reason.Expired;
  return undefined;
}
