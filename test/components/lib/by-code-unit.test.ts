import { expect } from "chai";
import { byCodeUnit } from "../../../components/lib/by-code-unit";

describe("the order of texts", () => {
  it("is that of their code units, in which capitals come first and no language has a say", () => {
    expect(["ä", "b", "B", "a", "z"].sort(byCodeUnit)).to.deep.equal(["B", "a", "b", "z", "ä"]);
  });

  it("has no first of two that are the same", () => {
    expect([byCodeUnit("a", "a"), byCodeUnit("a", "b"), byCodeUnit("b", "a")]).to.deep.equal([0, -1, 1]);
  });
});
