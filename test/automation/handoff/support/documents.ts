import { type Admission, admissionOf } from "../../../../automation/handoff/admission";
import { type CompleteHandoff, completeHandoff } from "../../../../automation/handoff/document";
import type { ProviderOutputs } from "../../../../automation/handoff/provider-outputs";
import { type HandoffFacts, handoffDocument, parseHandoff } from "../../../../components/lib/handoff";
import type { Consumer } from "../../../../functions/lib/consumer";
import type { PublishedService } from "../../../../functions/lib/published-service";
import { consumer } from "../../support/fake-context";

export const NOW = new Date("2026-11-21T12:00:00.000Z");
export const PROVIDER = "123456789012";
export const READER = "210987654321";
export const SERVICE_ID = "vpce-svc-0123456789abcdef0";

export const FACTS: HandoffFacts = {
  name: "order-processor",
  serviceName: `com.amazonaws.vpce.us-east-1.${SERVICE_ID}`,
  region: "us-east-1",
  supportedRegions: ["us-east-1"],
  availabilityZoneIds: ["use1-az1", "use1-az2", "use1-az4"],
  ports: [{ name: "api", port: 3000, protocol: "TCP" }],
  acceptanceRequired: true,
  ipAddressTypes: ["ipv4"],
};

export const SERVICE: PublishedService = {
  name: FACTS.name,
  serviceId: SERVICE_ID,
  serviceArn: `arn:aws:ec2:us-east-1:${PROVIDER}:vpc-endpoint-service/${SERVICE_ID}`,
  serviceName: FACTS.serviceName,
  region: FACTS.region,
  accountId: PROVIDER,
  stackPrincipals: [],
  gate: { kind: "none" },
};

/** The outputs of a provider's stack, with what differs. */
export function outputsWith(change: Partial<HandoffFacts> = {}, more: Partial<ProviderOutputs> = {}): ProviderOutputs {
  return {
    handoff: handoffDocument({ ...FACTS, ...change }),
    accountId: PROVIDER,
    partition: "aws",
    registry: `arn:aws:dynamodb:us-east-1:${PROVIDER}:table/registry`,
    ...more,
  };
}

/** What the registry grants acme, with what differs. It decides about the service unless that is null. */
export function admission(
  change: Partial<Consumer> = {},
  outputs: ProviderOutputs = outputsWith(),
  service: PublishedService | null = SERVICE,
): Admission {
  const { handoff, partition } = outputs;
  return admissionOf(consumer("acme", READER, change), {
    handoff,
    partition,
    service: service ?? undefined,
    scheduleMinutes: 5,
    now: NOW,
  });
}

/** The document for acme of a service, with what differs. */
export function documentWith(change: Partial<HandoffFacts> = {}, terms: Partial<Consumer> = {}): CompleteHandoff {
  const outputs = outputsWith(change);
  return completeHandoff(outputs, admission(terms, outputs), NOW);
}

/** A document that its rules admit, with the names of whoever wrote it. */
export function renamed(
  name: string,
  portName: string,
  region: string,
  document: CompleteHandoff = documentWith(),
): CompleteHandoff {
  const { terms, ports } = document;
  const changed = {
    ...document,
    name,
    supportedRegions: [document.region, region],
    ports: [...ports, { name: portName, port: 443, protocol: "TCP_UDP" }],
    terms: { ...terms, endpointRegions: [document.region, region] },
  };
  parseHandoff(changed);
  return changed;
}

/** What would be code in one of the formats if it were not escaped. */
export const NASTY =
  'it\'s "$(touch /tmp/x)" `id` $' +
  "{var.x} $$" +
  "{x} %{if true} \\ \r\n# <b>| *x* [y](http://z) {{Ref}} !Ref ' -- ; */ \u202e\u0000\ud800 é漢";

/** Every kind of document that leads to other text in a format. */
export function documents(): Record<string, CompleteHandoff> {
  const anybody = completeHandoff(outputsWith(), undefined, NOW);
  return {
    "private zone": documentWith(),
    "private name": documentWith({ privateDnsName: "api.example.com" }),
    "private name of two Regions": documentWith({ privateDnsName: "*.example.com", supportedRegions: ["us-east-2"] }),
    "another Region only": documentWith({ supportedRegions: ["us-east-2"] }, { regions: ["us-east-2"] }),
    ipv6: documentWith({ ipAddressTypes: ["ipv6"] }),
    "many ports": documentWith({
      ports: [
        { name: "api", port: 443, protocol: "TLS" },
        { name: "dns", port: 53, protocol: "TCP_UDP" },
        { name: "log", port: 514, protocol: "UDP" },
      ],
    }),
    terms: documentWith(
      {},
      {
        principals: [`arn:aws:iam::${READER}:role/network`, `arn:aws:iam::${READER}:user/olga`],
        maxConnections: 2,
        validUntil: "2027-12-31T00:00:00.000Z",
        validFrom: "2026-12-01T00:00:00.000Z",
        endpointIds: ["vpce-0123456789abcdef0"],
      },
    ),
    anybody,
    "no acceptance": documentWith({ acceptanceRequired: false }),
    nasty: renamed(NASTY, NASTY, NASTY),
  };
}
