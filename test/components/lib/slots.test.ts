import { expect } from "chai";
import fc from "fast-check";
import { contains, formatCidr, overlaps, parseCidr } from "../../../components/lib/cidr";
import { defaultSlotPrefix, slotBlock, slotCount, slotOfZone, zoneCidrs } from "../../../components/lib/slots";

/** Addresses of every subnet that AWS keeps for itself: the first four and the last. */
const RESERVED_ADDRESSES = 5;

/** A VPC that AWS allows, with slots that it can be cut into. */
const table = fc.integer({ min: 16, max: 28 }).chain((prefix) =>
  fc.record({
    vpc: fc.nat(2 ** prefix - 1).map((index) => ({ address: index * 2 ** (32 - prefix), prefix })),
    slotPrefix: fc.integer({ min: prefix, max: 28 }),
  }),
);

function blockOf(cidr: string | undefined) {
  const block = parseCidr(cidr ?? "");
  if (block === undefined) throw new Error(`${cidr} is not a block`);
  return block;
}

describe("The slots of a VPC", () => {
  it("lie inside it", () => {
    fc.assert(
      fc.property(table, fc.nat(), ({ vpc, slotPrefix }, any) => {
        const slot = slotBlock(vpc, slotPrefix, any % slotCount(vpc.prefix, slotPrefix));
        expect(contains(vpc, slot)).to.equal(true);
        expect(slot.prefix).to.equal(slotPrefix);
      }),
    );
  });

  it("overlap only themselves", () => {
    fc.assert(
      fc.property(table, fc.nat(), fc.nat(), ({ vpc, slotPrefix }, any, other) => {
        const count = slotCount(vpc.prefix, slotPrefix);
        const [a, b] = [any % count, other % count];
        expect(overlaps(slotBlock(vpc, slotPrefix, a), slotBlock(vpc, slotPrefix, b))).to.equal(a === b);
      }),
    );
  });

  it("fill it: the last one ends where the VPC ends, and there is none after it", () => {
    fc.assert(
      fc.property(table, ({ vpc, slotPrefix }) => {
        const count = slotCount(vpc.prefix, slotPrefix);
        const last = slotBlock(vpc, slotPrefix, count - 1);
        expect(last.address + 2 ** (32 - slotPrefix)).to.equal(vpc.address + 2 ** (32 - vpc.prefix));
        expect(() => slotBlock(vpc, slotPrefix, count)).to.throw(RangeError, `there is no slot ${count}.`);
      }),
    );
  });

  it("by default leave an internal NLB its eight addresses, in every VPC that AWS allows", () => {
    for (let prefix = 16; prefix <= 28; prefix++) {
      const free = 2 ** (32 - defaultSlotPrefix({ address: 0, prefix })) - RESERVED_ADDRESSES;
      expect(free, `/${prefix}`).to.be.at.least(8);
    }
  });

  for (const [prefix, slotPrefix, count] of [
    [16, 20, 16],
    [22, 26, 16],
    [24, 28, 16],
    [25, 28, 8],
    [27, 28, 2],
    [28, 28, 1],
  ] as const) {
    it(`are ${count} of /${slotPrefix} in a /${prefix} by default`, () => {
      expect(defaultSlotPrefix({ address: 0, prefix })).to.equal(slotPrefix);
      expect(slotCount(prefix, slotPrefix)).to.equal(count);
    });
  }
});

describe("The slot of an AZ id", () => {
  it("is its number less one, whatever the Region", () => {
    expect(["use1-az1", "use1-az4", "apne1-az4", "cac1-az10"].map(slotOfZone)).to.deep.equal([0, 3, 3, 9]);
  });

  it("is not there for a Local Zone or a zone name", () => {
    for (const zone of ["use1-bos1-az1", "us-east-1a", "use1-az0"]) {
      expect(() => slotOfZone(zone)).to.throw(RangeError, `${zone} is not an Availability Zone id.`);
    }
  });

  it("does not depend on which other zones there are, or on their order", () => {
    const zones = fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { minLength: 1 });
    fc.assert(
      fc.property(zones, fc.nat(), (numbers, any) => {
        const ids = numbers.map((number) => `use1-az${number}`);
        const alone = ids[any % ids.length] ?? "";
        const together = zoneCidrs("10.64.0.0/22", undefined, ids);
        expect(together.get(alone)).to.equal(zoneCidrs("10.64.0.0/22", undefined, [alone]).get(alone));
      }),
    );
  });

  it("gives zones blocks that lie in the VPC and never overlap", () => {
    const ids = Array.from({ length: 16 }, (_, index) => `use1-az${index + 1}`);
    fc.assert(
      fc.property(table, ({ vpc, slotPrefix }) => {
        const count = slotCount(vpc.prefix, slotPrefix);
        const cidrs = zoneCidrs(formatCidr(vpc), slotPrefix, ids.slice(0, count));
        const blocks = [...cidrs.values()].map(blockOf);
        expect(blocks.every((block) => contains(vpc, block))).to.equal(true);
        expect(blocks.filter((a) => blocks.filter((b) => overlaps(a, b)).length !== 1)).to.deep.equal([]);
      }),
      { numRuns: 50 },
    );
  });

  it("cuts a /22 into /26 and a /25 into /28", () => {
    const entries = (cidr: string, slotPrefix?: number) => [...zoneCidrs(cidr, slotPrefix, ["use1-az1", "use1-az6"])];
    expect(entries("10.64.0.0/22")).to.deep.equal([
      ["use1-az1", "10.64.0.0/26"],
      ["use1-az6", "10.64.1.64/26"],
    ]);
    expect(entries("10.64.0.0/25")).to.deep.equal([
      ["use1-az1", "10.64.0.0/28"],
      ["use1-az6", "10.64.0.80/28"],
    ]);
    expect(entries("10.64.0.0/22", 25)).to.deep.equal([
      ["use1-az1", "10.64.0.0/25"],
      ["use1-az6", "10.64.2.128/25"],
    ]);
  });

  it("is refused where the VPC ends before it", () => {
    const message = "10.64.0.0/26 has 4 slots of /28; there is no slot 5.";
    expect(() => zoneCidrs("10.64.0.0/26", undefined, ["use1-az6"])).to.throw(RangeError, message);
  });
});
