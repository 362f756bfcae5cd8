import { hostname } from "node:os";
import { connect } from "./connect";
import { shakeHands } from "./handshake";
import { type Connection, ConnectOutcome, OBSERVATIONS_VERSION, type Observations } from "./observations";
import type { NetworkPlan } from "./plan";
import { requestPath } from "./request";
import { resolveName } from "./resolve";

export interface ObserveOptions {
  /** Name server to ask instead of the host's, `host:port`. */
  readonly dnsServer?: string;
  readonly clock: () => Date;
}

/** Tries the plan from this host. TLS and HTTP are tried where the connection stands. */
export async function observe(plan: NetworkPlan, { dnsServer, clock }: ObserveOptions): Promise<Observations> {
  const { timeoutSeconds, ca, tlsName, httpPath } = plan;
  const at = clock().toISOString();
  const tried = plan.addresses.flatMap(({ address }) => plan.ports.map(({ port, tls }) => ({ address, port, tls })));
  const [resolution, connections] = await Promise.all([
    resolveName(plan.name, { server: dnsServer, timeoutSeconds }),
    Promise.all(tried.map(({ address, port }) => connect(address, port, timeoutSeconds))),
  ]);
  const open = tried.filter(({ address, port }) => isConnected(connections, address, port));
  const handshakes = await Promise.all(
    open
      .filter(({ tls }) => tls)
      .map(({ address, port }) => shakeHands(address, port, tlsName, { ca, timeoutSeconds, now: clock() })),
  );
  const requests =
    httpPath === undefined
      ? []
      : await Promise.all(
          open.map(({ address, port, tls }) =>
            requestPath(address, port, { tls, host: tlsName, path: httpPath, timeoutSeconds }),
          ),
        );
  const { endpointId } = plan;
  return {
    version: OBSERVATIONS_VERSION,
    endpointId,
    at,
    host: hostname(),
    resolution,
    connections,
    handshakes,
    requests,
  };
}

/** Whether a connection to the address and port stood. */
export function isConnected(connections: readonly Connection[], address: string, port: number): boolean {
  return connections.some(
    (one) => one.address === address && one.port === port && one.outcome === ConnectOutcome.Connected,
  );
}
