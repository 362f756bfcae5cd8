import { ingressRules } from "../../components/lib/endpoint-ingress";
import { ZONES_WITHOUT_CROSS_REGION_ACCESS } from "../../components/lib/regions";
import { parseServiceName } from "../../components/lib/service-names";
import type { CompleteHandoff } from "./document";
import { oneLine, slug } from "./text";

/** A port that the endpoint's security group opens. */
export interface OpenPort {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** Name of the port, for people. */
  readonly label: string;
}

/** What several formats derive from the document, in one form. Nothing of it needs escaping but the labels. */
export interface Facts {
  /** Name of the service, for people. */
  readonly label: string;
  /** Name of the service, for names in AWS. */
  readonly stem: string;
  /** Name that is unique in the consumer's VPC. */
  readonly uniqueName: string;
  readonly serviceName: string;
  readonly serviceId: string;
  readonly serviceRegion: string;
  /** Regions in which the endpoint may be; the first one is what a format begins with. */
  readonly endpointRegions: readonly string[];
  readonly zoneIds: readonly string[];
  /** AZ ids in which no endpoint of a service in another Region can be. */
  readonly excludedZoneIds: readonly string[];
  readonly ports: readonly OpenPort[];
  /** Address family of the endpoint. */
  readonly family: "ipv4" | "ipv6";
  /** Record that answers with its addresses. */
  readonly recordType: "A" | "AAAA";
  /** DNS name of the provider's that is turned on after acceptance; absent where the service has none. */
  readonly privateDnsName?: string;
  /** Private hosted zone that is made where there is no such name. */
  readonly zoneName: string;
  /** Name under which clients reach the service. */
  readonly clientName: string;
  /** The reader's account, where the document is for one reader. */
  readonly account?: string;
}

/** Label in place of the wildcard of a private DNS name. */
const ANY_LABEL = "any";

export function factsOf(document: CompleteHandoff): Facts {
  const { terms, privateDnsName } = document;
  const serviceId = parseServiceName(document.serviceName)?.serviceId;
  if (serviceId === undefined) throw new Error(`${document.serviceName} is not the name of an endpoint service.`);
  const stem = slug(document.name, "service");
  const family = document.ipAddressTypes.includes("ipv4") ? "ipv4" : "ipv6";
  return {
    label: oneLine(document.name),
    stem,
    // Security groups are named by it, and AWS keeps names that begin with sg- for itself.
    uniqueName: `privatelink-${stem}-${serviceId}`,
    serviceName: document.serviceName,
    serviceId,
    serviceRegion: document.region,
    endpointRegions: terms.endpointRegions.map(oneLine),
    zoneIds: document.availabilityZoneIds,
    excludedZoneIds: ZONES_WITHOUT_CROSS_REGION_ACCESS,
    ports: openPorts(document),
    family,
    recordType: family === "ipv4" ? "A" : "AAAA",
    ...(privateDnsName === null ? {} : { privateDnsName }),
    zoneName: document.suggestedZoneName,
    clientName: privateDnsName === null ? document.suggestedZoneName : privateDnsName.replace(/^\*/, ANY_LABEL),
    ...(terms.consumer && { account: terms.consumer.account }),
  };
}

/** One for each port and transport protocol, whatever the document says twice. */
function openPorts({ ports }: CompleteHandoff): OpenPort[] {
  const found = new Map<string, OpenPort>();
  for (const port of ports) {
    for (const { protocol } of ingressRules([port], { cidrs: [], securityGroupIds: [], prefixListIds: [] })) {
      const transport = protocol === "udp" ? "udp" : "tcp";
      const key = `${transport}:${port.port}`;
      if (!found.has(key)) found.set(key, { transport, port: port.port, label: oneLine(port.name) });
    }
  }
  return [...found.values()];
}

/** Commands that test each port from a host in the VPC; what has none is said in words. */
export function testCommands({ ports }: Pick<CompleteHandoff, "ports">, host: string): string[] {
  const commands = ports.map(({ port, protocol }) => {
    if (protocol === "UDP") return `# UDP port ${port} has no handshake: test it with the service's own client`;
    if (protocol === "TLS") return `openssl s_client -connect ${host}:${port} -servername ${host} -brief </dev/null`;
    return `timeout 5 bash -c '</dev/tcp/${host}/${port}' && echo 'port ${port} is open'`;
  });
  return [`getent ahosts ${host}`, ...new Set(commands)];
}
