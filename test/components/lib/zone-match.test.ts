import { expect } from "chai";
import fc from "fast-check";
import { sentence } from "../../../components/lib/problem";
import { checkCommonZones, checkOneSubnetPerZone, commonZones } from "../../../components/lib/zone-match";

const zones = fc.uniqueArray(fc.integer({ min: 1, max: 12 }).map((n) => `use1-az${n}`));

describe("zone match", () => {
  it("keeps the zones of both sides, once each, in the order of their numbers", () => {
    const own = ["use1-az10", "use1-az2", "use1-az2", "use1-az5"];
    expect(commonZones(["use1-az2", "use1-az10", "use1-az1"], own)).to.deep.equal(["use1-az2", "use1-az10"]);
  });

  it("lists both sides when no zone is common", () => {
    const problems = checkCommonZones(["use2-az2", "use2-az1"], ["use2-az3"], "subnetIds");
    expect(problems.map(sentence)).to.deep.equal([
      'subnetIds: ["use2-az3"] has no Availability Zone in common with the service, which is in use2-az1, use2-az2; add a subnet in one of the service\'s Availability Zones, compared by AZ id.',
    ]);
  });

  it("says so when a side has no zone at all", () => {
    expect(checkCommonZones([], [], "subnetIds").map(sentence)).to.deep.equal([
      "subnetIds: [] has no Availability Zone in common with the service, which is in none; add a subnet in one of the service's Availability Zones, compared by AZ id.",
    ]);
  });

  it("refuses exactly when the intersection is empty", () => {
    fc.assert(
      fc.property(zones, zones, (service, own) => {
        const common = commonZones(service, own);
        expect(new Set(common)).to.deep.equal(new Set(own.filter((zone) => service.includes(zone))));
        expect(checkCommonZones(service, own, "subnetIds").length === 0).to.equal(common.length > 0);
      }),
    );
  });

  it("refuses two subnets in one zone and names them", () => {
    const subnets = [
      { subnetId: "subnet-1", zoneId: "use1-az1" },
      { subnetId: "subnet-2", zoneId: "use1-az2" },
      { subnetId: "subnet-3", zoneId: "use1-az1" },
    ];
    expect(checkOneSubnetPerZone(subnets, "subnetIds").map(sentence)).to.deep.equal([
      'subnetIds: ["subnet-1","subnet-3"] are all in use1-az1, and an interface endpoint takes one subnet in each Availability Zone; keep one of them.',
    ]);
    expect(checkOneSubnetPerZone(subnets.slice(0, 2), "subnetIds")).to.deep.equal([]);
  });
});
