import { expect } from "chai";
import { counted, listed } from "../../../components/lib/words";

describe("words for people", () => {
  it("are listed with commas and one conjunction before the last", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listed(words))).to.deep.equal([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(listed(["a", "b", "c"], "or")).to.equal("a, b or c");
  });

  it("are counted in the singular for one alone", () => {
    expect([0, 1, 2].map((count) => counted(count, "subnet"))).to.deep.equal(["0 subnets", "1 subnet", "2 subnets"]);
    expect(counted(2, "address", "addresses")).to.equal("2 addresses");
  });
});
