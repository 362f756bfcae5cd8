import { expect } from "chai";
import fc from "fast-check";
import { sentence } from "../../../components/lib/problem";
import { checkRefresh, resolveRefresh } from "../../../components/lib/refresh";

describe("The bounds of a refresh", () => {
  it("launch before they terminate by default", () => {
    expect(resolveRefresh()).to.deep.equal({ minHealthyPercentage: 100, maxHealthyPercentage: 200 });
  });

  it("follow a lower minimum, as AWS allows 100 points between them", () => {
    expect(resolveRefresh({ minHealthyPercentage: 50 })).to.deep.equal({
      minHealthyPercentage: 50,
      maxHealthyPercentage: 150,
    });
    expect(resolveRefresh({ minHealthyPercentage: 0 }).maxHealthyPercentage).to.equal(100);
  });

  it("are always such that AWS takes them when only the minimum is given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (minHealthyPercentage) => {
        expect(checkRefresh(resolveRefresh({ minHealthyPercentage }), "refresh")).to.deep.equal([]);
      }),
    );
  });

  it("are refused outside of AWS's ranges", () => {
    const spec = { minHealthyPercentage: 101, maxHealthyPercentage: 99 };
    expect(checkRefresh(spec, "fleet.refresh").map(sentence)).to.deep.equal([
      "fleet.refresh.minHealthyPercentage: 101 is not a whole number of percent from 0 to 100; use a number from 0 to 100.",
      "fleet.refresh.maxHealthyPercentage: 99 is not a whole number of percent from 100 to 200; use a number from 100 to 200.",
    ]);
  });

  it("are refused when they are more than 100 points apart", () => {
    const spec = { minHealthyPercentage: 50, maxHealthyPercentage: 151 };
    expect(checkRefresh(spec, "fleet.refresh").map(sentence)).to.deep.equal([
      "fleet.refresh.maxHealthyPercentage: 151 is more than 100 points above minHealthyPercentage, 50; use at most 150.",
    ]);
  });
});
