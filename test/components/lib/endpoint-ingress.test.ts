import { expect } from "chai";
import { checkReachedPorts, ingressRules } from "../../../components/lib/endpoint-ingress";
import { sentence } from "../../../components/lib/problem";

describe("ingress of an endpoint", () => {
  it("is one rule for each port and transport protocol, with clients by family", () => {
    const ports = [
      { name: "api", port: 443, protocol: "TLS" },
      { name: "dns", port: 53, protocol: "TCP_UDP" },
    ];
    const clients = { cidrs: ["10.0.0.0/16", "2600:1f18::/56"], securityGroupIds: ["sg-1"], prefixListIds: ["pl-1"] };
    const sources = {
      cidrBlocks: ["10.0.0.0/16"],
      ipv6CidrBlocks: ["2600:1f18::/56"],
      securityGroups: ["sg-1"],
      prefixListIds: ["pl-1"],
    };
    expect(ingressRules(ports, clients)).to.deep.equal([
      { description: "Clients of api", protocol: "tcp", fromPort: 443, toPort: 443, ...sources },
      { description: "Clients of dns", protocol: "tcp", fromPort: 53, toPort: 53, ...sources },
      { description: "Clients of dns", protocol: "udp", fromPort: 53, toPort: 53, ...sources },
    ]);
  });

  it("needs ports with a protocol that a listener has", () => {
    expect(checkReachedPorts([], "service.ports").map(sentence)).to.deep.equal([
      "service.ports: [] names no port; list the ports of the service's listeners.",
    ]);
    expect(
      checkReachedPorts([{ name: "api", port: 0, protocol: "HTTP" }], "service.ports").map(sentence),
    ).to.deep.equal([
      "service.ports[0].port: 0 is not a port from 1 to 65535; use the port of the listener.",
      'service.ports[0].protocol: "HTTP" is not one of TCP, TLS, UDP, TCP_UDP; use the protocol of the listener.',
    ]);
  });
});
