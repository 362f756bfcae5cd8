import { expect } from "chai";
import fc from "fast-check";
import { sentence } from "../../../components/lib/problem";
import { checkWhole, PORT_RANGE } from "../../../components/lib/whole-numbers";

describe("A whole number within a range", () => {
  it("is accepted exactly when it is whole and within the bounds", () => {
    const number = fc.oneof(fc.integer({ min: -10, max: 70_000 }), fc.double());
    fc.assert(
      fc.property(number, (value) => {
        const within = Math.floor(value) === value && value >= 1 && value <= 65_535;
        expect(checkWhole(value, "port", PORT_RANGE)).to.have.length(within ? 0 : 1);
      }),
    );
  });

  it("may be absent", () => {
    expect(checkWhole(undefined, "port", PORT_RANGE)).to.deep.equal([]);
  });

  it("is refused with its unit where it has one", () => {
    expect(checkWhole(0, "ports[1].port", PORT_RANGE).map(sentence)).to.deep.equal([
      "ports[1].port: 0 is not a whole number from 1 to 65535; use a number from 1 to 65535.",
    ]);
    expect(checkWhole(1.5, "warmup", { min: 0, max: 9, unit: "seconds" }).map(sentence)).to.deep.equal([
      "warmup: 1.5 is not a whole number of seconds from 0 to 9; use a number from 0 to 9.",
    ]);
  });
});
