import { expect } from "chai";
import * as fc from "fast-check";
import { line, median, seconds } from "../../bench/figures";

describe("median", () => {
  it("is the middle value, or the mean of the two middle ones", () => {
    expect(median([5])).to.equal(5);
    expect(median([9, 1, 4])).to.equal(4);
    expect(median([4, 1, 9, 2])).to.equal(3);
    expect(() => median([])).to.throw("There is no median of nothing.");
  });

  it("has as many values below as above", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        return below <= values.length / 2 && above <= values.length / 2;
      }),
    );
  });
});

describe("line", () => {
  it("finds the slope of points on a line, and that they are on it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (slope, start) => {
        const found = line([1, 2, 10, 30].map((x) => [x, start + slope * x] as const));
        expect(found.slope).to.be.closeTo(slope, 1e-9);
        expect(found.fit).to.be.closeTo(1, 1e-9);
      }),
    );
  });

  it("says how little a line explains of points that have none", () => {
    expect(
      line([
        [0, 0],
        [1, 1],
        [2, 0],
      ]),
    ).to.deep.equal({ slope: 0, fit: 0 });
  });

  it("refuses points at one place", () => {
    expect(() =>
      line([
        [1, 1],
        [1, 2],
      ]),
    ).to.throw("A line takes points at two places at least.");
  });
});

describe("seconds", () => {
  it("has two digits", () => {
    expect(seconds(1234.5)).to.equal("1.23 s");
  });
});
