import { expect } from "chai";
import {
  checkZoneIds,
  selectZones,
  sortZoneIds,
  type ZoneFacts,
  type ZoneWish,
  zoneNumber,
  zonesNamed,
} from "../../../components/lib/availability-zones";
import { sentence } from "../../../components/lib/problem";
import { REGIONS } from "../../../components/lib/regions";

describe("An AZ id", () => {
  it("ends in the number of its zone", () => {
    expect(["use1-az1", "usw2-az4", "apse2-az3", "mxc1-az2", "usgw1-az3", "use1-az12"].map(zoneNumber)).to.deep.equal([
      1, 4, 3, 2, 3, 12,
    ]);
  });

  for (const other of ["us-east-1a", "use1-bos1-az1", "use1-wl1-bos-wlz1", "use1-az0", "USE1-AZ1", "use1-az1 ", ""]) {
    it(`is not ${JSON.stringify(other)}`, () => expect(zoneNumber(other)).to.equal(undefined));
  }

  it("is written with at most six letters and a number before the hyphen, as those of every Region are", () => {
    const letters = REGIONS.map(({ name }) => {
      const [area = "", direction = "", number = ""] = name.split("-");
      const short = direction.replace(
        /^(north|south)?(east|west|central|north|south)$/,
        (_, a = "", b) => `${a.slice(0, 1)}${b.slice(0, 1)}`,
      );
      return `${area}${short}${number}-az1`;
    });
    expect(letters.filter((zoneId) => zoneNumber(zoneId) !== 1)).to.deep.equal([]);
    expect(letters).to.include.members(["use1-az1", "apne1-az1", "apse2-az1", "euc1-az1", "mxc1-az1"]);
  });
});

describe("AZ ids", () => {
  it("are sorted by their numbers", () => {
    expect(sortZoneIds(["use1-az10", "use1-az2", "use1-az1"])).to.deep.equal(["use1-az1", "use1-az2", "use1-az10"]);
  });

  it("are distinct and of one Region", () => {
    expect(checkZoneIds(["use1-az1", "use1-az2"], "zones")).to.deep.equal([]);
    expect(checkZoneIds(["use1-az1", "use2-az1", "use1-az1"], "zones").map(sentence)).to.deep.equal([
      'zones[2]: "use1-az1" appears twice; remove one of them.',
      'zones: ["use1-az1","use2-az1","use1-az1"] has AZ ids of several Regions; keep those of the VPC\'s Region.',
    ]);
  });

  it("are found by the names that the account has for the zones", () => {
    const zones = { names: ["us-east-1a", "us-east-1b", "us-east-1c"], zoneIds: ["use1-az6", "use1-az1", "use1-az2"] };
    expect(zonesNamed(["us-east-1c", "us-east-1a", "us-east-1f"], zones)).to.deep.equal(["use1-az2", "use1-az6"]);
  });
});

describe("The choice of zones", () => {
  const paths = { excludeZoneIds: "network.excludeZoneIds", instanceType: "fleet.instanceType" };
  const all = ["use1-az4", "use1-az1", "use1-az2", "use1-az3"];
  const select = (wish: ZoneWish, facts: Partial<ZoneFacts> = {}) => {
    const { zoneIds, problems } = selectZones({ known: all, available: all, ...facts }, wish, paths);
    return { zoneIds, messages: problems.map(sentence) };
  };

  it("is every available one, in order", () => {
    const zoneIds = ["use1-az1", "use1-az2", "use1-az3", "use1-az4"];
    expect(select({})).to.deep.equal({ zoneIds, messages: [] });
  });

  it("leaves out the excluded, and those without the instance type", () => {
    const offering = ["use1-az1", "use1-az2", "use1-az4", "use1-az9"];
    const wish = { excludeZoneIds: ["use1-az1"], instanceType: "t4g.small" };
    expect(select(wish, { offering })).to.deep.equal({ zoneIds: ["use1-az2", "use1-az4"], messages: [] });
  });

  it("keeps a zone in use that is not available for now, but not one that is excluded or gone", () => {
    const available = ["use1-az1"];
    expect(select({ keepZoneIds: ["use1-az2"] }, { available }).zoneIds).to.deep.equal(["use1-az1", "use1-az2"]);
    const wish = { keepZoneIds: ["use1-az2", "use1-az9"], excludeZoneIds: ["use1-az2"] };
    expect(select(wish, { available })).to.deep.equal({ zoneIds: ["use1-az1"], messages: [] });
  });

  it("allows the exclusion of a zone that is not available for now", () => {
    const choice = select({ excludeZoneIds: ["use1-az2"] }, { available: ["use1-az1"] });
    expect(choice).to.deep.equal({ zoneIds: ["use1-az1"], messages: [] });
  });

  it("refuses the exclusion of zones that the Region does not have, and names those that it has", () => {
    expect(select({ excludeZoneIds: ["use1-az1", "use1-az7", "use2-az1"] }).messages).to.deep.equal([
      'network.excludeZoneIds[1]: "use1-az7" is unknown in this Region; use AZ ids of the Region: use1-az1, use1-az2, use1-az3, use1-az4.',
      'network.excludeZoneIds[2]: "use2-az1" is unknown in this Region; use AZ ids of the Region: use1-az1, use1-az2, use1-az3, use1-az4.',
    ]);
  });

  it("refuses to leave nothing, and says which of the two wishes did it", () => {
    expect(select({ excludeZoneIds: all }).messages).to.deep.equal([
      'network.excludeZoneIds: ["use1-az4","use1-az1","use1-az2","use1-az3"] leaves none of the Region\'s available zones (use1-az1, use1-az2, use1-az3, use1-az4); exclude fewer.',
    ]);
    expect(
      select({ instanceType: "x9.metal", excludeZoneIds: ["use1-az3"] }, { offering: ["use1-az3"] }).messages,
    ).to.deep.equal([
      'fleet.instanceType: "x9.metal" is not offered in use1-az1, use1-az2, use1-az4; choose a type that these zones offer.',
    ]);
  });
});
