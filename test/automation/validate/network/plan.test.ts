import { expect } from "chai";
import { networkPlan } from "../../../../automation/validate/network/plan";
import type { TargetPort } from "../../../../automation/validate/target";
import { anEndpoint, aService, aTarget, ENDPOINT, facts, REGIONAL } from "../support/facts";

const OPTIONS = { timeoutSeconds: 5 };

describe("what is tried over the network", () => {
  const tlsOf = (ports: TargetPort[], tlsName?: string) =>
    networkPlan(facts(), aTarget({ ports, tlsName }), OPTIONS)
      ?.ports.filter(({ tls }) => tls)
      .map(({ port }) => port);
  const port = (number: number, protocol: string) => ({ name: `p${number}`, port: number, protocol });

  it("is every address with its zone, every TCP port, and the name in use", () => {
    const target = aTarget({ ports: [port(443, "TCP"), port(53, "TCP_UDP"), port(123, "UDP")], httpPath: "/health" });
    expect(networkPlan(facts({ service: aService() as never }), target, { ...OPTIONS, ca: "PEM" })).to.deep.equal({
      endpointId: ENDPOINT,
      vpcId: "vpc-1",
      name: "api.example.com",
      tlsName: "api.example.com",
      addresses: [
        { address: "10.0.1.25", zoneId: "use1-az1" },
        { address: "10.0.2.31", zoneId: "use1-az2" },
      ],
      ports: [
        { port: 443, tls: true },
        { port: 53, tls: false },
      ],
      udpPorts: [123],
      httpPath: "/health",
      ca: "PEM",
      timeoutSeconds: 5,
    });
  });

  it("looks at TLS on its listeners, on 443 where there are none, and with a name on all", () => {
    expect(tlsOf([port(443, "TCP"), port(8443, "TLS")])).to.deep.equal([8443]);
    expect(tlsOf([port(443, "TCP"), port(8443, "TCP")])).to.deep.equal([443]);
    expect(tlsOf([port(5432, "TCP")])).to.deep.equal([]);
    expect(tlsOf([port(5432, "TCP"), port(6432, "TCP")], "db.example.com")).to.deep.equal([5432, 6432]);
  });

  it("is nothing without addresses, without an endpoint, and for an endpoint of another service", () => {
    expect(networkPlan(facts({ interfaces: [] }), aTarget(), OPTIONS)).to.equal(undefined);
    expect(networkPlan(facts({ endpoint: undefined }), aTarget({ name: "a.example.com" }), OPTIONS)).to.equal(
      undefined,
    );
    const other = anEndpoint({ serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-f" }) as never;
    expect(networkPlan(facts({ endpoint: other }), aTarget(), OPTIONS)).to.equal(undefined);
    expect(networkPlan(facts(), aTarget(), OPTIONS)?.name).to.equal(REGIONAL);
  });
});
