import { DeleteAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { PutCompositeAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { DeleteVpcEndpointServiceConfigurationsCommand } from "@aws-sdk/client-ec2";
import { DeleteTargetGroupCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "chai";
import { systemClock } from "../../automation/clock";
import { AwsHealth } from "../../automation/rollout/gate/aws-health";
import { holdGate } from "../../automation/rollout/gate/hold";
import { instancesIn } from "./support/fleet";
import { GATE, GateWorld, ImpatientClients, REGION, subjectOf } from "./support/gate";

describe("the health gate, on the protocol of AWS", function () {
  this.timeout(60_000);
  const world = GateWorld.use();

  it("is satisfied with a stack that is in order, and has looked at all of it", async () => {
    const { outputs, service, fleet } = await world.deploy(2);
    const name = await world.alarm("OK");
    const findings = await world.look({ ...outputs, alarmNames: [name] });
    const zones = Object.entries(fleet.groups);
    expect(findings.map(({ health: is, check, subject, text }) => `${is} ${check} ${subject}: ${text}`)).to.deep.equal([
      `healthy service ${service.serviceId}: the endpoint service is available`,
      `healthy service ${service.serviceId} from us-east-1: the endpoint service is available`,
      `healthy service ${service.serviceId} from eu-west-1: the endpoint service is available`,
      ...zones.flatMap(([, group]) => [
        `healthy refreshes ${group}: all instances run version 1 of the launch template`,
        `healthy refreshes ${group}: 2 healthy instances in service, at least 2 wanted`,
      ]),
      ...zones.map(([zone]) => `healthy targets orders-api in ${zone}: 2 of 2 targets are healthy`),
      `healthy alarms ${name}: the alarm is not firing`,
    ]);
  });

  it("sees the state of the service, also of the Regions from which it is to be reached", async () => {
    const { outputs, service } = await world.deploy();
    const { serviceId } = service;
    await world.control.setHealth({ service: serviceId, state: "Pending", from: "eu-west-1" });
    expect(await world.told(outputs)).to.deep.equal([
      `waiting service ${serviceId} from eu-west-1: the endpoint service is pending`,
    ]);
    expect(await world.told({ ...outputs, supportedRegions: [REGION] })).to.deep.equal([]);
    await world.control.setHealth({ service: serviceId, state: "Failed" });
    expect((await world.told(outputs))[0]).to.equal(`failed service ${serviceId}: the endpoint service is failed`);
  });

  it("has failed where something is gone", async () => {
    const { outputs, service, fleet } = await world.deploy();
    const [group = ""] = Object.values(fleet.groups);
    await (await world.aws.autoScaling(REGION)).send(
      new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: group, ForceDelete: true }),
    );
    await (await world.aws.loadBalancing(REGION)).send(
      new DeleteTargetGroupCommand({ TargetGroupArn: fleet.targetGroupArn }),
    );
    await (await world.aws.ec2(REGION)).send(
      new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [service.serviceId] }),
    );
    expect(await world.told({ ...outputs, alarmNames: ["no-such-alarm"] })).to.deep.equal([
      `failed service ${service.serviceId}: it is not there (InvalidVpcEndpointServiceId.NotFound)`,
      `failed refreshes ${group}: there is no such Auto Scaling group`,
      "failed targets orders-api: it is not there (TargetGroupNotFoundException)",
      "failed alarms no-such-alarm: there is no such alarm in the Region",
    ]);
  });

  it("has seen nothing of a stack that is in another account than the credentials", async () => {
    const { outputs } = await world.deploy();
    const elsewhere = { ...outputs, accountId: "999988887777", serviceId: "vpce-svc-0123456789abcdef0" };
    expect(await world.told(elsewhere)).to.deep.equal([
      "failed look prod: it is in account 999988887777, and the AWS credentials are of 123456789012",
    ]);
    const findings = await world.look(elsewhere);
    expect(findings.map(({ unseen }) => unseen)).to.deep.equal([true]);
  });

  it("sees alarms of the stack and of the plan, composite ones too, but for those that may fire", async () => {
    const { outputs } = await world.deploy();
    const own = await world.alarm("ALARM");
    const further = `further-${own}`;
    await world.alarm("ALARM", `${further}-errors`);
    await world.alarm("INSUFFICIENT_DATA", `${further}-latency`);
    await (await world.aws.cloudWatch(REGION)).send(
      new PutCompositeAlarmCommand({ AlarmName: `${further}-all`, AlarmRule: `ALARM("${own}")` }),
    );
    await world.setAlarm(`${further}-all`, "ALARM");
    const firing = (name: string) => `waiting alarms ${name}: the alarm has been firing (Threshold Crossed)`;
    const of = { ...outputs, alarmNames: [own] };
    expect(await world.told(of)).to.deep.equal([firing(own)]);
    expect((await world.told(of, { alarms: [`${further}-*`] })).sort()).to.deep.equal(
      [own, `${further}-all`, `${further}-errors`].map(firing).sort(),
    );
    expect(await world.told(of, { alarms: [`*${own}-all`, own], ignoreAlarms: [own] })).to.deep.equal([
      firing(`${further}-all`),
    ]);
    await world.setAlarm(own, "OK");
    expect(await world.told(of)).to.deep.equal([]);
  });

  it("asks for alarms by the hundred, and reads all pages", async () => {
    const { outputs } = await world.deploy();
    const names: string[] = [];
    for (let count = 0; count < 120; count++)
      names.push(await world.alarm(count === 119 ? "ALARM" : "OK", `many-${count}`));
    const firing = ["waiting alarms many-119: the alarm has been firing (Threshold Crossed)"];
    expect(await world.told({ ...outputs, alarmNames: names })).to.deep.equal(firing);
    expect(await world.told(outputs, { alarms: ["many-*"] })).to.deep.equal(firing);
  });

  it("rides out throttling, and waits where AWS goes on with it", async () => {
    const { outputs, fleet } = await world.deploy();
    await world.control.fault({ action: "elasticloadbalancing:DescribeTargetHealth", throttle: true, times: 2 });
    expect(await world.told(outputs)).to.deep.equal([]);
    await world.control.fault({ action: "autoscaling:DescribeInstanceRefreshes", throttle: true, times: 2 });
    expect(await world.told(outputs, {}, new AwsHealth(() => new ImpatientClients()))).to.deep.equal(
      Object.values(fleet.groups).map(
        (group) =>
          `waiting refreshes ${group}: AWS takes no more requests at the moment: wait a minute, and run the command again. (Rate exceeded.)`,
      ),
    );
  });

  it("waits with other errors of AWS, and has failed where the credentials may not ask", async () => {
    const { outputs } = await world.deploy();
    const of = { ...outputs, alarmNames: ["none"] };
    const error = { code: "InternalFailure", message: "An error on the server.", status: 500 };
    await world.control.fault({ action: "cloudwatch:DescribeAlarms", error, times: 6 });
    expect(await world.told(of)).to.deep.equal(["waiting alarms prod: AWS: InternalFailure: An error on the server"]);
    const message = "User: arn:aws:iam::1:role/r is not authorized to perform: autoscaling:DescribeAutoScalingGroups";
    const denied = { code: "AccessDenied", message, status: 403 };
    await world.control.fault({ action: "autoscaling:DescribeAutoScalingGroups", error: denied, times: 1 });
    expect(await world.told(outputs)).to.deep.equal([
      "failed refreshes prod: AWS denies autoscaling:DescribeAutoScalingGroups to arn:aws:iam::1:role/r: use credentials that may do it, or have it allowed",
    ]);
  });

  it("asks with the credentials of each stack, and has failed where there are none", async () => {
    const { outputs } = await world.deploy();
    const profiles: (string | undefined)[] = [];
    const source = new AwsHealth((identity) => {
      profiles.push(identity?.profile);
      return world.aws;
    });
    const { signal } = new AbortController();
    for (const profile of ["one", "one", undefined, "two"]) {
      const subject = { ...subjectOf(outputs), ...(profile !== undefined && { identity: { profile } }) };
      const findings = await source.look(subject, GATE, signal);
      expect(findings.every(({ health }) => health === "healthy")).to.equal(true);
    }
    expect(profiles).to.deep.equal(["one", undefined, "two"]);

    // Besides keys in the environment, the SDK warns of a profile.
    const { AWS_ACCESS_KEY_ID: key } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;
    const none = await new AwsHealth().look(
      { ...subjectOf(outputs), identity: { profile: "no-such-profile" } },
      GATE,
      signal,
    );
    process.env.AWS_ACCESS_KEY_ID = key;
    expect(none.map(({ health, check }) => `${health} ${check}`)).to.deep.equal(["failed service", "failed refreshes"]);
    const [{ text = "" } = {}] = none;
    expect(text).to.match(/^There are no AWS credentials: .*; aws:profile of the stack is "no-such-profile"$/);
  });

  it("is held until a stack that becomes healthy has stayed so", async () => {
    const { outputs, fleet } = await world.deploy();
    const [zone = ""] = Object.keys(fleet.groups);
    const [target = ""] = await instancesIn(world.aws, fleet, zone);
    const targetGroupArn = fleet.targetGroupArn;
    await world.control.setHealth({ targetGroup: targetGroupArn, target, state: "initial" });
    const seen: number[] = [];
    const result = await holdGate({
      subjects: [subjectOf(outputs)],
      gate: { ...GATE, timeoutMinutes: 1, soakSeconds: 0.6, everySeconds: 0.2 },
      source: world.health,
      clock: systemClock,
      signal: new AbortController().signal,
      onLook: ({ unhealthy }) => {
        seen.push(unhealthy.prod?.length ?? -1);
        if (seen.length === 2) void world.control.setHealth({ targetGroup: targetGroupArn, target, state: "healthy" });
      },
    });
    expect(result).to.deep.equal({ healthy: true });
    expect(seen.slice(0, 2)).to.deep.equal([1, 1]);
    expect(seen.at(-1)).to.equal(0);
  });

  it("ends the calls when the gate ends", async () => {
    const { outputs } = await world.deploy();
    const abort = new AbortController();
    abort.abort(new Error("interrupted"));
    const thrown = await world.health.look(subjectOf(outputs), GATE, abort.signal).catch((error: unknown) => error);
    expect((thrown as Error).name).to.equal("AbortError");
  });
});
