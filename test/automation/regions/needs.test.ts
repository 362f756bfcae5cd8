import { expect } from "chai";
import { needsOf } from "../../../automation/regions/needs";
import { parseConfig } from "../../../stacks/config";

const PORTS = [{ name: "api", port: 3000 }];

function needs(settings: Readonly<Record<string, unknown>>) {
  const all = {
    service: { name: "orders", ports: PORTS },
    network: { cidr: "10.64.0.0/22" },
    image: { id: "ami-0123456789abcdef0" },
    fleet: { instanceType: "t3.small", perZone: { min: 1, max: 4 } },
    ...settings,
  };
  const entries = Object.entries(all).map(([key, value]) => [`saas-privatelink:${key}`, JSON.stringify(value)]);
  return needsOf(parseConfig("ohio", { "aws:region": "us-east-2", ...Object.fromEntries(entries) }));
}

describe("needsOf", () => {
  it("is one VPC, one type and the largest size of the fleet", () => {
    const found = needs({});
    expect(found).to.deep.include({
      vpcs: 1,
      instanceTypes: ["t3.small"],
      excludeZoneIds: [],
      crossZone: false,
      reservedConcurrency: 0,
    });
    expect(found.targetsIn("use2-az1")).to.equal(4);
  });

  it("adds up the services, each with its own fleet, and the zones with numbers of their own", () => {
    const { instanceTypes, fleets, targetsIn } = needs({
      additionalServices: [
        {
          name: "reports",
          ports: [
            { name: "api", port: 4000 },
            { name: "admin", port: 4001 },
          ],
          fleet: { instanceType: "c5.large", perZone: { min: 2, max: 3 } },
        },
      ],
      fleet: { instanceType: "t3.small", perZone: { max: 4 }, zoneOverrides: { "use2-az2": { max: 10 } } },
    });
    expect(instanceTypes).to.deep.equal(["t3.small", "c5.large"]);
    expect([targetsIn("use2-az1"), targetsIn("use2-az2")]).to.deep.equal([4 + 2 * 3, 10 + 2 * 10]);
    expect(fleets.map(({ capacityIn }) => capacityIn("use2-az1"))).to.deep.equal([
      { min: 1, max: 4 },
      { min: 2, max: 3 },
    ]);
  });

  it("is no instance type where all targets are addresses, and a second VPC for the stack's own consumer", () => {
    const found = needs({
      service: { name: "orders", ports: [{ name: "api", port: 3000, targetType: "ip", targetIds: ["10.64.0.20"] }] },
      image: undefined,
      fleet: undefined,
      consumer: { cidr: "10.128.0.0/22" },
    });
    expect(found).to.deep.include({ vpcs: 2, instanceTypes: [], fleets: [] });
    expect(found.targetsIn("use2-az1")).to.equal(0);
  });

  it("is no VPC where one exists, and what the approval function reserves", () => {
    const existing = { vpcId: "vpc-0123456789abcdef0", subnetIds: { "use2-az1": "subnet-0123456789abcdef0" } };
    expect(needs({ network: { existing }, access: { approval: "registry" } })).to.deep.include({
      vpcs: 0,
      reservedConcurrency: 3,
    });
  });
});
