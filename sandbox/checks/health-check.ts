import { type Making, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { isUnknown, number, type Properties, records, text, texts } from "../values";

const OF_ALARM = ["cloudwatchAlarmName", "cloudwatchAlarmRegion"];
const OF_ENDPOINT = [
  "fqdn",
  "ipAddress",
  "port",
  "resourcePath",
  "searchString",
  "requestInterval",
  "failureThreshold",
];
const COMPARISONS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
];
const MOST_CHILDREN = 256;
const SHORTEST_PERIOD = 60;

function invalid(property: string, what: string): Refusal {
  return refuse(property, `InvalidInput: Invalid parameter : ${what}`);
}

/** Inputs of a health check that do not go together. */
export function checkHealthCheck(inputs: Properties): Refusal[] {
  const { type } = inputs;
  if (isUnknown(type)) return [];
  const given = (properties: readonly string[]) => properties.filter((property) => inputs[property] !== undefined);
  if (type === "CLOUDWATCH_METRIC") {
    const missing = OF_ALARM.filter((property) => inputs[property] === undefined);
    return [
      ...missing.map((property) => invalid(property, "CloudWatch metric health checks must have an alarm specified.")),
      ...given(OF_ENDPOINT).map((p) => invalid(p, `CloudWatch metric health checks must not have ${p} specified.`)),
    ];
  }
  const ofAlarm = given(OF_ALARM).map((property) =>
    invalid(property, "Basic health checks must not have an metric region specified."),
  );
  if (type === "CALCULATED") {
    const children = texts(inputs.childHealthchecks).length;
    const unknown = isUnknown(inputs.childHealthchecks);
    const refusals = given(OF_ENDPOINT).map((p) =>
      invalid(p, `Calculated health checks must not have ${p} specified.`),
    );
    if (!unknown && inputs.childHealthchecks === undefined) {
      refusals.push(invalid("childHealthchecks", "Calculated health checks must have child health checks specified."));
    }
    if (children > MOST_CHILDREN) {
      refusals.push(invalid("childHealthchecks", `Calculated health checks have at most ${MOST_CHILDREN} children.`));
    }
    if (inputs.childHealthThreshold === undefined) {
      refusals.push(
        invalid("childHealthThreshold", "Calculated health checks must have a health threshold specified."),
      );
    }
    return [...ofAlarm, ...refusals];
  }
  if (type === "RECOVERY_CONTROL" || inputs.fqdn !== undefined || inputs.ipAddress !== undefined) return ofAlarm;
  return [...ofAlarm, invalid("fqdn", "Basic health checks must have a domain name or an IP address specified.")];
}

/** Route 53 copies an alarm's settings, and knows fewer of them than CloudWatch. */
export function admitHealthCheck({ inputs, cloud }: Making): Refusal[] {
  const name = text(inputs.cloudwatchAlarmName);
  const region = text(inputs.cloudwatchAlarmRegion);
  if (name === undefined || region === undefined) return [];
  const alarm = cloud.find(T.MetricAlarm, name, region)?.inputs;
  if (alarm === undefined) {
    // An alarm that nothing of the sandbox has made may have been there before; one of another Region is a mistake.
    const elsewhere = cloud.all(T.MetricAlarm).find((other) => other.id === name);
    if (elsewhere === undefined) return [];
    return [invalid("cloudwatchAlarmRegion", `The alarm ${name} does not exist in ${region}.`)];
  }
  const unfit: string[] = [];
  if (records(alarm.metricQueries).length > 0) unfit.push("metric math");
  if (alarm.extendedStatistic !== undefined) unfit.push("an extended statistic");
  if (Number(number(alarm.period) ?? SHORTEST_PERIOD) < SHORTEST_PERIOD) unfit.push("a high-resolution metric");
  const comparison = text(alarm.comparisonOperator);
  if (comparison !== undefined && !COMPARISONS.includes(comparison)) unfit.push(`the comparison ${comparison}`);
  return unfit.map((what) => invalid("cloudwatchAlarmName", `The alarm ${name} has ${what}, which is not supported.`));
}
