import { expect } from "chai";
import { listenerFlows, targetFlows } from "../../../components/lib/flows";
import type { PortSpec } from "../../../components/lib/port-spec";
import { resolvePorts } from "../../../components/lib/ports";

const ports = (...specs: PortSpec[]) => resolvePorts([{ name: "orders", ports: specs }]);
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1";

describe("The traffic of a load balancer", () => {
  it("is TCP for TCP and TLS, UDP for UDP, and both for TCP_UDP", () => {
    const specs = ports(
      { name: "a", port: 3000 },
      { name: "b", port: 443, protocol: "TLS", certificateArn: CERTIFICATE },
      { name: "c", port: 53, protocol: "UDP" },
      { name: "d", port: 500, protocol: "TCP_UDP" },
    );
    expect(listenerFlows(specs)).to.deep.equal([
      { key: "tcp-3000", transport: "tcp", port: 3000 },
      { key: "tcp-443", transport: "tcp", port: 443 },
      { key: "udp-53", transport: "udp", port: 53 },
      { key: "tcp-500", transport: "tcp", port: 500 },
      { key: "udp-500", transport: "udp", port: 500 },
    ]);
  });

  it("reaches targets on their own port, and on the port of the health check where that is another", () => {
    const specs = ports({ name: "a", port: 80, targetPort: 8080, healthCheck: { port: 9000 } });
    expect(targetFlows(specs).map(({ key }) => key)).to.deep.equal(["tcp-8080", "tcp-9000"]);
  });

  it("reaches targets of UDP over TCP too, because health checks are TCP", () => {
    const keys = (spec: PortSpec) => targetFlows(ports(spec)).map(({ key }) => key);
    expect(keys({ name: "a", port: 53, protocol: "UDP" })).to.deep.equal(["udp-53", "tcp-53"]);
    expect(keys({ name: "a", port: 53, protocol: "TCP_UDP" })).to.deep.equal(["tcp-53", "udp-53"]);
  });

  it("counts once when two ports share a target port", () => {
    const specs = ports(
      { name: "a", port: 80, targetPort: 3000 },
      { name: "b", port: 443, protocol: "TLS", certificateArn: CERTIFICATE, targetPort: 3000 },
    );
    expect(targetFlows(specs)).to.deep.equal([{ key: "tcp-3000", transport: "tcp", port: 3000 }]);
  });
});
