import * as pulumi from "@pulumi/pulumi";
import { type Handoff, HandoffError, parseHandoff } from "./lib/handoff";
import { parseHandoffs } from "./lib/handoff-list";

/** A port of a service, as its consumers see it. */
export interface ConsumedPort {
  /** Name of the port, for example `api`. */
  readonly name: string;
  /** Port of the listener, 1 to 65535. */
  readonly port: number;
  /** Protocol of the listener: `TCP`, `TLS`, `UDP` or `TCP_UDP`. */
  readonly protocol: string;
}

/** What a consumer knows of a service: taken from a hand-off with `fromHandoff`, or from the provider's outputs. */
export interface ConsumedService {
  /** Name of the endpoint service, `com.amazonaws.vpce.<region>.vpce-svc-<id>`. A change replaces the endpoint. */
  readonly serviceName: pulumi.Input<string>;
  /** Region in which the service lives; must be the one in the service name. Defaults to that one. */
  readonly region?: pulumi.Input<string>;
  /** Regions from which the provider admits endpoints. Where given, an endpoint elsewhere is refused. */
  readonly supportedRegions?: pulumi.Input<string[]>;
  /** AZ ids in which the service answers, for example `use1-az1`. */
  readonly availabilityZoneIds: pulumi.Input<string[]>;
  /** Ports of the service; clients are admitted to these and no others. */
  readonly ports: pulumi.Input<ConsumedPort[]>;
  /** The service's private DNS name, needed for `dns: "privateName"`; none where the service has none. */
  readonly privateDnsName?: pulumi.Input<string | undefined>;
  /** Address families that the service accepts, `ipv4`, `ipv6` or both. Where given, other endpoints are refused. */
  readonly ipAddressTypes?: pulumi.Input<string[]>;
  /** Name of the service, for example `order-processor`; the default zone name begins with it. */
  readonly name?: pulumi.Input<string>;
}

/**
 * The service that a provider's hand-off describes: its text, the object of a StackReference, or an Output of either.
 * A hand-off that cannot be used fails with everything that is wrong with it.
 */
export function fromHandoff(document: pulumi.Input<unknown>): ConsumedService {
  if (pulumi.Output.isInstance(document) || document instanceof Promise) {
    const service = pulumi.output(document).apply(serviceOf);
    return {
      serviceName: service.serviceName,
      region: service.region,
      supportedRegions: service.supportedRegions,
      availabilityZoneIds: service.availabilityZoneIds,
      ports: service.ports,
      privateDnsName: service.privateDnsName,
      ipAddressTypes: service.ipAddressTypes,
      name: service.name,
    };
  }
  return serviceOf(document);
}

/**
 * The services that a list of hand-offs describes, by their names, so that one program makes an endpoint for each:
 *
 *     for (const [name, service] of Object.entries(fromHandoffs(documents))) new ConsumerEndpoint(name, { service, ... });
 *
 * The list is plain, because it decides which endpoints there are: await the StackReference or read the file before. A
 * service that leaves the list takes its endpoint along, and leaves the others alone.
 *
 * @param documents the list, or its JSON text; each entry is a document as `fromHandoff` takes it
 */
export function fromHandoffs(documents: unknown): Readonly<Record<string, ConsumedService>> {
  const handoffs = usable(() => parseHandoffs(documents));
  return Object.fromEntries(handoffs.map((handoff) => [handoff.name, consumed(handoff)]));
}

function serviceOf(document: unknown) {
  return consumed(usable(() => parseHandoff(document)));
}

function consumed(handoff: Handoff) {
  return {
    serviceName: handoff.serviceName,
    region: handoff.region,
    supportedRegions: [...handoff.supportedRegions],
    availabilityZoneIds: [...handoff.availabilityZoneIds],
    ports: handoff.ports.map((port) => ({ ...port })),
    privateDnsName: handoff.privateDnsName ?? undefined,
    ipAddressTypes: [...handoff.ipAddressTypes],
    name: handoff.name,
  };
}

/** A hand-off is data from elsewhere: what is wrong with it is said without a stack trace of the program. */
function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof HandoffError ? new pulumi.RunError(error.message) : error;
  }
}
