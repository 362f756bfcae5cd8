import { expect } from "chai";
import { ageText, elapsed, secondsSince, took } from "../../../automation/terminal/durations";

describe("automation/terminal/durations", () => {
  it("tells how long something took in the largest two units", () => {
    expect([0, 4.2, 59.94, 59.96, 65, 3599.7, 7385].map(took)).to.deep.equal([
      "0.0 s",
      "4.2 s",
      "59.9 s",
      "1 min 00 s",
      "1 min 05 s",
      "1 h 00 min",
      "2 h 03 min",
    ]);
    expect([-1, 0.4, 12.6, 60].map(elapsed)).to.deep.equal(["0 s", "0 s", "13 s", "1 min 00 s"]);
  });

  it("tells an age in its largest unit, which is over", () => {
    expect([0, 59, 60, 3599, 86_399, 86_400, 900_000].map(ageText)).to.deep.equal([
      "0 s",
      "59 s",
      "1 min",
      "59 min",
      "23 h",
      "1 d",
      "10 d",
    ]);
  });

  it("counts whole seconds since an instant, and none to one that is to come", () => {
    const now = new Date("2026-03-01T00:00:10.900Z");
    expect(secondsSince("2026-03-01T00:00:00Z", now)).to.equal(10);
    expect(secondsSince("2026-03-01T00:01:00Z", now)).to.equal(0);
  });
});
