import type { Handoff } from "../../components/lib/handoff";
import { AcceptedBy, type HandoffTerms } from "../../components/lib/handoff-terms";
import type { Admission } from "./admission";
import { endpointCost } from "./prices";
import type { ProviderOutputs } from "./provider-outputs";

/** A hand-off with everything that a package is made from; each format is a function of it. */
export type CompleteHandoff = Handoff & { readonly terms: HandoffTerms };

/** The document for one consumer, or for anybody where there is no admission. */
export function completeHandoff(
  outputs: ProviderOutputs,
  admission: Admission | undefined,
  now: Date,
): CompleteHandoff {
  const { handoff, accountId } = outputs;
  const endpointRegions = admission?.endpointRegions ?? homeFirst(handoff);
  return {
    ...handoff,
    terms: {
      writtenAt: now.toISOString(),
      provider: { account: accountId },
      ...(admission && { consumer: admission.consumer }),
      endpointRegions,
      acceptance: handoff.acceptanceRequired
        ? (admission?.acceptance ?? unknownReader(outputs))
        : { by: AcceptedBy.Nobody, conditions: admission === undefined ? [ADMITTED_FIRST] : [] },
      ...(admission?.validFrom === undefined ? {} : { validFrom: new Date(admission.validFrom).toISOString() }),
      ...(admission?.validUntil === undefined ? {} : { validUntil: new Date(admission.validUntil).toISOString() }),
      // Which zones an endpoint in another Region is in is up to its owner, so the cost there is that of one.
      costs: endpointRegions.map((region) =>
        endpointCost(region, region === handoff.region ? handoff.availabilityZoneIds.length : 1),
      ),
    },
  };
}

/** Regions of endpoints, the service's own in front: without a wish the endpoint is made there. */
export function homeFirst({ region, supportedRegions }: Pick<Handoff, "region" | "supportedRegions">): string[] {
  return [region, ...supportedRegions.filter((other) => other !== region)];
}

const ADMITTED_FIRST = "Your AWS account must be admitted first: tell the provider its id.";

function unknownReader({ registry }: ProviderOutputs): HandoffTerms["acceptance"] {
  return { by: registry === undefined ? AcceptedBy.Person : AcceptedBy.Registry, conditions: [ADMITTED_FIRST] };
}
