import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const METRIC = { metricName: "Errors", namespace: "AWS/Lambda", period: 300, statistic: "Sum" };
const ARGS = { ...METRIC, comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 0 };
const MATH = { ...ARGS, metricName: undefined, namespace: undefined, period: undefined, statistic: undefined };

function setting() {
  const account = new TestAccount();
  const refused = (given: Properties, name = "refused") => account.refusals(T.MetricAlarm, name, { ...ARGS, ...given });
  return { account, refused };
}

describe("an alarm in the sandbox", () => {
  it("has the outputs that AWS computes, and the provider's defaults", () => {
    const { account } = setting();
    expect(account.make(T.MetricAlarm, "errors", { ...ARGS, name: "errors" })).to.deep.equal({
      ...ARGS,
      id: "errors",
      arn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors",
      name: "errors",
      actionsEnabled: true,
      evaluateLowSampleCountPercentiles: "",
      region: "us-east-1",
      tagsAll: {},
      treatMissingData: "missing",
    });
  });

  it("is replaced with its name only, which is then free again before", () => {
    const { account } = setting();
    const before = { ...ARGS, name: "a" };
    expect(account.replaces(T.MetricAlarm, before, { ...before, name: "b" })).to.deep.equal(["name"]);
    const changed = { ...before, metricName: "Throttles", period: 60, treatMissingData: "breaching" };
    expect(account.replaces(T.MetricAlarm, before, changed)).to.deep.equal([]);
  });

  it("takes the order of its actions for no change", () => {
    const { account } = setting();
    const actions = (alarmActions: string[]) => ({ ...ARGS, alarmActions });
    const { changed } = account.cloud.diff(T.MetricAlarm, actions([TOPIC, `${TOPIC}2`]), actions([`${TOPIC}2`, TOPIC]));
    expect(changed).to.deep.equal([]);
  });

  it("has a name of its own in the Region", () => {
    const { account, refused } = setting();
    const made = account.make(T.MetricAlarm, "a", { ...ARGS, name: "errors" });
    expect(refused({ name: "errors" })).to.deep.equal(['name: CloudWatch metric alarm "errors" already exists']);
    expect(account.in("us-east-2").refusals(T.MetricAlarm, "a", { ...ARGS, name: "errors" })).to.deep.equal([]);
    expect(account.deleteRefusal(T.MetricAlarm, made.id)).to.equal(undefined);
    expect(refused({ name: "" })).to.deep.equal(["name: expected length to be in the range (1 - 255), got 0"]);
  });

  it("compares by one statistic over a period that CloudWatch has", () => {
    const { refused } = setting();
    const one = "statistic: One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm";
    expect(refused({ statistic: undefined })).to.deep.equal([one]);
    expect(refused({ extendedStatistic: "p99" })).to.deep.equal([one]);
    for (const extendedStatistic of ["p99", "p99.9", "p100", "tm90", "TM(10%:90%)", "PR(:300)", "IQM"]) {
      expect(refused({ statistic: undefined, extendedStatistic }, extendedStatistic)).to.deep.equal([]);
    }
    expect(refused({ statistic: undefined, extendedStatistic: "p101" })).to.deep.equal([
      'extendedStatistic: "p101" must be a percentile such as p99, or a trimmed mean such as tm90',
    ]);
    expect(refused({ statistic: "Median" })).to.deep.equal([
      'statistic: expected one of ["SampleCount","Average","Sum","Minimum","Maximum"], got Median',
    ]);
    for (const period of [10, 20, 30, 60, 900]) expect(refused({ period }, `period-${period}`)).to.deep.equal([]);
    for (const period of [0, 5, 45, 90]) {
      expect(refused({ period })).to.deep.equal([
        `period: expected to be one of 10, 20, 30 or divisible by 60, got: ${period}`,
      ]);
    }
    expect(refused({ metricName: undefined, namespace: undefined, period: undefined })).to.deep.equal([
      "metricName: ValidationError: an alarm on one metric needs metricName",
      "namespace: ValidationError: an alarm on one metric needs namespace",
      "period: ValidationError: an alarm on one metric needs period",
    ]);
  });

  it("looks at no more data points than it evaluates, over a day, or a week by the hour", () => {
    const { refused } = setting();
    expect(refused({ evaluationPeriods: 2, datapointsToAlarm: 3 })).to.deep.equal([
      "datapointsToAlarm: ValidationError: DatapointsToAlarm (3) must be less than or equal to EvaluationPeriods (2)",
    ]);
    expect(refused({ evaluationPeriods: 0 })).to.deep.equal(["evaluationPeriods: expected to be at least (1), got 0"]);
    expect(refused({ period: 300, evaluationPeriods: 289 })).to.deep.equal([
      "evaluationPeriods: ValidationError: Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)",
    ]);
    expect(refused({ period: 3_600, evaluationPeriods: 169 })).to.deep.equal([
      "evaluationPeriods: ValidationError: Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800)",
    ]);
    expect(refused({ period: 3_600, evaluationPeriods: 168 })).to.deep.equal([]);
  });

  it("has CloudWatch's words", () => {
    const { refused } = setting();
    expect(refused({ comparisonOperator: "More" })[0]).to.match(
      /^comparisonOperator: expected one of \["GreaterThanOrEqualToThreshold".*\], got More$/,
    );
    expect(refused({ comparisonOperator: undefined, evaluationPeriods: undefined })).to.deep.equal([
      'comparisonOperator: Missing required argument "comparisonOperator"',
      'evaluationPeriods: Missing required argument "evaluationPeriods"',
    ]);
    expect(refused({ treatMissingData: "none" })).to.deep.equal([
      'treatMissingData: expected one of ["breaching","notBreaching","ignore","missing"], got none',
    ]);
    expect(refused({ unit: "Things" })[0]).to.match(/^unit: expected one of .*"Bytes\/Second".*, got Things$/);
    expect(refused({ namespace: ":a" })).to.deep.equal(['namespace: ":a" must not begin with a colon']);
    expect(refused({ thresholdMetricId: "e1" })).to.deep.equal(["threshold: conflicts with thresholdMetricId"]);
  });

  it("acts in its own Region, by at most five actions", () => {
    const { refused } = setting();
    expect(refused({ alarmActions: ["alarms"] })).to.deep.equal([
      'alarmActions: "alarms" must be the ARN of an action',
    ]);
    const six = Array.from({ length: 6 }, (_, index) => `${TOPIC}${index}`);
    expect(refused({ okActions: six })).to.deep.equal([
      "okActions: attribute supports 5 item maximum, but has 6 declared",
    ]);
    const far = "arn:aws:sns:us-east-2:123456789012:alarms";
    expect(refused({ alarmActions: [TOPIC, far], okActions: [far] })).to.deep.equal([
      "alarmActions: ValidationError: Invalid region us-east-2 specified. Only us-east-1 is supported.",
      "okActions: ValidationError: Invalid region us-east-2 specified. Only us-east-1 is supported.",
    ]);
    expect(refused({ alarmActions: [TOPIC, "arn:aws:automate:us-east-1:ec2:stop"] })).to.deep.equal([]);
  });

  it("on metric math has queries, and nothing of an alarm on one metric", () => {
    const { refused } = setting();
    const metric = { metricName: "Errors", namespace: "AWS/Lambda", period: 60, stat: "Sum" };
    const math = (...metricQueries: Properties[]) => refused({ ...MATH, metricQueries });
    expect(refused({ metricQueries: [{ id: "m1", metric }] })).to.deep.equal(
      ["metricName", "namespace", "period", "statistic"].map((name) => `${name}: conflicts with metricQueries`),
    );
    expect(math({ id: "m1", metric, expression: "m1 * 2" })).to.deep.equal([
      "metricQueries: No metric_query may have both `expression` and a `metric` specified",
    ]);
    expect(math({ metric })).to.deep.equal(['metricQueries: Missing required argument "id"']);
    expect(math({ id: "m1", metric: { ...metric, period: 61 } })).to.deep.equal([
      "metricQueries: metric: period: expected to be one of 1, 5, 10, 20, 30 or divisible by 60, got: 61",
    ]);
    expect(math({ id: "m1", metric: { ...metric, stat: "Median" } })).to.deep.equal([
      'metricQueries: metric: stat: "Median" must be a percentile such as p99, or a trimmed mean such as tm90',
    ]);
    expect(math({ id: "m1", metric }, { id: "e1", expression: "m1 * 2", returnData: true })).to.deep.equal([]);
  });
});
