import { expect } from "chai";
import fc from "fast-check";
import { nextCidr } from "../../../automation/regions/next-cidr";
import { contains, formatCidr, overlaps, parseCidr } from "../../../components/lib/cidr";

describe("nextCidr", () => {
  const cases: readonly (readonly [string, string, string[], string | undefined])[] = [
    ["takes the block after that of the template", "10.64.4.0/22", ["10.64.0.0/22"], "10.64.8.0/22"],
    [
      "steps over blocks that are taken, larger ones too",
      "10.64.0.0/22",
      ["10.64.4.0/24", "10.64.8.0/21"],
      "10.64.16.0/22",
    ],
    ["takes a gap", "10.64.0.0/22", ["10.64.8.0/22"], "10.64.4.0/22"],
    ["begins again at the start of the range", "10.255.252.0/22", [], "10.0.0.0/22"],
    ["stays in the range of the template", "192.168.255.0/24", ["192.168.0.0/24"], "192.168.1.0/24"],
    ["finds none where the range is taken", "192.168.0.0/24", ["192.168.0.0/16"], undefined],
    ["finds none for a block that is as large as its range", "192.168.0.0/16", [], undefined],
    ["knows nothing of a block outside of the private ranges", "8.8.8.0/24", [], undefined],
    ["knows nothing of what is no block", "10.64.0.0", [], undefined],
  ];
  for (const [what, like, taken, next] of cases) {
    it(what, () => {
      expect(nextCidr(like, taken)).to.equal(next);
    });
  }

  it("is a free block of the same size in the same range, and the first one", () => {
    const block = fc
      .record({ address: fc.integer({ min: 0, max: 255 }), prefix: fc.integer({ min: 20, max: 28 }) })
      .map(({ address, prefix }) => formatCidr({ address: parse("10.0.0.0/8").address + address * 4096, prefix }));
    fc.assert(
      fc.property(block, fc.array(block, { maxLength: 12 }), (like, taken) => {
        const own = parse(like);
        const next = nextCidr(like, taken);
        if (next === undefined) throw new Error("A /8 has more room than that.");
        const found = parse(next);
        expect(found.prefix).to.equal(own.prefix);
        expect(contains(parse("10.0.0.0/8"), found)).to.equal(true);
        const all = [like, ...taken].map(parse);
        expect(all.some((one) => overlaps(one, found))).to.equal(false);
        const size = 2 ** (32 - own.prefix);
        for (let address = own.address; address < found.address; address += size) {
          expect(all.some((one) => overlaps(one, { address, prefix: own.prefix }))).to.equal(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function parse(text: string) {
  const block = parseCidr(text);
  if (block === undefined) throw new Error(`${text} is no block.`);
  return block;
}
