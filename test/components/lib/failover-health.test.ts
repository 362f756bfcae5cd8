import { expect } from "chai";
import { checkAlarmName, checkHealth, checkTrafficPlace } from "../../../components/lib/failover-health";
import type { HealthShape } from "../../../components/lib/failover-signals";
import { sentence } from "../../../components/lib/problem";

const PROBE = { namespace: "Probes", metricName: "Answered", comparisonOperator: "LessThanThreshold", threshold: 1 };
const said = (health: HealthShape) => checkHealth(health, "health").map(sentence);

describe("failover-health", () => {
  it("admits any of the signals and all of them", () => {
    expect(said({ probe: PROBE })).to.deep.equal([]);
    expect(said({ traffic: { resets: 0 } })).to.deep.equal([]);
    expect(said({ alarm: { name: "near" } })).to.deep.equal([]);
    expect(
      said({
        probe: {
          ...PROBE,
          statistic: "Minimum",
          period: 3600,
          evaluationPeriods: 168,
          region: "eu-west-1",
          insufficientDataHealthStatus: "Healthy",
          dimensions: { Endpoint: "near" },
        },
        traffic: { resets: 10, packetsDropped: 1, evaluationPeriods: 1440 },
        alarm: { name: "near", region: "eu-west-1", insufficientDataHealthStatus: "Unhealthy" },
        alarmTopicArns: ["arn"],
      }),
    ).to.deep.equal([]);
  });

  it("refuses a probe that CloudWatch or Route 53 would not take", () => {
    expect(
      said({
        probe: {
          namespace: ":Probes",
          metricName: "",
          comparisonOperator: "GreaterThanUpperThreshold",
          threshold: Number.NaN,
          statistic: "p99",
          period: 30,
          evaluationPeriods: 0,
          region: "us-gov-west-1",
          insufficientDataHealthStatus: "Unknown",
          dimensions: Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`d${index}`, "x"])),
        },
      }),
    ).to.deep.equal([
      'health.probe.namespace: ":Probes" is not 1 to 255 characters that do not begin with a colon; write it as CloudWatch shows it.',
      'health.probe.metricName: "" is not 1 to 255 characters that do not begin with a colon; write it as CloudWatch shows it.',
      'health.probe.comparisonOperator: "GreaterThanUpperThreshold" is unknown; use one of GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold.',
      "health.probe.period: 30 is not a number of seconds that is a multiple of 60, and Route 53 follows no shorter periods; use 60.",
      "health.probe.evaluationPeriods: 0 is not a whole number from 1 to 1440; use a number from 1 to 1440.",
      'health.probe.insufficientDataHealthStatus: "Unknown" is unknown; use one of Healthy, Unhealthy, LastKnownStatus.',
      'health.probe.statistic: "p99" is unknown; use one of Average, Minimum, Maximum, Sum, SampleCount.',
      'health.probe.region: "us-gov-west-1" is a Region of another AWS partition; use a commercial Region such as us-east-1: principals and endpoint services do not cross partitions.',
      "health.probe.threshold: null is not a number; use the value of the metric from which on the endpoint is not well.",
      "health.probe.dimensions: 31 are more dimensions than 30, and no metric has more; name those of one metric.",
    ]);
  });

  it("refuses a window longer than CloudWatch looks back", () => {
    expect(said({ probe: { ...PROBE, period: 300, evaluationPeriods: 289 } })).to.deep.equal([
      "health.probe.evaluationPeriods: 289 is not a whole number from 1 to 288; use a number from 1 to 288.",
    ]);
  });

  it("refuses traffic without a limit, and limits that are no packets", () => {
    expect(said({ traffic: {} })).to.deep.equal([
      "health.traffic: {} names no limit; give resets, packetsDropped or both, from what CloudWatch shows of a normal day.",
    ]);
    expect(said({ traffic: { resets: -1, packetsDropped: 0.5, evaluationPeriods: 1441 } })).to.deep.equal([
      "health.traffic.resets: -1 is not a whole number of packets; use 0 or more.",
      "health.traffic.packetsDropped: 0.5 is not a whole number of packets; use 0 or more.",
      "health.traffic.evaluationPeriods: 1441 is not a whole number from 1 to 1440; use a number from 1 to 1440.",
    ]);
  });

  it("refuses the ARN of an alarm, and a Region that there is not", () => {
    expect(said({ alarm: { name: "near", region: "eu-west-9", insufficientDataHealthStatus: "OK" } })).to.deep.equal([
      'health.alarm.region: "eu-west-9" is not a commercial AWS Region; use "eu-west-1".',
      'health.alarm.insufficientDataHealthStatus: "OK" is unknown; use one of Healthy, Unhealthy, LastKnownStatus.',
    ]);
    expect(checkAlarmName("near", "name")).to.deep.equal([]);
    expect(checkAlarmName("", "name").map(sentence)).to.deep.equal([
      'name: "" is not the name of an alarm, 1 to 255 characters; use its name, not its ARN.',
    ]);
  });

  it("refuses a health that says nothing, and topics of alarms that are not made", () => {
    expect(said({})).to.deep.equal([
      "health: {} says nothing of the endpoint's health; give a probe, traffic or an alarm, or leave health out.",
    ]);
    expect(said({ alarm: { name: "near" }, alarmTopicArns: ["arn"] })).to.deep.equal([
      "health.alarmTopicArns: 1 is of alarms that are made here, and there are none without a probe or traffic; leave it out, or give the topics to the alarm itself.",
    ]);
  });

  it("refuses traffic of an endpoint whose service is in another Region; of AWS's own services there is no other", () => {
    const serviceName = "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0";
    expect(checkTrafficPlace({ serviceName, region: "us-west-2" }, "traffic")).to.deep.equal([]);
    expect(
      checkTrafficPlace({ serviceName: "com.amazonaws.us-west-2.s3", region: "us-east-1" }, "traffic"),
    ).to.deep.equal([]);
    expect(checkTrafficPlace({ serviceName, region: "us-east-1" }, "traffic").map(sentence)).to.deep.equal([
      `traffic: "${serviceName}" is of metrics that AWS does not have of an endpoint in us-east-1 of a service in us-west-2; use a probe.`,
    ]);
  });
});
