import { expect } from "chai";
import fc from "fast-check";
import { areaWithout, commonArea } from "../../../../automation/validate/address/areas";
import { overlap, type Range, rangeOf, textOf, without } from "../../../../automation/validate/address/ranges";

/** Small ranges of one family, so that they often touch. */
const smallRange = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([a, b]): Range => ({ family: 4, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }));

function numbers({ first, last }: Range): number[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, i) => Number(first) + i);
}

describe("ranges of addresses", () => {
  it("are read from blocks and addresses of both families, and written as the shortest text", () => {
    const texts = ["10.0.0.0/16", "10.0.1.25", "0.0.0.0/0", "fd00::/8", "2600::1", "::/0"];
    expect(texts.map((text) => textOf(rangeOf(text) as Range))).to.deep.equal(texts);
    expect(textOf(rangeOf("10.0.1.25/32") as Range)).to.equal("10.0.1.25");
    expect(textOf(rangeOf("10.0.1.25/16") as Range)).to.equal("10.0.0.0/16");
    expect(textOf({ family: 4, first: 1n, last: 4n })).to.equal("0.0.0.1 to 0.0.0.4");
    expect(textOf({ family: 4, first: 2n, last: 5n })).to.equal("0.0.0.2 to 0.0.0.5");
    for (const bad of ["", "10", "10.0.0", "10.0.0.0/33", "10.0.0.256", "a.b", "10.0.0.0/", "1/8", "::/129"]) {
      expect(rangeOf(bad), bad).to.equal(undefined);
    }
  });

  it("of different families have nothing in common", () => {
    const [four, six] = [rangeOf("0.0.0.0/0") as Range, rangeOf("::/0") as Range];
    expect(overlap(four, six)).to.equal(undefined);
    expect(without(four, [six])).to.deep.equal([four]);
  });

  it("without others are exactly the addresses that the others lack", () => {
    fc.assert(
      fc.property(smallRange, fc.array(smallRange, { maxLength: 5 }), (range, others) => {
        const taken = new Set(others.flatMap(numbers));
        const left = without(range, others).flatMap(numbers);
        expect(left).to.deep.equal(numbers(range).filter((n) => !taken.has(n)));
      }),
    );
  });
});

describe("areas of addresses and ports", () => {
  const smallArea = fc
    .tuple(smallRange, smallRange)
    .map(([addresses, ports]) => ({ addresses, fromPort: Number(ports.first), toPort: Number(ports.last) }));
  const points = (area: { addresses: Range; fromPort: number; toPort: number }) =>
    numbers(area.addresses).flatMap((address) =>
      Array.from({ length: area.toPort - area.fromPort + 1 }, (_, i) => `${address}:${area.fromPort + i}`),
    );

  it("without another are its other points, each once, and share with it the rest", () => {
    fc.assert(
      fc.property(smallArea, smallArea, (area, taken) => {
        const gone = new Set(points(taken));
        const left = areaWithout(area, taken).flatMap(points);
        expect(left.sort()).to.deep.equal(
          points(area)
            .filter((point) => !gone.has(point))
            .sort(),
        );
        const common = commonArea(area, taken);
        expect(common === undefined ? 0 : points(common).length).to.equal(points(area).length - left.length);
      }),
      { numRuns: 50 },
    );
  });
});
