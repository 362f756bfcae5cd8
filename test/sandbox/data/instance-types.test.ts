import { expect } from "chai";
import { type InstanceType, instanceTypes, isOffered } from "../../../sandbox/data/instance-types";
import { regions, zonesOf } from "../../../sandbox/data/regions";

function offeredIn(typeName: string, regionName: string): string[] {
  const type = instanceTypes.get(typeName) as InstanceType;
  const region = regions.get(regionName);
  if (region === undefined) throw new Error(`${regionName} is no Region.`);
  const zones = zonesOf(regionName).filter((zone) => isOffered(type, region, zone.id));
  return zones.map((zone) => zone.id).sort();
}

describe("the instance types of the sandbox", () => {
  it("have the vCPUs and the memory that AWS gives them", () => {
    const size = (name: string) => {
      const { vcpus, memoryMib, architecture } = instanceTypes.get(name) as InstanceType;
      return [vcpus, memoryMib, architecture];
    };
    expect(size("t2.small")).to.deep.equal([1, 2048, "x86_64"]);
    expect(size("t3.small")).to.deep.equal([2, 2048, "x86_64"]);
    expect(size("t4g.small")).to.deep.equal([2, 2048, "arm64"]);
    expect(size("m7g.medium")).to.deep.equal([1, 4096, "arm64"]);
    expect(size("c6i.4xlarge")).to.deep.equal([16, 32_768, "x86_64"]);
    expect(size("r5.large")).to.deep.equal([2, 16_384, "x86_64"]);
  });

  it("of Nitro families are in all AZs but the oldest one", () => {
    const without3 = ["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6", "use1-bos1-az1"];
    expect(offeredIn("t3.small", "us-east-1")).to.deep.equal(without3);
    expect(offeredIn("t4g.small", "us-east-1")).to.deep.equal(without3.slice(0, 5));
    expect(offeredIn("t4g.small", "us-east-2")).to.deep.equal(["use2-az1", "use2-az2", "use2-az3"]);
  });

  it("of Xen families are in all six AZs of us-east-1, and not in the newer AZs and Regions", () => {
    expect(offeredIn("t2.small", "us-east-1")).to.have.length(6);
    expect(offeredIn("t2.small", "us-west-2")).to.deep.equal(["usw2-az1", "usw2-az2", "usw2-az3"]);
    expect(offeredIn("m4.large", "eu-north-1")).to.deep.equal([]);
    expect(offeredIn("c4.large", "ap-east-1")).to.deep.equal([]);
  });
});
