import { expect } from "chai";
import { judgeTargets, type Target, type TargetZone } from "../../../../automation/rollout/gate/targets";

const zone = (zoneId: string, min: number, ...ids: string[]): TargetZone => ({
  zoneId,
  min,
  instanceIds: new Set(ids),
});
const good = (id: string, inZone?: string): Target => ({ id, state: "healthy", ...(inZone && { zone: inZone }) });
const bad = (id: string, reason = "Target.FailedHealthChecks"): Target => ({ id, state: "unhealthy", reason });

/** Each finding on one line. */
function told(targets: readonly Target[], zones: readonly TargetZone[]): string[] {
  return judgeTargets("api", targets, zones).map(({ health, subject, text }) => `${health} ${subject}: ${text}`);
}

describe("judgeTargets", () => {
  it("wants the minimum of each zone's group healthy", () => {
    const zones = [zone("use1-az1", 1, "i-1"), zone("use1-az2", 2, "i-2", "i-3"), zone("use1-az4", 2, "i-4")];
    expect(
      told(
        ["i-1", "i-2", "i-3", "i-4"].map((id) => good(id)),
        zones,
      ),
    ).to.deep.equal([
      "healthy api in use1-az1: 1 of 1 target is healthy",
      "healthy api in use1-az2: 2 of 2 targets are healthy",
      "waiting api in use1-az4: 1 of 1 target is healthy, and at least 2 must be",
    ]);
  });

  it("wants no target that is not healthy, even where enough others are", () => {
    expect(told([good("i-1"), good("i-2"), bad("i-3")], [zone("use1-az1", 1, "i-1", "i-2", "i-3")])).to.deep.equal([
      "waiting api in use1-az1: 2 of 3 targets are healthy (unhealthy: Target.FailedHealthChecks)",
    ]);
  });

  it("names each reason once", () => {
    const targets = [bad("i-1"), bad("i-2"), bad("i-3", "Target.Timeout"), { id: "i-4", state: "initial" }];
    expect(told(targets, [zone("use1-az1", 1, "i-1", "i-2", "i-3", "i-4")])).to.deep.equal([
      "waiting api in use1-az1: 0 of 4 targets are healthy (unhealthy: Target.FailedHealthChecks, unhealthy: Target.Timeout, initial), and at least 1 must be",
    ]);
  });

  for (const state of ["initial", "unused", "unavailable", "unhealthy.draining"]) {
    it(`waits for a target that is ${state}`, () => {
      const targets = [good("i-1"), { id: "i-2", state }];
      expect(told(targets, [zone("use1-az1", 1, "i-1", "i-2")])).to.deep.equal([
        `waiting api in use1-az1: 1 of 2 targets is healthy (${state})`,
      ]);
    });
  }

  it("counts a target that is draining neither as healthy nor as unhealthy", () => {
    const leaving: Target = { id: "i-2", state: "draining", reason: "Target.DeregistrationInProgress" };
    expect(told([good("i-1"), leaving], [zone("use1-az1", 1, "i-1", "i-2")])).to.deep.equal([
      "healthy api in use1-az1: 1 of 1 target is healthy",
    ]);
    expect(told([leaving], [zone("use1-az1", 1, "i-2")])).to.deep.equal([
      "waiting api in use1-az1: no target is registered, and at least 1 must be healthy",
    ]);
    expect(told([leaving], [])).to.deep.equal(["waiting api: no target is registered, and at least 1 must be healthy"]);
  });

  it("does not let the targets of one zone stand for another's", () => {
    expect(told([good("i-1"), good("i-2")], [zone("use1-az1", 1, "i-1", "i-2"), zone("use1-az2", 1)])).to.deep.equal([
      "healthy api in use1-az1: 2 of 2 targets are healthy",
      "waiting api in use1-az2: no target is registered, and at least 1 must be healthy",
    ]);
  });

  it("wants nothing of a zone whose group may be empty", () => {
    expect(told([], [zone("use1-az1", 0)])).to.deep.equal([
      "healthy api in use1-az1: no target, and none must be there",
    ]);
  });

  it("tells a target that no group has and that is not healthy", () => {
    expect(told([good("i-1"), good("i-8"), bad("i-9")], [zone("use1-az1", 1, "i-1")])).to.deep.equal([
      "healthy api in use1-az1: 1 of 1 target is healthy",
      "waiting api: target i-9, which is in no Auto Scaling group of the stack, is unhealthy: Target.FailedHealthChecks",
    ]);
  });

  it("wants one healthy address in each zone that has addresses", () => {
    const targets = [
      good("10.0.0.5", "us-east-1a"),
      good("10.0.0.6", "us-east-1a"),
      { ...bad("10.0.1.5"), zone: "us-east-1b" },
    ];
    expect(told(targets, [])).to.deep.equal([
      "healthy api in us-east-1a: 2 of 2 targets are healthy",
      "waiting api in us-east-1b: 0 of 1 target is healthy (unhealthy: Target.FailedHealthChecks), and at least 1 must be",
    ]);
  });

  it("wants the Application Load Balancer healthy, which is in no zone", () => {
    const alb = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/api/1";
    expect(told([good(alb)], [])).to.deep.equal(["healthy api: 1 of 1 target is healthy"]);
    expect(told([], [])).to.deep.equal(["waiting api: no target is registered, and at least 1 must be healthy"]);
  });
});
