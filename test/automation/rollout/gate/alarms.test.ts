import { expect } from "chai";
import { type Alarm, judgeAlarms } from "../../../../automation/rollout/gate/alarms";

const alarm = (name: string, state = "OK"): Alarm => ({ name, state });

function told(alarms: readonly Alarm[], wanted: readonly string[], ignored: readonly string[] = []): string[] {
  return judgeAlarms(alarms, wanted, ignored).map(({ health, subject, text }) => `${health} ${subject}: ${text}`);
}

describe("judgeAlarms", () => {
  it("takes an alarm without data for one that is not firing", () => {
    expect(told([alarm("a"), alarm("b", "INSUFFICIENT_DATA")], ["a", "b"])).to.deep.equal([
      "healthy a: the alarm is not firing",
      "healthy b: the alarm has no data",
    ]);
  });

  it("waits for one that fires, says why and since when, and lets it end a soak", () => {
    const since = new Date(Date.UTC(2026, 0, 1, 10));
    const firing = { name: "a", state: "ALARM", reason: "Threshold Crossed: 1 datapoint\n was greater.", since };
    expect(judgeAlarms([firing], ["a"], [])).to.deep.equal([
      {
        check: "alarms",
        health: "waiting",
        subject: "a",
        text: "the alarm has been firing since 2026-01-01T10:00:00.000Z (Threshold Crossed: 1 datapoint was greater)",
        endsSoak: true,
      },
    ]);
    expect(told([alarm("a", "ALARM")], ["a"])).to.deep.equal(["waiting a: the alarm has been firing"]);
  });

  it("looks at those that a pattern names, and only at them", () => {
    const alarms = [alarm("api-errors", "ALARM"), alarm("api-latency"), alarm("web-errors", "ALARM")];
    expect(told(alarms, ["api-*"])).to.deep.equal([
      "waiting api-errors: the alarm has been firing",
      "healthy api-latency: the alarm is not firing",
    ]);
  });

  it("does not look at those that are to be ignored, by name or pattern, whether they are there or not", () => {
    const alarms = [alarm("api-errors", "ALARM"), alarm("TargetTracking-1-AlarmLow", "ALARM"), alarm("b")];
    expect(told(alarms, ["*", "gone"], ["api-errors", "TargetTracking-*", "gone"])).to.deep.equal([
      "healthy b: the alarm is not firing",
    ]);
  });

  it("has failed where an alarm that is named is not there; a pattern may match none", () => {
    expect(told([], ["api-erors", "none-*"])).to.deep.equal(["failed api-erors: there is no such alarm in the Region"]);
  });
});
