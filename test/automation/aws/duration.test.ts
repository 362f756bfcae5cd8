import { expect } from "chai";
import { durationSeconds } from "../../../automation/aws/duration";

describe("a duration of the AWS provider", () => {
  it("is a sum of numbers with their units", () => {
    const seconds = ["1h", "1h30m", "900s", "1.5h", ".5m", "1m1500ms"].map(durationSeconds);
    expect(seconds).to.deep.equal([3600, 5400, 900, 5400, 30, 61]);
  });

  it("is none without a unit, with an unknown one, or below zero", () => {
    expect(["3600", "1d", "", "-1h", "1h 30m", "h"].map(durationSeconds)).to.deep.equal(Array(6).fill(undefined));
  });
});
