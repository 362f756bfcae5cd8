import type { Handoff } from "../../components/lib/handoff";
import { AcceptedBy, type HandoffAcceptance, type HandoffConsumer } from "../../components/lib/handoff-terms";
import { type Consumer, ConsumerStatus } from "../../functions/lib/consumer";
import { coversService } from "../../functions/lib/covers";
import type { PublishedService } from "../../functions/lib/published-service";
import { Refused } from "../terminal/refused";
import { homeFirst } from "./document";

/** What the registry grants one consumer of one service. */
export interface Admission {
  readonly consumer: HandoffConsumer;
  readonly endpointRegions: readonly string[];
  readonly acceptance: HandoffAcceptance;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** What the admission follows from. */
export interface AdmissionFacts {
  readonly handoff: Handoff;
  readonly partition: string;
  /** The service as the registry knows it; absent where the registry does not decide about it. */
  readonly service: PublishedService | undefined;
  readonly scheduleMinutes: number;
  readonly now: Date;
}

/** The admission of a consumer. Throws a {@link Refused} where the consumer could not connect with the package. */
export function admissionOf(consumer: Consumer, facts: AdmissionFacts): Admission {
  refuseStanding(consumer, facts.now);
  const { name, account, principals, maxConnections, validFrom, validUntil } = consumer;
  const notYet = validFrom !== undefined && Date.parse(validFrom) > facts.now.getTime();
  return {
    consumer: {
      name,
      account,
      principals: principals.length > 0 ? principals : [`arn:${facts.partition}:iam::${account}:root`],
      ...(maxConnections === undefined ? {} : { maxConnections }),
    },
    endpointRegions: endpointRegions(consumer, facts.handoff),
    acceptance: acceptanceOf(consumer, facts),
    ...(notYet ? { validFrom } : {}),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function refuseStanding({ name, status, validUntil }: Consumer, now: Date): void {
  if (status === ConsumerStatus.Ended) {
    throw new Refused(
      `The contract of ${name} is ended, so its connections are rejected: privatelink consumers resume ${name} brings it back.`,
    );
  }
  if (status !== ConsumerStatus.Active) {
    throw new Refused(
      `${name} is ${status}, so its connections are rejected: privatelink consumers resume ${name} lets it connect again.`,
    );
  }
  if (validUntil !== undefined && !(now.getTime() < Date.parse(validUntil))) {
    throw new Refused(
      `${name} could connect until ${validUntil} only: privatelink consumers update ${name} --valid-until gives it more time.`,
    );
  }
}

function endpointRegions(consumer: Consumer, handoff: Handoff): readonly string[] {
  const { name, services, regions } = consumer;
  if (!coversService(consumer, handoff.name)) {
    throw new Refused(
      `${name} may connect to ${services?.join(", ")}, not to ${handoff.name}: privatelink consumers update ${name} --service changes that.`,
    );
  }
  const offered = homeFirst(handoff);
  if (regions === undefined) return offered;
  const both = offered.filter((region) => regions.includes(region));
  if (both.length > 0) return both;
  throw new Refused(
    `${name} may have endpoints in ${regions.join(", ")}, but ${handoff.name} admits endpoints in ${offered.join(", ")}: privatelink consumers update ${name} --region changes that.`,
  );
}

function acceptanceOf(consumer: Consumer, facts: AdmissionFacts): HandoffAcceptance {
  const { service, scheduleMinutes } = facts;
  const conditions = conditionsOf(consumer, service);
  // Only endpoints that are listed are accepted, and the id of a new one is not known before it is there.
  if (service === undefined || consumer.endpointIds !== undefined) return { by: AcceptedBy.Person, conditions };
  return { by: AcceptedBy.Registry, withinMinutes: scheduleMinutes, conditions };
}

function conditionsOf(
  { endpointIds, marketplace, maxConnections }: Consumer,
  service: PublishedService | undefined,
): string[] {
  const gated = marketplace !== undefined || (service?.gate !== undefined && service.gate.kind !== "none");
  return [
    ...(endpointIds === undefined
      ? []
      : ["Only listed endpoints are accepted: tell the provider the id of the new one, and it is put on the list."]),
    ...(gated ? ["Your subscription must be active at that time."] : []),
    ...(maxConnections === undefined
      ? []
      : [
          `You may have ${maxConnections} ${maxConnections === 1 ? "connection" : "connections"} to this service in one Region; further ones wait.`,
        ]),
  ];
}
