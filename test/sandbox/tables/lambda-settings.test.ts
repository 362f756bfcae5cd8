import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";
import { functionOf } from "../serverless";

const GRANT = { action: "lambda:InvokeFunction", principal: "sns.amazonaws.com" };

function setting() {
  const account = new TestAccount();
  const approve = functionOf(account, "approve", { name: "approve" });
  const permitted = (given: Properties, name = "p") =>
    account.refusals(T.Permission, name, { ...GRANT, function: "approve", ...given });
  const configured = (given: Properties, name = "c") =>
    account.refusals(T.FunctionEventInvokeConfig, name, { functionName: "approve", ...given });
  return { account, approve, permitted, configured };
}

describe("a permission of a function in the sandbox", () => {
  it("has a statement of its own, named after it unless a name is given", () => {
    const { account, approve } = setting();
    const made = account.make(T.Permission, "sns", { ...GRANT, function: approve.arn });
    expect(made).to.deep.equal({
      ...GRANT,
      function: approve.arn,
      id: made.statementId,
      region: "us-east-1",
      statementId: made.statementId,
      statementIdPrefix: "",
    });
    expect(made.statementId).to.match(/^sns-[0-9a-f]{7}$/);
    const named = account.make(T.Permission, "s3", { ...GRANT, function: approve.arn, statementId: "s3" });
    expect(named.id).to.equal("s3");
  });

  it("may have the name of a statement of another function, and of none of its own", () => {
    const { account, permitted } = setting();
    functionOf(account, "other", { name: "other" });
    expect(permitted({ statementId: "sns" }, "one")).to.deep.equal([]);
    expect(permitted({ statementId: "sns" }, "two")).to.deep.equal([
      "statementId: ResourceConflictException: The statement id (sns) provided already exists. Please provide a new statement id, or remove the existing statement.",
    ]);
    const other = account.make(T.Permission, "three", { ...GRANT, function: "other", statementId: "sns" });
    expect(other).to.include({ id: "other/sns", statementId: "sns" });
  });

  it("is replaced by every change", () => {
    const { account } = setting();
    const before = { ...GRANT, function: "approve", statementId: "sns" };
    const changes: Properties = {
      action: "lambda:GetFunction",
      function: "other",
      principal: "s3.amazonaws.com",
      statementId: "s3",
      sourceArn: "arn:aws:sns:us-east-1:123456789012:topic",
      sourceAccount: "123456789012",
      principalOrgId: "o-1",
      qualifier: "1",
    };
    for (const [property, value] of Object.entries(changes)) {
      expect(account.replaces(T.Permission, before, { ...before, [property]: value })).to.deep.equal([property]);
    }
  });

  it("is of a function that exists, and says what AWS understands", () => {
    const { permitted } = setting();
    expect(permitted({ function: "none" })).to.deep.equal([
      "function: ResourceNotFoundException: Function not found: none",
    ]);
    expect(permitted({ function: "a b" })).to.deep.equal(['function: "a b" must be a function\'s name or ARN']);
    expect(permitted({ action: "s3:GetObject" })).to.deep.equal(['action: "s3:GetObject" must be an action of lambda']);
    expect(permitted({ statementId: "a b" })).to.deep.equal([
      'statementId: "a b" must have 1 to 100 letters, digits, hyphens and underscores',
    ]);
    expect(permitted({ sourceArn: "topic" })).to.deep.equal(['sourceArn: "topic" must be an ARN']);
    expect(permitted({ sourceAccount: "1" })).to.deep.equal(['sourceAccount: "1" must be an AWS account id']);
    expect(permitted({ qualifier: "a b" })).to.deep.equal(['qualifier: "a b" must be a version, an alias or $LATEST']);
    expect(permitted({ statementId: "a", statementIdPrefix: "b" })).to.deep.equal([
      "statementIdPrefix: conflicts with statementId",
    ]);
  });
});

describe("settings for asynchronous calls of a function in the sandbox", () => {
  it("are named after the function and its qualifier, and retry twice", () => {
    const { account } = setting();
    const make = (name: string, given: Properties) => account.make(T.FunctionEventInvokeConfig, name, given);
    expect(make("a", { functionName: "approve" })).to.deep.equal({
      id: "approve",
      functionName: "approve",
      maximumRetryAttempts: 2,
      region: "us-east-1",
    });
    expect(make("b", { functionName: "approve", qualifier: "$LATEST" }).id).to.equal("approve:$LATEST");
  });

  it("are replaced with the function and the qualifier only", () => {
    const { account } = setting();
    const before = { functionName: "approve" };
    const replaced = (given: Properties) =>
      account.replaces(T.FunctionEventInvokeConfig, before, { ...before, ...given });
    expect(replaced({ functionName: "other" })).to.deep.equal(["functionName"]);
    expect(replaced({ qualifier: "1" })).to.deep.equal(["qualifier"]);
    expect(replaced({ maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 })).to.deep.equal([]);
  });

  it("are once for a function that exists, within Lambda's bounds", () => {
    const { account, configured } = setting();
    expect(configured({ functionName: "none" })).to.deep.equal([
      "functionName: ResourceNotFoundException: Function not found: none",
    ]);
    expect(configured({ maximumRetryAttempts: 3 })).to.deep.equal([
      "maximumRetryAttempts: expected to be in the range (0 - 2), got 3",
    ]);
    expect(configured({ maximumEventAgeInSeconds: 59 })).to.deep.equal([
      "maximumEventAgeInSeconds: expected to be in the range (60 - 21600), got 59",
    ]);
    expect(configured({ destinationConfig: { onFailure: { destination: "queue" } } })).to.deep.equal([
      'destinationConfig: onFailure: destination: "queue" must be an ARN of sqs or sns or lambda or events or s3',
    ]);
    expect(configured({}, "one")).to.deep.equal([]);
    expect(configured({}, "two")).to.deep.equal([
      "AlreadyExists: approve exists already, and another resource manages it",
    ]);
    expect(account.deleteRefusal(T.FunctionEventInvokeConfig, "approve")).to.equal(undefined);
  });
});
