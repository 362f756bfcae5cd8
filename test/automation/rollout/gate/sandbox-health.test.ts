import { expect } from "chai";
import type { HealthSubject } from "../../../../automation/rollout/gate/health";
import { SandboxHealth } from "../../../../automation/rollout/gate/sandbox-health";
import type { GateSettings } from "../../../../automation/rollout/plan";
import type { StackOutputValues, StackSubject } from "../../../../automation/stacks/place";
import { Cloud } from "../../../../sandbox/cloud";
import { T } from "../../../../sandbox/tokens";
import type { StackOutputs } from "../../../../stacks/outputs";
import { minimal } from "../../../stacks/minimal";
import { runSettings } from "../../../stacks/run-stack";
import { GATE } from "./given";

const REGION = "us-west-1";

describe("SandboxHealth", function () {
  this.timeout(20_000);
  let state: string;
  let outputs: StackOutputs;
  before(async () => {
    const { cloud, result } = await runSettings({ ...minimal(), access: { approval: "registry" } });
    state = JSON.stringify(cloud);
    outputs = result;
  });

  /** A sandbox in which the stack was brought up. */
  const sandbox = () => new Cloud(JSON.parse(state));

  async function look(
    cloud: Cloud,
    changes: StackOutputValues = {},
    unhealthy: readonly string[] = [],
    more: Pick<HealthSubject, "afterRollback"> = {},
    gate: GateSettings = GATE,
  ) {
    const subject: HealthSubject = { stack: "test", region: REGION, outputs: { ...outputs, ...changes }, ...more };
    return new SandboxHealth(cloud, unhealthy).look(subject, gate);
  }

  async function told(...args: Parameters<typeof look>): Promise<string[]> {
    const unhealthy = (await look(...args)).filter(({ health }) => health !== "healthy");
    return unhealthy.map(({ check, health, subject, text }) => `${health} ${check} ${subject}: ${text}`);
  }

  it("is satisfied with a stack that was brought up, and has looked at all of it", async () => {
    const findings = await look(sandbox());
    expect(findings.filter(({ health }) => health !== "healthy")).to.deep.equal([]);
    expect(findings.map(({ subject }) => subject)).to.deep.equal([
      outputs.serviceId,
      ...Object.values(outputs.autoScalingGroupNames.orders ?? {}),
      "orders-api",
      ...outputs.alarmNames,
    ]);
    expect(outputs.alarmNames).to.have.length.above(0);
  });

  it("has failed where something is gone", async () => {
    const cloud = sandbox();
    const group = Object.values(outputs.autoScalingGroupNames.orders ?? {})[0] ?? "";
    cloud.delete(T.AutoScalingGroup, group, { region: REGION });
    expect(await told(cloud)).to.deep.equal([`failed refreshes ${group}: it is not there`]);
    const empty = await told(new Cloud());
    expect(empty).to.include(`failed service ${outputs.serviceId}: there is no such endpoint service`);
    expect(empty).to.include("failed targets orders-api: it is not there");
    expect(empty).to.include(`failed alarms ${outputs.alarmNames[0]}: it is not there`);
  });

  it("does not take the sandbox's resources of another Region for the stack's", async () => {
    const elsewhere: StackSubject = { stack: "test", region: "us-east-2", outputs: { ...outputs } };
    const findings = await new SandboxHealth(sandbox()).look(elsewhere, GATE);
    expect(findings.every(({ health }) => health === "failed")).to.equal(true);
  });

  it("waits for a service that is not available yet, and has failed with one that failed", async () => {
    for (const [serviceState, said] of [
      ["Pending", "waiting"],
      ["Failed", "failed"],
    ] as const) {
      const cloud = sandbox();
      const service = cloud.read(T.VpcEndpointService, outputs.serviceId, { region: REGION });
      if (service === undefined) throw new Error("The sandbox has no service.");
      cloud.patch(service, { state: serviceState });
      expect(await told(cloud)).to.deep.equal([
        `${said} service ${outputs.serviceId}: the endpoint service is ${serviceState.toLowerCase()}`,
      ]);
    }
  });

  it("makes no probe, which nothing would answer, but has failed where its URL stands for nothing", async () => {
    const probed = (url: string) => ({ ...GATE, probe: { url, status: 200, timeoutSeconds: 1 } });
    const look = (url: string) => told(sandbox(), {}, [], {}, probed(url));
    expect(await look("http://127.0.0.1:9/{stack}/{outputs.serviceName}")).to.deep.equal([]);
    const url = "https://{outputs.consumerDnsName}/";
    expect(await look(url)).to.deep.equal([
      `failed probe ${url}: {outputs.consumerDnsName} stands for nothing in this stack; it must be {stack}, {region} or an output that is text`,
    ]);
  });

  it("lets the stacks fail that are to fail, and no others", async () => {
    const rehearsed = ["failed look test: it is unhealthy on purpose (--unhealthy)"];
    expect(await told(sandbox(), {}, ["other", "test"])).to.deep.equal(rehearsed);
    expect(await told(sandbox(), {}, ["other"])).to.deep.equal([]);
  });

  it("takes a stack that was to fail for ill only until it is brought back, and then looks at it as at others", async () => {
    const back = { afterRollback: true } as const;
    expect(await told(sandbox(), {}, ["test"], back)).to.deep.equal([]);
    expect(await told(new Cloud(), {}, ["test"], back)).to.include(
      `failed service ${outputs.serviceId}: there is no such endpoint service`,
    );
  });

  it("has failed where the outputs do not say what belongs to the stack", async () => {
    expect(await told(sandbox(), { alarmNames: undefined, serviceId: 7 })).to.deep.equal([
      "failed look test: its outputs serviceId, alarmNames do not say what belongs to it; bring it up with this version of saas-privatelink",
    ]);
    expect(await told(sandbox(), { targetGroupArns: "[secret]" })).to.deep.equal([
      "failed look test: its output targetGroupArns does not say what belongs to it; bring it up with this version of saas-privatelink",
    ]);
  });
});
