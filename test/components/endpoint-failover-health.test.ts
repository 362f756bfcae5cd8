import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { EndpointFailover, type EndpointHealth } from "../../components";
import { F, T } from "../../sandbox/tokens";
import { DNS_NAME, type Endpoints, failover, PROBE, rawEndpoint } from "../support/failover";
import { withMocks } from "../support/mocks";
import { rawNetwork } from "../support/raw-network";

const TOPIC = "arn:aws:sns:us-west-2:123456789012:operators";

/** A failover from `a`, whose health is given, to `b`, which has none. */
function withHealth(health: EndpointHealth, endpoint: Endpoints[string] = {}) {
  return failover({ a: { ...endpoint, health }, b: {} }, { routing: "failover", order: ["a", "b"] });
}

type Run = Awaited<ReturnType<typeof withHealth>>;

const checksOf = (run: Run) => Object.fromEntries(run.byType(T.HealthCheck).map(({ name, inputs }) => [name, inputs]));
const alarmsOf = (run: Run) => Object.fromEntries(run.byType(T.MetricAlarm).map(({ name, inputs }) => [name, inputs]));

function failure(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
}

describe("the health of an endpoint in EndpointFailover", () => {
  it("by a probe is an alarm on its metric, and silence is a failure", async () => {
    const run = await withHealth({ probe: { ...PROBE, dimensions: { Endpoint: pulumi.output("near") } } });
    const alarm = run.one(T.MetricAlarm);
    expect(alarm.inputs).to.deep.equal({
      namespace: "Probes",
      metricName: "Answered",
      dimensions: { Endpoint: "near" },
      statistic: "Average",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
      alarmDescription: "The endpoint a of fo does not answer its probe",
      tags: { Name: "fo-a-probe" },
    });
    expect(checksOf(run)).to.deep.equal({
      "fo-probe-a": {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: alarm.id,
        cloudwatchAlarmRegion: "us-east-1",
        insufficientDataHealthStatus: "Unhealthy",
        triggers: {
          settings: JSON.stringify({
            namespace: "Probes",
            metricName: "Answered",
            statistic: "Average",
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            period: 60,
            evaluationPeriods: 3,
            dimensions: { Endpoint: "near" },
          }),
        },
        tags: { Name: "fo-a-probe" },
      },
    });
  });

  it("has its alarm in the Region of the probe, else of the endpoint, and tells the topics", async () => {
    const topics = { alarmTopicArns: [TOPIC] };
    const ofEndpoint = await withHealth({ probe: PROBE, ...topics }, { region: "us-west-2" });
    const ofProbe = await withHealth({ probe: { ...PROBE, region: "us-west-2" }, ...topics });
    for (const run of [ofEndpoint, ofProbe]) {
      const { region, alarmActions, okActions } = run.one(T.MetricAlarm).inputs;
      expect({ region, alarmActions, okActions }).to.deep.equal({
        region: "us-west-2",
        alarmActions: [TOPIC],
        okActions: [TOPIC],
      });
      expect(run.one(T.HealthCheck).inputs.cloudwatchAlarmRegion).to.equal("us-west-2");
    }
  });

  it("by traffic is an alarm on all four dimensions, and silence changes nothing", async () => {
    const run = await withHealth({ traffic: { resets: 50 } });
    const [endpoint] = run.byType(T.VpcEndpoint);
    expect(alarmsOf(run)).to.deep.equal({
      "fo-resets-a": {
        namespace: "AWS/PrivateLinkEndpoints",
        metricName: "RstPacketsReceived",
        dimensions: {
          "Endpoint Type": "Interface",
          "Service Name": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
          "VPC Endpoint Id": endpoint?.id,
          "VPC Id": endpoint?.inputs.vpcId,
        },
        statistic: "Sum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 50,
        period: 60,
        evaluationPeriods: 3,
        treatMissingData: "ignore",
        alarmDescription: "The endpoint a of fo gets resets from its service",
        tags: { Name: "fo-a-resets" },
      },
    });
    expect(run.one(T.HealthCheck).inputs.insufficientDataHealthStatus).to.equal("LastKnownStatus");
  });

  it("says the same in alarm and health check when silence is to mean something else", async () => {
    const traffic = { resets: 50, insufficientDataHealthStatus: "Healthy" } as const;
    const run = await withHealth({ traffic });
    expect(run.one(T.MetricAlarm).inputs.treatMissingData).to.equal("notBreaching");
    expect(run.one(T.HealthCheck).inputs.insufficientDataHealthStatus).to.equal("Healthy");
  });

  it("by several signals needs all of them to be well", async () => {
    const run = await withHealth({ probe: PROBE, traffic: { resets: 50, packetsDropped: 100 } });
    expect(Object.keys(alarmsOf(run))).to.have.members(["fo-probe-a", "fo-resets-a", "fo-packets-dropped-a"]);
    const { "fo-all-a": all, ...signals } = checksOf(run);
    expect(Object.keys(signals)).to.have.members(["fo-probe-a", "fo-resets-a", "fo-packets-dropped-a"]);
    const idOf = (name: string) => run.byType(T.HealthCheck).find((check) => check.name === name)?.id;
    expect(all).to.deep.equal({
      type: "CALCULATED",
      childHealthchecks: ["fo-probe-a", "fo-resets-a", "fo-packets-dropped-a"].map(idOf),
      childHealthThreshold: 3,
      tags: { Name: "fo-a" },
    });
    expect(run.named("fo-failover-primary-a").inputs.healthCheckId).to.equal(idOf("fo-all-a"));
  });

  it("by an alarm that is there already makes none", async () => {
    const alarm = { name: "near-answers", triggers: { threshold: "5" } };
    const run = await withHealth({ alarm });
    expect(run.byType(T.MetricAlarm)).to.deep.equal([]);
    expect(checksOf(run)).to.deep.equal({
      "fo-alarm-a": {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: "near-answers",
        cloudwatchAlarmRegion: "us-east-1",
        insufficientDataHealthStatus: "LastKnownStatus",
        triggers: { threshold: "5" },
        tags: { Name: "fo-a-alarm" },
      },
    });
    expect(run.calls.map(({ token }) => token)).to.have.members([F.getRegion, F.getVpcEndpoint, F.getVpcEndpoint]);
    const elsewhere = await withHealth({ alarm: { ...alarm, region: "eu-west-1" } });
    expect(elsewhere.one(T.HealthCheck).inputs.cloudwatchAlarmRegion).to.equal("eu-west-1");
    expect(elsewhere.calls.map(({ token }) => token)).to.deep.equal([F.getVpcEndpoint, F.getVpcEndpoint]);
  });

  it("cannot be told from traffic when the service is in another Region", async () => {
    const run = withMocks(() => {
      const { vpcId } = rawNetwork("clients", []);
      return new EndpointFailover("fo", {
        dnsName: DNS_NAME,
        zone: { vpcs: [{ vpcId }] },
        routing: "failover",
        order: ["a", "b"],
        endpoints: {
          a: { endpointId: rawEndpoint("a", "us-east-1", "us-west-2"), health: { traffic: { resets: 50 } } },
          b: { endpointId: rawEndpoint("b") },
        },
      });
    });
    expect(await failure(run)).to.include(
      'EndpointFailover "fo" cannot be created. endpoints.a.health.traffic: "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0" is of metrics that AWS does not have of an endpoint in us-east-1 of a service in us-west-2; use a probe.',
    );
  });
});
