import type { EndpointFacts, Facts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { whenKnown } from "../known";
import type { Target } from "../target";
import { sentenceOf } from "../words";
import { isOfService } from "./endpoint";

const SUBJECT = "State of the endpoint";

/** Whether the connection is established, and what is missing where it is not. */
export function stateFindings({ endpoint, caller }: Facts, target: Target): readonly Finding[] {
  const account = "value" in caller ? `account ${caller.value.accountId}` : "your account";
  return whenKnown("state", SUBJECT, [endpoint], (found: EndpointFacts | undefined) =>
    isOfService(found, target) ? [stateFinding(found, account, target)] : [],
  );
}

/** Whether traffic passes; AWS writes states with capitals here and without there. */
export function isAvailable({ state }: EndpointFacts): boolean {
  return state.toLowerCase() === "available";
}

function stateFinding(endpoint: EndpointFacts, account: string, { acceptedWithinMinutes: minutes }: Target): Finding {
  const { endpointId, createdAt, state } = endpoint;
  const anew = "delete this endpoint, which is charged for all the same, and create another";
  const refused = (cause: string, remedy: string) => fail("state", SUBJECT, `${cause}${errorOf(endpoint)}`, remedy);
  switch (state.toLowerCase()) {
    case "available":
      return ok("state", SUBJECT, "It is available: the provider has accepted the connection.");
    case "pendingacceptance":
      return refused(
        `It waits for the provider to accept it${createdAt === undefined ? "" : `, since ${createdAt}`}.`,
        minutes === undefined
          ? `Tell the provider ${endpointId} and ${account}; nothing is wrong on this side.`
          : `The provider's registry accepts ${account} by itself within ${minutes} minutes; if it has not by then, tell the provider ${endpointId} and ${account}.`,
      );
    case "pending":
      return refused("AWS is still making it.", "Wait a few minutes, and validate again.");
    case "partial":
      return refused(
        "It is only partly there: a part of its network interfaces could not be made.",
        "Do what the error says, then take the subnets concerned out of the endpoint and put them in again.",
      );
    case "rejected":
      return refused(
        "The provider has rejected the connection.",
        `Ask the provider for the reason, with ${endpointId} and ${account}; then ${anew}, unless the provider accepts this one after all.`,
      );
    case "expired":
      return refused(
        "The request has expired, because the provider did not accept it in time.",
        `Agree with the provider that ${account} is accepted; then ${anew}.`,
      );
    case "failed":
      return refused("AWS could not make it.", `Do what the error says; then ${anew}.`);
    case "deleting":
    case "deleted":
      return refused("It is being deleted.", "Create another endpoint, and name it with --endpoint.");
    default:
      return unknown(
        "state",
        SUBJECT,
        `AWS says ${state}, which this release does not know.`,
        "Look the state up in the AWS PrivateLink guide, or update saas-privatelink.",
      );
  }
}

function errorOf({ failureReason, lastError }: EndpointFacts): string {
  const parts = [
    ...(failureReason === undefined || failureReason === "" ? [] : [sentenceOf(failureReason)]),
    ...(lastError === undefined ? [] : [`${lastError.code}: ${sentenceOf(lastError.message)}`]),
  ];
  return parts.length === 0 ? "" : ` AWS says: ${parts.join(" ")}`;
}
