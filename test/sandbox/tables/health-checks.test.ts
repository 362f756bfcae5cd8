import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const ALARM = {
  namespace: "Probes",
  metricName: "Answered",
  period: 60,
  statistic: "Average",
  comparisonOperator: "LessThanThreshold",
  evaluationPeriods: 3,
  threshold: 1,
};
const FOLLOWS = { type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "near", cloudwatchAlarmRegion: "us-east-1" };

function setting() {
  const account = new TestAccount();
  const refused = (given: Properties, name = "refused") => account.refusals(T.HealthCheck, name, given);
  const alarm = (given: Properties = {}) => account.make(T.MetricAlarm, "near", { ...ALARM, name: "near", ...given });
  return { account, refused, alarm };
}

describe("a health check in the sandbox", () => {
  it("has the outputs that AWS computes, and the provider's defaults, and is the same in every Region", () => {
    const { account, alarm } = setting();
    alarm();
    const made = account.make(T.HealthCheck, "near", { ...FOLLOWS, tags: { Name: "near" } });
    expect(made.id).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(made).to.deep.equal({
      ...FOLLOWS,
      id: made.id,
      arn: `arn:aws:route53:::healthcheck/${made.id}`,
      disabled: false,
      measureLatency: false,
      tags: { Name: "near" },
      tagsAll: { Name: "near" },
      triggers: {},
    });
    expect(account.in("eu-west-1").read(T.HealthCheck, made.id)).to.include({ arn: made.arn });
  });

  it("is replaced with its type and a few others, and changed in place with the alarm that it follows", () => {
    const { account } = setting();
    expect(account.replaces(T.HealthCheck, FOLLOWS, { type: "CALCULATED", childHealthThreshold: 0 })).to.deep.equal([
      "type",
    ]);
    const changed = { ...FOLLOWS, cloudwatchAlarmName: "far", insufficientDataHealthStatus: "Healthy" };
    expect(account.replaces(T.HealthCheck, FOLLOWS, { ...changed, triggers: { threshold: "2" } })).to.deep.equal([]);
  });

  it("follows an alarm in the alarm's own Region", () => {
    const { refused, alarm } = setting();
    alarm();
    expect(refused({ ...FOLLOWS, cloudwatchAlarmRegion: "us-west-2" })).to.deep.equal([
      "cloudwatchAlarmRegion: InvalidInput: Invalid parameter : The alarm near does not exist in us-west-2.",
    ]);
    expect(refused(FOLLOWS)).to.deep.equal([]);
    expect(refused({ ...FOLLOWS, cloudwatchAlarmName: "made-elsewhere" }, "other")).to.deep.equal([]);
    expect(refused({ type: "CLOUDWATCH_METRIC" })).to.deep.equal([
      "cloudwatchAlarmName: InvalidInput: Invalid parameter : CloudWatch metric health checks must have an alarm specified.",
      "cloudwatchAlarmRegion: InvalidInput: Invalid parameter : CloudWatch metric health checks must have an alarm specified.",
    ]);
  });

  it("follows no alarm of which Route 53 cannot copy the settings", () => {
    const words = (given: Properties) => {
      const { refused, alarm } = setting();
      alarm(given);
      return refused(FOLLOWS).map((message) => message.replace(/^.*The alarm near has /, ""));
    };
    expect(words({ statistic: undefined, extendedStatistic: "p99" })).to.deep.equal([
      "an extended statistic, which is not supported.",
    ]);
    expect(words({ period: 10 })).to.deep.equal(["a high-resolution metric, which is not supported."]);
    const metric = { metricName: "Answered", namespace: "Probes", period: 60, stat: "Sum" };
    const math = { metricName: undefined, namespace: undefined, period: undefined, statistic: undefined };
    const metricQueries = [
      { id: "a", metric },
      { id: "b", expression: "a * 2", returnData: true },
    ];
    expect(words({ ...math, metricQueries })).to.deep.equal(["metric math, which is not supported."]);
    expect(words({ comparisonOperator: "GreaterThanUpperThreshold" })).to.deep.equal([
      "the comparison GreaterThanUpperThreshold, which is not supported.",
    ]);
  });

  it("combines others that there are", () => {
    const { account, refused } = setting();
    const child = account.make(T.HealthCheck, "child", FOLLOWS);
    expect(refused({ type: "CALCULATED", childHealthchecks: [child.id], childHealthThreshold: 1 })).to.deep.equal([]);
    expect(refused({ type: "CALCULATED", childHealthchecks: ["none"], childHealthThreshold: 1 }, "b")).to.deep.equal([
      "childHealthchecks: NoSuchHealthCheck: A health check with id none does not exist.",
    ]);
    expect(refused({ type: "CALCULATED", cloudwatchAlarmRegion: "us-east-1" }, "c")).to.deep.equal([
      "cloudwatchAlarmRegion: InvalidInput: Invalid parameter : Basic health checks must not have an metric region specified.",
      "childHealthchecks: InvalidInput: Invalid parameter : Calculated health checks must have child health checks specified.",
      "childHealthThreshold: InvalidInput: Invalid parameter : Calculated health checks must have a health threshold specified.",
    ]);
  });

  it("has what its type has, and nothing of another", () => {
    const { refused } = setting();
    expect(refused({ type: "TCP" })).to.deep.equal([
      "fqdn: InvalidInput: Invalid parameter : Basic health checks must have a domain name or an IP address specified.",
    ]);
    expect(refused({ type: "HTTPS", fqdn: "example.com", cloudwatchAlarmRegion: "us-east-1" })).to.deep.equal([
      "cloudwatchAlarmRegion: InvalidInput: Invalid parameter : Basic health checks must not have an metric region specified.",
    ]);
    expect(refused({ ...FOLLOWS, port: 443 })).to.deep.equal([
      "port: InvalidInput: Invalid parameter : CloudWatch metric health checks must not have port specified.",
    ]);
    expect(refused({ ...FOLLOWS, region: "us-east-1" })).to.deep.equal([
      "region: is not an argument of a global resource",
    ]);
    expect(refused({ ...FOLLOWS, insufficientDataHealthStatus: "Unknown" })[0]).to.match(
      /^insufficientDataHealthStatus: expected one of/,
    );
    expect(refused({ type: "PING" })[0]).to.match(/^type: expected one of/);
  });
});
