import { RegisterTargetsCommand, TargetTypeEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "chai";
import { PROVIDER } from "./support/clients";
import { instancesIn, nextVersion, targetGroup } from "./support/fleet";
import { GateWorld, REGION } from "./support/gate";
import { subnetsOf } from "./support/publish";

describe("the health gate over fleets, on the protocol of AWS", function () {
  this.timeout(60_000);
  const world = GateWorld.use();

  it("sees the health of targets zone by zone", async () => {
    const { outputs, fleet } = await world.deploy(2);
    const [zone = "", other = ""] = Object.keys(fleet.groups);
    const [first = "", second = ""] = await instancesIn(world.aws, fleet, zone);
    const { targetGroupArn } = fleet;
    const reason = "Target.FailedHealthChecks";
    await world.control.setHealth({ targetGroup: targetGroupArn, target: first, state: "unhealthy", reason });
    expect(await world.told(outputs)).to.deep.equal([
      `waiting targets orders-api in ${zone}: 1 of 2 targets is healthy (unhealthy: ${reason}), and at least 2 must be`,
    ]);
    for (const target of [first, second]) {
      await world.control.setHealth({
        targetGroup: targetGroupArn,
        target,
        state: "initial",
        reason: "Elb.InitialHealthChecking",
      });
    }
    for (const target of await instancesIn(world.aws, fleet, other)) {
      await world.control.setHealth({ targetGroup: targetGroupArn, target, state: "draining" });
    }
    expect(await world.told(outputs)).to.deep.equal([
      `waiting targets orders-api in ${zone}: 0 of 2 targets are healthy (initial: Elb.InitialHealthChecking), and at least 2 must be`,
      `waiting targets orders-api in ${other}: no target is registered, and at least 2 must be healthy`,
    ]);
  });

  it("sees the health of addresses zone by zone, and a target group without a target", async () => {
    const { outputs } = await world.deploy();
    const { vpcId } = await subnetsOf(PROVIDER, REGION);
    const arn = await targetGroup(world.aws, REGION, "addresses", vpcId, TargetTypeEnum.IP);
    const of = { ...outputs, targetGroupArns: { "orders-ip": arn } };
    expect(await world.told(of)).to.deep.equal([
      "waiting targets orders-ip: no target is registered, and at least 1 must be healthy",
    ]);
    const addresses = ["172.31.0.10", "172.31.16.10"];
    await (await world.aws.loadBalancing(REGION)).send(
      new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: addresses.map((Id) => ({ Id, Port: 3000 })) }),
    );
    expect(await world.told(of)).to.deep.equal([]);
    await world.control.setHealth({
      targetGroup: arn,
      target: "172.31.16.10",
      state: "unhealthy",
      reason: "Target.Timeout",
    });
    expect(await world.told(of)).to.deep.equal([
      "waiting targets orders-ip in us-east-1b: 0 of 1 target is healthy (unhealthy: Target.Timeout), and at least 1 must be",
    ]);
  });

  it("follows an instance refresh from its beginning to a rollback", async () => {
    const { outputs, fleet } = await world.deploy();
    const [group = "", other = ""] = Object.values(fleet.groups);
    await nextVersion(world.aws, fleet, false);
    const wanted = (name: string) =>
      `waiting refreshes ${name}: version 2 of the launch template is wanted, and 1 of 1 instance runs another one`;
    expect(await world.told(outputs)).to.deep.equal([wanted(group), wanted(other)]);

    await world.control.setHealth({
      group,
      refresh: { status: "InProgress", version: 2, percentage: 40, reason: "Warming up." },
    });
    expect(await world.told(outputs)).to.deep.equal([
      `waiting refreshes ${group}: its instance refresh is in progress, 40 % complete (Warming up)`,
      wanted(other),
    ]);
    const becomes = (status: string, reason: string) =>
      world.control.setHealth({ group, refresh: { goesOn: true, status, version: 2, reason } });
    await becomes("RollbackInProgress", "Target health.");
    expect(await world.told(outputs)).to.deep.equal([
      `failed refreshes ${group}: its instance refresh failed and is being rolled back by EC2 Auto Scaling (Target health)`,
      wanted(other),
    ]);
    await becomes("RollbackSuccessful", "Target health.");
    expect(await world.told(outputs)).to.deep.equal([
      `failed refreshes ${group}: its instance refresh to version 2 of the launch template failed and was rolled back by EC2 Auto Scaling (Target health); 1 of 1 instance runs another one`,
      wanted(other),
    ]);
    const [instance = ""] = await instancesIn(world.aws, fleet, Object.keys(fleet.groups)[0] ?? "");
    await world.control.setHealth({ group, instance, version: 2 });
    expect(await world.told(outputs)).to.deep.equal([wanted(other)]);
  });

  it("is satisfied again when a later refresh has succeeded", async () => {
    const { outputs, fleet } = await world.deploy();
    const [group = ""] = Object.values(fleet.groups);
    await nextVersion(world.aws, fleet, false);
    await world.control.setHealth({ group, refresh: { status: "Failed", version: 2, reason: "Timed out." } });
    expect((await world.told(outputs))[0]).to.equal(
      `failed refreshes ${group}: its instance refresh to version 2 of the launch template failed (Timed out); 1 of 1 instance runs another one`,
    );
    expect(await nextVersion(world.aws, fleet, true)).to.equal(3);
    expect(await world.told(outputs)).to.deep.equal([]);
  });

  it("reads all pages of refreshes", async () => {
    const { outputs, fleet } = await world.deploy();
    const [group = ""] = Object.values(fleet.groups);
    for (let count = 0; count < 60; count++) {
      const status = count === 0 ? "InProgress" : "Successful";
      await world.control.setHealth({ group, refresh: { status, version: 1 } });
    }
    expect(await world.told(outputs)).to.deep.equal([
      `waiting refreshes ${group}: its instance refresh is in progress`,
    ]);
  });

  it("counts the instances that are in service", async () => {
    const { outputs, fleet } = await world.deploy(2);
    const [[zone = "", group = ""] = []] = Object.entries(fleet.groups);
    const [instance = ""] = await instancesIn(world.aws, fleet, zone);
    await world.control.setHealth({ group, instance, lifecycle: "Pending" });
    expect(await world.told(outputs)).to.deep.equal([
      `waiting refreshes ${group}: 1 healthy instance in service, at least 2 wanted`,
    ]);
  });
});
