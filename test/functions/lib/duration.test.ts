import { expect } from "chai";
import { duration } from "../../../functions/lib/duration";

describe("durations for people", () => {
  const cases: readonly [number, string][] = [
    [0, "less than a minute"],
    [59, "less than a minute"],
    [60, "1 minute"],
    [3599, "59 minutes"],
    [3600, "1 hour"],
    [86_399, "23 hours"],
    [86_400, "1 day"],
    [1_000_000, "11 days"],
  ];
  for (const [seconds, text] of cases) {
    it(`say ${seconds} seconds as ${text}`, () => {
      expect(duration(seconds)).to.equal(text);
    });
  }
});
