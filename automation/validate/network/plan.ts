import type { Facts } from "../facts";
import { knownValue } from "../known";
import { isOfService } from "../rules/endpoint";
import { nameInUse, tlsNameInUse } from "../rules/name-in-use";
import { isTcp, type Target, type TargetPort } from "../target";

/** One address of the endpoint. */
export interface PlannedAddress {
  readonly address: string;
  readonly zoneId: string;
}

export interface PlannedPort {
  readonly port: number;
  /** Whether the port speaks TLS, and is asked for its certificate. */
  readonly tls: boolean;
}

/** What is tried over the network: plain data, so that a script on another host can do the same. */
export interface NetworkPlan {
  readonly endpointId: string;
  readonly vpcId: string;
  /** Name that clients use. */
  readonly name: string;
  /** Name that the certificate should have. */
  readonly tlsName: string;
  readonly addresses: readonly PlannedAddress[];
  readonly ports: readonly PlannedPort[];
  /** UDP ports, which nothing can be said of without a client of the service. */
  readonly udpPorts: readonly number[];
  readonly httpPath?: string;
  /** Certificates, as PEM, that are trusted besides the usual ones. */
  readonly ca?: string;
  /** Seconds after which something counts as not answered. */
  readonly timeoutSeconds: number;
}

export interface PlanOptions {
  readonly ca?: string;
  readonly timeoutSeconds: number;
}

/** Port on which TLS is expected where nobody says what the ports speak. */
const HTTPS = 443;

/** What there is to try; undefined without an endpoint that has addresses and a name. */
export function networkPlan(facts: Facts, target: Target, options: PlanOptions): NetworkPlan | undefined {
  const endpoint = knownValue(facts.endpoint);
  const name = nameInUse(facts, target);
  const tlsName = tlsNameInUse(facts, target);
  if (!isOfService(endpoint, target) || name === undefined || tlsName === undefined) return undefined;
  const addresses = (knownValue(facts.interfaces) ?? []).flatMap(({ zoneId, addresses: own }) =>
    own.map((address) => ({ address, zoneId })),
  );
  if (addresses.length === 0) return undefined;
  const tcp = target.ports.filter(isTcp);
  return {
    endpointId: endpoint.endpointId,
    vpcId: endpoint.vpcId,
    name,
    tlsName,
    addresses: addresses.toSorted((a, b) => a.zoneId.localeCompare(b.zoneId)),
    ports: tcp.map((port) => ({ port: port.port, tls: speaksTls(port, target) })),
    udpPorts: target.ports.filter(({ protocol }) => protocol === "UDP").map(({ port }) => port),
    httpPath: target.httpPath,
    ...options,
  };
}

/** TLS listeners, with a name of the certificate all TCP ports, and 443 where the protocols are not known to be others. */
function speaksTls({ protocol, port }: TargetPort, { tlsName, ports }: Target): boolean {
  if (protocol === "TLS" || tlsName !== undefined) return true;
  return port === HTTPS && ports.every((one) => one.protocol !== "TLS");
}
