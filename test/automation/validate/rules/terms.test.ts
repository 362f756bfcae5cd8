import { expect } from "chai";
import { lineOf } from "../../../../automation/validate/render";
import { termsFindings } from "../../../../automation/validate/rules/terms";
import { aTarget } from "../support/facts";

const lines = (validUntil: string | undefined) =>
  termsFindings(aTarget({ validUntil }), new Date("2026-12-01T00:00:00Z")).map(lineOf);

describe("the terms of a hand-off", () => {
  it("fail from their end on, with a remedy of their own", () => {
    const ended =
      "They ended at 2026-12-01T00:00:00Z: from then on the provider cuts connections and accepts none. Ask the provider to prolong them, and for the new hand-off.";
    expect(lines("2026-12-01T00:00:00Z")).to.deep.equal([`FAIL     Terms of the hand-off: ${ended}`]);
  });

  it("are mentioned when they end within 14 days", () => {
    expect(lines("2026-12-15T00:00:00Z")).to.deep.equal([
      "OK       Terms of the hand-off: They hold until 2026-12-15T00:00:00Z. That is within 14 days: ask the provider to prolong them, and for the new hand-off.",
    ]);
    expect(lines("2026-12-15T00:00:01Z")).to.deep.equal([
      "OK       Terms of the hand-off: They hold until 2026-12-15T00:00:01Z.",
    ]);
    expect(lines(undefined)).to.deep.equal([]);
  });
});
