import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import failover from "../../../examples/failover/index";
import { Cloud } from "../../../sandbox/cloud";
import { T } from "../../../sandbox/tokens";
import { ENDPOINT_FAILOVER, rawEndpoint } from "../../support/failover";
import { withMocks } from "../../support/mocks";
import { promiseOf } from "../../support/promise-of";
import { rawNetwork } from "../../support/raw-network";

const EXAMPLE = path.resolve(__dirname, "../../../examples/failover");
const CONSUMER_STACK = "organization/privatelink-consumer/us-east-1";

async function stackFile(): Promise<Record<string, unknown>> {
  return parse(await readFile(path.join(EXAMPLE, "Pulumi.orders.yaml"), "utf8")).config;
}

/** The example as its stack file has it, in an account with a VPC of clients and two endpoints. */
async function run(change: Record<string, unknown> = {}) {
  const cloud = new Cloud();
  const around = await withMocks(
    () => ({
      vpcId: rawNetwork("clients", []).vpcId,
      virginia: rawEndpoint("virginia", "us-east-1"),
      ohio: rawEndpoint("ohio", "us-east-2"),
    }),
    { cloud },
  );
  const [vpcId, virginia, ohio] = await Promise.all(
    [around.result.vpcId, around.result.virginia, around.result.ohio].map((output) => promiseOf(output)),
  );
  const settings: Record<string, unknown> = { ...(await stackFile()) };
  settings["privatelink-failover:vpcs"] = [{ vpcId, region: "us-east-1" }];
  const endpoints = settings["privatelink-failover:endpoints"] as Record<string, object>;
  settings["privatelink-failover:endpoints"] = { ...endpoints, ohio: { ...endpoints.ohio, endpointId: ohio } };
  for (const [key, value] of Object.entries(change)) settings[`privatelink-failover:${key}`] = value;
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined) config[key] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return withMocks(failover, {
    cloud,
    project: "privatelink-failover",
    stack: "orders",
    config,
    stackOutputs: { [CONSUMER_STACK]: { endpointId: virginia } },
  });
}

function failure(example: Promise<unknown>): Promise<string> {
  return example.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("examples/failover", () => {
  it("goes to Ohio when the canary of Virginia says that it is not well", async () => {
    const example = await run();
    expect(example.count()).to.deep.equal({
      "pulumi:pulumi:StackReference": 1,
      [ENDPOINT_FAILOVER]: 1,
      [T.Zone]: 1,
      [T.MetricAlarm]: 2,
      [T.HealthCheck]: 2,
      [T.Record]: 3,
    });
    const targets = example.byType(T.Record).flatMap(({ name, inputs }) => {
      const [alias] = inputs.aliases as { name: string }[];
      return [[name, alias?.name.replace(/^.*\.(us-[a-z]+-\d)\.vpce\..*$/, "$1")]];
    });
    expect(Object.fromEntries(targets)).to.deep.equal({
      "orders-failover-primary-a": "us-east-1",
      "orders-failover-secondary-a": "us-east-2",
      "orders-a": "failover.orders.corp.example",
    });
    const alarms = example.byType(T.MetricAlarm).map(({ name, inputs }) => [name, inputs.region, inputs.dimensions]);
    expect(alarms).to.have.deep.members([
      ["orders-probe-virginia", "us-east-1", { CanaryName: "orders-virginia" }],
      ["orders-probe-ohio", "us-east-1", { CanaryName: "orders-ohio" }],
    ]);
  });

  it("exports the name, and what tells of the endpoints", async () => {
    const { result } = await run();
    expect(Object.keys(result)).to.deep.equal(["dnsName", "zoneId", "healthCheckIds", "weights"]);
    expect(await promiseOf(result.dnsName)).to.equal("orders.corp.example");
    expect(Object.keys(await promiseOf(result.healthCheckIds))).to.have.members(["virginia", "ohio"]);
    expect(result.weights).to.equal(undefined);
  });

  it("moves traffic step by step, as its stack file says in a comment", async () => {
    const text = await readFile(path.join(EXAMPLE, "Pulumi.orders.yaml"), "utf8");
    const [, shift = ""] = /# {3}privatelink-failover:shift: (.*)/.exec(text) ?? [];
    const example = await run({ routing: "weighted", order: undefined, shift: parse(shift) });
    const { weights } = example.result;
    expect(await promiseOf(weights as NonNullable<typeof weights>)).to.deep.equal({ virginia: 95, ohio: 5 });
    expect(example.named("orders-weighted-ohio-a").inputs.weightedRoutingPolicies).to.deep.equal([{ weight: 5 }]);
  });

  it("answers with the nearest endpoint", async () => {
    const example = await run({ routing: "latency", order: undefined });
    const regions = example.byType(T.Record).flatMap(({ inputs }) => inputs.latencyRoutingPolicies ?? []);
    expect(regions).to.have.deep.members([{ region: "us-east-1" }, { region: "us-east-2" }]);
  });

  it("refuses an endpoint that is named in two ways", async () => {
    const ohio = { stack: CONSUMER_STACK, endpointId: "vpce-1", region: "us-east-2", canary: "orders-ohio" };
    expect(await failure(run({ endpoints: { ohio } }))).to.equal(
      "endpoints.ohio: set exactly one of stack and endpointId.",
    );
  });
});
