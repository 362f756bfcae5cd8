import type { AutoScalingGroup, Instance, InstanceRefresh } from "@aws-sdk/client-auto-scaling";
import { expect } from "chai";
import { judgeGroup } from "../../../../automation/rollout/gate/fleets";

const TEMPLATE = "lt-1";
const version = (number: number, LaunchTemplateId = TEMPLATE) => ({ LaunchTemplateId, Version: String(number) });

function instances(...versions: number[]): Instance[] {
  return versions.map((number, index) => ({
    InstanceId: `i-${index}`,
    AvailabilityZone: "us-east-1a",
    LifecycleState: "InService",
    HealthStatus: "Healthy",
    ProtectedFromScaleIn: false,
    LaunchTemplate: version(number),
  }));
}

function group(own: number, running: readonly number[], changes: Partial<AutoScalingGroup> = {}) {
  const known = { MinSize: 1, LaunchTemplate: version(own), Instances: instances(...running), ...changes };
  return known as AutoScalingGroup;
}

function refresh(Status: string, to: number | undefined, day = 1, changes: Partial<InstanceRefresh> = {}) {
  const known = {
    Status,
    StartTime: new Date(Date.UTC(2026, 0, day)),
    ...(to === undefined ? {} : { DesiredConfiguration: { LaunchTemplate: version(to) } }),
    ...changes,
  };
  return known as InstanceRefresh;
}

/** What is not healthy, each on one line. */
function told(of: AutoScalingGroup, ...refreshes: InstanceRefresh[]): string[] {
  const findings = judgeGroup("asg", of, refreshes);
  for (const { check, subject } of findings) expect([check, subject]).to.deep.equal(["refreshes", "asg"]);
  return findings.filter(({ health }) => health !== "healthy").map(({ health, text }) => `${health}: ${text}`);
}

