import { expect } from "chai";
import fc from "fast-check";
import { capacityOf, checkCapacity, type FleetCapacitySpec } from "../../../components/lib/capacity";
import { sentence } from "../../../components/lib/problem";

const ZONES = ["use1-az1", "use1-az2"];
const messages = (spec: FleetCapacitySpec, zones?: string[]) => checkCapacity(spec, "fleet", zones).map(sentence);

describe("The capacity of a zone", () => {
  it("is 1 to 2 instances by default", () => {
    expect(capacityOf("use1-az1", {})).to.deep.equal({ min: 1, max: 2 });
  });

  it("grows its default maximum with the minimum", () => {
    expect(capacityOf("use1-az1", { perZone: { min: 5 } })).to.deep.equal({ min: 5, max: 5 });
    expect(capacityOf("use1-az1", { zoneOverrides: { "use1-az1": { min: 3 } } })).to.deep.equal({ min: 3, max: 3 });
  });

  it("is that of all zones unless the zone has its own", () => {
    const spec = {
      perZone: { min: 2, max: 6 },
      zoneOverrides: { "use1-az2": { min: 4 }, "use1-az3": { max: 0, min: 0 } },
    };
    expect(capacityOf("use1-az1", spec)).to.deep.equal({ min: 2, max: 6 });
    expect(capacityOf("use1-az2", spec)).to.deep.equal({ min: 4, max: 6 });
    expect(capacityOf("use1-az3", spec)).to.deep.equal({ min: 0, max: 0 });
  });

  it("is not hidden by an override that is undefined", () => {
    const spec = {
      perZone: { min: 2, max: 6 },
      zoneOverrides: { "use1-az2": { min: undefined, max: 3 } as { max: number } },
    };
    expect(capacityOf("use1-az2", spec)).to.deep.equal({ min: 2, max: 3 });
  });

  it("never has a minimum above its maximum once the rules accept it", () => {
    const count = fc.integer({ min: 0, max: 9 });
    const one = fc.record({ min: count, max: count }, { requiredKeys: [] });
    fc.assert(
      fc.property(one, one, (perZone, override) => {
        const spec = { perZone, zoneOverrides: { "use1-az2": override } };
        const sound = ZONES.every((zone) => capacityOf(zone, spec).min <= capacityOf(zone, spec).max);
        expect(messages(spec, ZONES).length === 0).to.equal(sound);
      }),
    );
  });

  it("is refused where the minimum exceeds the maximum, at the key that was written", () => {
    expect(messages({ perZone: { min: 3, max: 2 } })).to.deep.equal([
      "fleet.perZone.min: 3 is more than max, 2; use at most 2, or raise max.",
    ]);
    expect(messages({ perZone: { max: 0 } })).to.deep.equal([
      "fleet.perZone.max: 0 is less than min, 1; use at least 1, or lower min.",
    ]);
    expect(messages({ perZone: { min: 1, max: 3 }, zoneOverrides: { "use1-az2": { min: 4 } } })).to.deep.equal([
      'fleet.zoneOverrides["use1-az2"].min: 4 is more than max, 3; use at most 3, or raise max.',
    ]);
  });

  it("is refused when it is no number of instances", () => {
    expect(messages({ perZone: { min: -1, max: 501 } })).to.deep.equal([
      "fleet.perZone.min: -1 is not a whole number of instances from 0 to 500; use a number from 0 to 500.",
      "fleet.perZone.max: 501 is not a whole number of instances from 0 to 500; use a number from 0 to 500.",
    ]);
  });

  it("is refused for a zone that the fleet does not have, once the zones are known", () => {
    const spec = { zoneOverrides: { "use1-az6": { min: 1 } } };
    expect(messages(spec)).to.deep.equal([]);
    expect(messages(spec, ZONES)).to.deep.equal([
      'fleet.zoneOverrides["use1-az6"]: "use1-az6" is not among the fleet\'s zones, use1-az1, use1-az2; use one of them, or remove the override.',
    ]);
  });

  it("is refused for a zone name instead of an id", () => {
    expect(messages({ zoneOverrides: { "us-east-1a": {} } })).to.deep.equal([
      'fleet.zoneOverrides["us-east-1a"]: "us-east-1a" is not an Availability Zone id; write the id, such as use1-az1, not the name.',
    ]);
  });
});
