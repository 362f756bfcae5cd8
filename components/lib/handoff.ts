import { checkHandoffFields, isRecord } from "./handoff-fields";
import type { HandoffTerms } from "./handoff-terms";
import { readJson } from "./handoff-text";
import { at } from "./path";
import { type Problem, sentence } from "./problem";

/** Version of the hand-off document that this release writes and reads. */
const HANDOFF_VERSION = 1;

/** A port of the service in a hand-off. */
export interface HandoffPort {
  readonly name: string;
  /** TCP or UDP port of the listener, 1 to 65535. */
  readonly port: number;
  /** Protocol of the listener: `TCP`, `TLS`, `UDP` or `TCP_UDP`. */
  readonly protocol: string;
}

/** All that a consumer needs to know of a service, and nothing secret. */
export interface Handoff {
  /** Form of this document; a reader refuses one that it does not know. */
  readonly version: typeof HANDOFF_VERSION;
  /** Name of the service, for example `order-processor`. */
  readonly name: string;
  /** Name to connect to: `com.amazonaws.vpce.<region>.vpce-svc-<id>`. */
  readonly serviceName: string;
  /** Region in which the service lives. */
  readonly region: string;
  /** Regions from which endpoints may connect, the service's own among them. */
  readonly supportedRegions: readonly string[];
  /** AZ ids in which the service answers. */
  readonly availabilityZoneIds: readonly string[];
  /** Ports that consumers connect to. */
  readonly ports: readonly HandoffPort[];
  /** DNS name that consumers may use once the connection is accepted; null when the service has none. */
  readonly privateDnsName: string | null;
  /** Private hosted zone that a consumer makes where there is no private DNS name. */
  readonly suggestedZoneName: string;
  /** Whether a new connection waits for the provider's decision. */
  readonly acceptanceRequired: boolean;
  /** Address families that the service accepts: `ipv4`, `ipv6` or both. */
  readonly ipAddressTypes: readonly string[];
  /** What concerns one reader: who is admitted, how a connection is accepted, until when, and at what cost. */
  readonly terms?: HandoffTerms;
}

/** What a provider knows when it writes a hand-off; the rest follows from it. */
export interface HandoffFacts extends Omit<Handoff, "version" | "privateDnsName" | "suggestedZoneName" | "terms"> {
  readonly privateDnsName?: string;
}

/** A hand-off that cannot be used, with everything that is wrong with it. */
export class HandoffError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`The hand-off cannot be used. ${problems.map(sentence).join(" ")}`);
    this.name = "HandoffError";
    this.problems = problems;
  }
}

/** The zone that a consumer of `service` gets unless told otherwise. */
export function suggestedZoneName(service: string): string {
  return `${service}.endpoints.internal`;
}

/** Writes the hand-off of a service. Its own Region is among the supported ones, whether listed or not. */
export function handoffDocument(facts: HandoffFacts): Handoff {
  return {
    version: HANDOFF_VERSION,
    name: facts.name,
    serviceName: facts.serviceName,
    region: facts.region,
    supportedRegions: [...new Set([facts.region, ...facts.supportedRegions])].sort(),
    availabilityZoneIds: [...facts.availabilityZoneIds],
    ports: facts.ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
    privateDnsName: facts.privateDnsName ?? null,
    suggestedZoneName: suggestedZoneName(facts.name),
    acceptanceRequired: facts.acceptanceRequired,
    ipAddressTypes: [...facts.ipAddressTypes],
  };
}

/** Everything that makes a document unusable as a hand-off; it may be the text or the object of a StackReference. */
export function checkHandoff(document: unknown, path: string): readonly Problem[] {
  return readHandoff(document, path).problems;
}

/** Reads a hand-off. Throws a {@link HandoffError} that says everything that is wrong with it. */
export function parseHandoff(document: unknown): Handoff {
  const { handoff, problems } = readHandoff(document, "handoff");
  if (handoff === undefined) throw new HandoffError(problems);
  return handoff;
}

interface Reading {
  readonly handoff?: Handoff;
  readonly problems: readonly Problem[];
}

function readHandoff(document: unknown, path: string): Reading {
  const { value, problem } = readJson(document, path);
  if (problem !== undefined) return { problems: [problem] };
  if (!isRecord(value)) {
    const remedy = "use the provider's output handoff as it is";
    return { problems: [{ path, value, rule: "is not a hand-off document", remedy }] };
  }
  if (value.version !== HANDOFF_VERSION) return { problems: [versionProblem(value.version, at(path, "version"))] };
  const problems = checkHandoffFields(value, path);
  return problems.length > 0 ? { problems } : { handoff: value as unknown as Handoff, problems };
}

function versionProblem(version: unknown, path: string): Problem {
  const newer = typeof version === "number" && version > HANDOFF_VERSION;
  return {
    path,
    value: version,
    rule: `is not the version that this release reads, ${HANDOFF_VERSION}`,
    remedy: newer ? "update saas-privatelink" : "ask the provider for the document again",
  };
}
