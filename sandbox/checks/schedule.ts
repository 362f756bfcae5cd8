import { type Making, type Refusal, type Rule, refuse } from "../table";
import { T } from "../tokens";
import { hasUnknown, type Properties, record, text } from "../values";
import { mayAssume } from "./role-access";
import { all, arnOf, between, json, matching, property } from "./rules";

/** What a schedule calls, and as whom. */
export const target: Rule = all(
  (value) => {
    const missing = ["arn", "roleArn"].find((name) => record(value)[name] === undefined);
    return missing === undefined ? undefined : `Missing required argument "${missing}"`;
  },
  property("arn", matching(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/, "be an ARN")),
  property("roleArn", arnOf("iam")),
  property("deadLetterConfig", property("arn", arnOf("sqs"))),
  property(
    "retryPolicy",
    all(property("maximumEventAgeInSeconds", between(60, 86_400)), property("maximumRetryAttempts", between(0, 185))),
  ),
);

/** Inputs of a schedule that do not go together. */
export function checkSchedule(inputs: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  const { mode, maximumWindowInMinutes: window } = record(inputs.flexibleTimeWindow);
  const wrong = (message: string) => refusals.push(refuse("flexibleTimeWindow", `ValidationException: ${message}`));
  if (inputs.flexibleTimeWindow !== undefined && !hasUnknown(inputs.flexibleTimeWindow)) {
    if (mode === undefined) refusals.push(refuse("flexibleTimeWindow", 'Missing required argument "mode"'));
    if (mode === "FLEXIBLE" && window === undefined) wrong("MaximumWindowInMinutes is required with mode FLEXIBLE.");
    if (mode === "OFF" && window !== undefined) wrong("MaximumWindowInMinutes must not be given with mode OFF.");
  }
  const { arn, input } = record(inputs.target);
  const service = text(arn)?.split(":")[2];
  if (service === "lambda" && text(input) !== undefined && json(input, inputs) !== undefined) {
    const message =
      "ValidationException: Invalid RequestJson provided. Reason Input must be JSON for a Lambda function.";
    refusals.push(refuse("target", message));
  }
  const { startDate, endDate } = inputs;
  if (text(startDate) !== undefined && text(endDate) !== undefined && String(startDate) >= String(endDate)) {
    refusals.push(refuse("endDate", "ValidationException: The EndDate must come after the StartDate."));
  }
  return refusals;
}

/** What Scheduler looks up when a schedule is made. */
export function admitSchedule({ inputs, cloud, region, old }: Making): Refusal[] {
  const refusals: Refusal[] = [];
  const group = text(inputs.groupName) ?? "default";
  if (old === undefined && cloud.find(T.Schedule, `${group}/${text(inputs.name)}`, region) !== undefined) {
    refusals.push(refuse("name", `ConflictException: Schedule ${inputs.name} already exists.`));
  }
  const { roleArn } = record(inputs.target);
  if (mayAssume(cloud, text(roleArn) ?? "", "scheduler.amazonaws.com") === false) {
    const message =
      "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";
    refusals.push(refuse("target", message));
  }
  return refusals;
}
