import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";
import { roleOf } from "../serverless";

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:approve";

function setting() {
  const account = new TestAccount();
  const role = roleOf(account, "run", "scheduler.amazonaws.com");
  const target = { arn: FUNCTION, roleArn: role.arn };
  const args = { scheduleExpression: "rate(5 minutes)", flexibleTimeWindow: { mode: "OFF" }, target };
  const refused = (given: Properties, name = "refused") => account.refusals(T.Schedule, name, { ...args, ...given });
  return { account, target, args, refused };
}

describe("a schedule in the sandbox", () => {
  it("is in the default group unless another is given", () => {
    const { account, args, target } = setting();
    expect(account.make(T.Schedule, "run", { ...args, name: "run" })).to.deep.equal({
      scheduleExpression: "rate(5 minutes)",
      flexibleTimeWindow: { mode: "OFF", maximumWindowInMinutes: 0 },
      target: { ...target, retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } },
      id: "default/run",
      arn: "arn:aws:scheduler:us-east-1:123456789012:schedule/default/run",
      name: "run",
      namePrefix: "",
      groupName: "default",
      actionAfterCompletion: "NONE",
      region: "us-east-1",
      scheduleExpressionTimezone: "UTC",
      state: "ENABLED",
    });
    const grouped = account.make(T.Schedule, "other", { ...args, name: "run", groupName: "approvals" });
    expect(grouped.id).to.equal("approvals/run");
  });

  it("is replaced with its name and its group only", () => {
    const { account, args, target } = setting();
    const before = { ...args, name: "a" };
    const replaced = (given: Properties) => account.replaces(T.Schedule, before, { ...before, ...given });
    expect(replaced({ name: "b" })).to.deep.equal(["name"]);
    expect(replaced({ groupName: "g" })).to.deep.equal(["groupName"]);
    const other = { scheduleExpression: "rate(1 hour)", target: { ...target, input: "{}" }, state: "DISABLED" };
    expect(replaced(other)).to.deep.equal([]);
  });

  it("takes the usual retries for none", () => {
    const { account, args, target } = setting();
    const changed = (retryPolicy: Properties) =>
      account.cloud.diff(T.Schedule, args, { ...args, target: { ...target, retryPolicy } }).changed;
    expect(changed({ maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 })).to.deep.equal([]);
    expect(changed({ maximumRetryAttempts: 0 })).to.deep.equal(["target"]);
  });

  it("has a name of its own in the group, and goes without asking", () => {
    const { account, args, refused } = setting();
    const made = account.make(T.Schedule, "run", { ...args, name: "run" });
    expect(refused({ name: "run" })).to.deep.equal(["name: ConflictException: Schedule run already exists."]);
    expect(refused({ name: "a b" })).to.deep.equal(['name: "a b" must have 1 to 64 letters, digits and _ . -']);
    expect(account.deleteRefusal(T.Schedule, made.id)).to.equal(undefined);
    expect(refused({ name: "run" })).to.deep.equal([]);
  });

  it("says when, in a time zone that there is", () => {
    const { refused } = setting();
    expect(refused({ scheduleExpression: "every day" })).to.deep.equal([
      "scheduleExpression: ValidationException: Invalid Schedule Expression every day.",
    ]);
    expect(refused({ scheduleExpressionTimezone: "Mars/Base" })).to.deep.equal([
      "scheduleExpressionTimezone: ValidationException: Provided scheduling timezone Mars/Base is not valid.",
    ]);
    expect(refused({ startDate: "tomorrow" })).to.deep.equal([
      "startDate: expected to be a valid RFC3339 date, got tomorrow",
    ]);
    expect(refused({ startDate: "2030-01-02T00:00:00Z", endDate: "2030-01-01T00:00:00Z" })).to.deep.equal([
      "endDate: ValidationException: The EndDate must come after the StartDate.",
    ]);
    expect(
      refused({ scheduleExpression: "cron(0 8 ? * MON-FRI *)", scheduleExpressionTimezone: "Europe/Berlin" }),
    ).to.deep.equal([]);
  });

  it("has a window exactly where it is flexible", () => {
    const { refused } = setting();
    const window = (flexibleTimeWindow: Properties) => refused({ flexibleTimeWindow });
    expect(window({ mode: "FLEXIBLE" })).to.deep.equal([
      "flexibleTimeWindow: ValidationException: MaximumWindowInMinutes is required with mode FLEXIBLE.",
    ]);
    expect(window({ mode: "OFF", maximumWindowInMinutes: 5 })).to.deep.equal([
      "flexibleTimeWindow: ValidationException: MaximumWindowInMinutes must not be given with mode OFF.",
    ]);
    expect(window({ mode: "FLEXIBLE", maximumWindowInMinutes: 1_441 })).to.deep.equal([
      "flexibleTimeWindow: maximumWindowInMinutes: expected to be in the range (1 - 1440), got 1441",
    ]);
    expect(window({})).to.deep.equal(['flexibleTimeWindow: Missing required argument "mode"']);
    expect(window({ mode: "FLEXIBLE", maximumWindowInMinutes: 5 })).to.deep.equal([]);
  });

  it("calls something as a role that Scheduler may assume", () => {
    const { account, target, refused } = setting();
    const lambda = roleOf(account, "lambda", "lambda.amazonaws.com");
    expect(refused({ target: { ...target, roleArn: lambda.arn } })).to.deep.equal([
      "target: ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    ]);
    const none = "arn:aws:iam::123456789012:role/none";
    expect(refused({ target: { ...target, roleArn: none } })).to.deep.equal([
      `target: NoSuchEntity: The role with name ${none} cannot be found.`,
    ]);
    expect(refused({ target: { arn: FUNCTION } })).to.deep.equal(['target: Missing required argument "roleArn"']);
    expect(refused({ target: { ...target, arn: "approve" } })).to.deep.equal(['target: arn: "approve" must be an ARN']);
    expect(refused({ target: { ...target, input: "now" } })).to.deep.equal([
      "target: ValidationException: Invalid RequestJson provided. Reason Input must be JSON for a Lambda function.",
    ]);
    expect(refused({ target: { ...target, retryPolicy: { maximumRetryAttempts: 186 } } })).to.deep.equal([
      "target: retryPolicy: maximumRetryAttempts: expected to be in the range (0 - 185), got 186",
    ]);
    expect(refused({ target: { ...target, deadLetterConfig: { arn: FUNCTION } } })).to.deep.equal([
      `target: deadLetterConfig: arn: "${FUNCTION}" must be an ARN of sqs`,
    ]);
  });
});
