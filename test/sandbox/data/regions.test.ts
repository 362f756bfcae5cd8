import { expect } from "chai";
import { regions, zoneById, zoneByName, zonesOf } from "../../../sandbox/data/regions";

const all = [...regions.values()];
const azs = (name: string) =>
  zonesOf(name)
    .filter((zone) => zone.type === "availability-zone")
    .map((zone) => zone.id)
    .sort();

describe("the Regions of the sandbox", () => {
  it("are the 34 of the commercial partition, half of which an account must enable", () => {
    expect(all).to.have.length(34);
    expect(all.filter((region) => region.optIn)).to.have.length(17);
    expect(
      all.every(({ name }) => /^(af|ap|ca|eu|il|me|mx|sa|us)-(central|(north|south)?(east|west)?)-[1-7]$/.test(name)),
    ).to.equal(true);
  });

  it("have AZ ids and zone names that are unique in all Regions", () => {
    const zones = all.flatMap((region) => region.zones);
    expect(new Set(zones.map((zone) => zone.id)).size).to.equal(zones.length);
    expect(new Set(zones.map((zone) => zone.name)).size).to.equal(zones.length);
  });

  it("have at least two AZs each, with ids that begin with one code for the Region", () => {
    for (const region of all) {
      const ids = azs(region.name);
      expect(ids.length, region.name).to.be.at.least(2);
      expect(new Set(ids.map((id) => id.replace(/-az\d$/, ""))).size, region.name).to.equal(1);
      expect(
        ids.every((id) => /^[a-z]{3,4}\d-az[1-6]$/.test(id)),
        ids.join(),
      ).to.equal(true);
    }
  });

  it("are us-east-1 with six AZs and us-east-2 with three", () => {
    expect(azs("us-east-1")).to.deep.equal(["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"]);
    expect(azs("us-east-2")).to.deep.equal(["use2-az1", "use2-az2", "use2-az3"]);
    expect(azs("ap-northeast-1")).to.deep.equal(["apne1-az1", "apne1-az2", "apne1-az4"]);
  });

  it("name AZs in an order of their own in us-east-1, as accounts do", () => {
    expect(zoneByName("us-east-1", "us-east-1a")?.id).to.equal("use1-az6");
    expect(zoneById("us-east-1", "use1-az3")?.name).to.equal("us-east-1e");
    expect(zoneById("us-east-2", "use1-az3")).to.equal(undefined);
    expect(zonesOf("us-east-9")).to.deep.equal([]);
  });

  it("have zones that are no AZs in us-east-1, one of them opted in", () => {
    const edge = zonesOf("us-east-1").filter((zone) => zone.type !== "availability-zone");
    expect(edge.map(({ id, type, optIn }) => [id, type, optIn])).to.deep.equal([
      ["use1-bos1-az1", "local-zone", "opted-in"],
      ["use1-mia1-az1", "local-zone", "not-opted-in"],
      ["use1-wl1-bos-wlz1", "wavelength-zone", "not-opted-in"],
    ]);
  });
});