describe("judgeGroup", () => {
  it("is satisfied when all instances run the group's version, and are enough", () => {
    const findings = judgeGroup("asg", group(7, [7, 7]), [refresh("Successful", 7)]);
    expect(findings.map(({ health, text }) => `${health}: ${text}`)).to.deep.equal([
      "healthy: all instances run version 7 of the launch template",
      "healthy: 2 healthy instances in service, at least 1 wanted",
    ]);
    expect(told(group(7, [7]))).to.deep.equal([]);
  });

  const underWay = {
    Pending: "has not begun, 0 % complete",
    InProgress: "is in progress, 0 % complete",
    Baking: "waits for its bake time, 0 % complete",
    Cancelling: "is being cancelled, 0 % complete",
  };
  for (const [status, text] of Object.entries(underWay)) {
    it(`waits for a refresh that is ${status}, whatever came before`, () => {
      const now = refresh(status, 7, 2, { PercentageComplete: 0, StatusReason: "Waiting for instances to warm up." });
      expect(told(group(7, [6]), refresh("Failed", 7), now)).to.deep.equal([
        `waiting: its instance refresh ${text} (Waiting for instances to warm up)`,
      ]);
    });
  }

  it("has failed as soon as a refresh is being rolled back", () => {
    const now = refresh("RollbackInProgress", 7, 2, { StatusReason: "Alarm api-errors went into ALARM." });
    expect(told(group(7, [7, 6]), now)).to.deep.equal([
      "failed: its instance refresh failed and is being rolled back by EC2 Auto Scaling (Alarm api-errors went into ALARM)",
    ]);
  });

  const badly = {
    Failed: "failed",
    Cancelled: "was cancelled",
    RollbackFailed: "failed, and so did its rollback",
    RollbackSuccessful: "failed and was rolled back by EC2 Auto Scaling",
  };
  for (const [status, text] of Object.entries(badly)) {
    it(`has failed when the refresh to the wanted version ended as ${status} and instances run another one`, () => {
      const last = refresh(status, 7, 2, { StatusReason: "Why." });
      const to = "failed: its instance refresh to version 7 of the launch template";
      expect(told(group(7, [7, 6, 6]), refresh("Successful", 6), last)).to.deep.equal([
        `${to} ${text} (Why); 2 of 3 instances run another one`,
      ]);
      // EC2 Auto Scaling may have given the group its version of before.
      expect(told(group(6, [6]), last)).to.deep.equal([`${to} ${text} (Why); 1 of 1 instance runs another one`]);
      expect(told(group(6, [], { MinSize: 0 }), last)).to.deep.equal([`${to} ${text} (Why); the group has version 6`]);
    });

    it(`forgets a refresh that ended as ${status} once the instances run its version all the same`, () => {
      expect(told(group(7, [7, 7]), refresh(status, 7))).to.deep.equal([]);
    });

    it(`forgets a refresh that ended as ${status} when the group has got a later version`, () => {
      expect(told(group(8, [8]), refresh(status, 7))).to.deep.equal([]);
      expect(told(group(8, [8, 7]), refresh(status, 7))).to.deep.equal([
        "waiting: version 8 of the launch template is wanted, and 1 of 2 instances runs another one",
      ]);
    });
  }

  it("goes by the last refresh, in whatever order they come", () => {
    const failed = refresh("Failed", 7, 1);
    const successful = refresh("Successful", 7, 2);
    const late = group(7, [7, 6]);
    const waits = ["waiting: version 7 of the launch template is wanted, and 1 of 2 instances runs another one"];
    expect(told(late, failed, successful)).to.deep.equal(waits);
    expect(told(late, successful, failed)).to.deep.equal(waits);
    const { StartTime: _, ...neverBegan } = refresh("Cancelled", 7, 3, { EndTime: new Date(Date.UTC(2026, 0, 3)) });
    expect(told(late, failed, successful, neverBegan)).to.deep.equal([
      "failed: its instance refresh to version 7 of the launch template was cancelled; 1 of 2 instances runs another one",
    ]);
  });

  it("takes a refresh without a version for one to the group's own", () => {
    expect(told(group(7, [6]), refresh("Failed", undefined))).to.deep.equal([
      "failed: its instance refresh to version 7 of the launch template failed; 1 of 1 instance runs another one",
    ]);
  });

  it("compares versions as numbers, and only those of the same template", () => {
    expect(told(group(10, [10]), refresh("Failed", 9))).to.deep.equal([]);
    const other = { DesiredConfiguration: { LaunchTemplate: version(1, "lt-2") } };
    expect(told(group(7, [7]), refresh("RollbackSuccessful", undefined, 1, other))).to.deep.equal([
      "failed: its instance refresh to version 1 of the launch template failed and was rolled back by EC2 Auto Scaling; 1 of 1 instance runs another one",
    ]);
  });

  it("waits where the group has no version by number", () => {
    const text = "waiting: the group has no numbered version of a launch template";
    const latest = { LaunchTemplate: { LaunchTemplateId: TEMPLATE, Version: "$Latest" } };
    expect(told(group(7, [7], latest))).to.deep.equal([text]);
    expect(told(group(7, [7], { LaunchTemplate: undefined }))).to.deep.equal([text]);
  });

  it("counts only healthy instances in service", () => {
    const [first, second, third] = instances(7, 7, 7);
    const some = [
      { ...first, LifecycleState: "Pending" },
      { ...second, HealthStatus: "Unhealthy" },
      { ...third },
    ] as Instance[];
    expect(told(group(7, [], { MinSize: 2, Instances: some }))).to.deep.equal([
      "waiting: 1 healthy instance in service, at least 2 wanted",
    ]);
  });

  it("does not look at the version of instances that are on their way in or out", () => {
    const leaving = { ...instances(6)[0], LifecycleState: "Terminating:Wait" } as Instance;
    expect(told(group(7, [], { Instances: [...instances(7), leaving] }))).to.deep.equal([]);
  });

  it("has failed when the group is being deleted", () => {
    expect(told(group(7, [7], { Status: "Delete in progress" }))).to.deep.equal([
      "failed: the group is being deleted (Delete in progress)",
    ]);
  });
});
