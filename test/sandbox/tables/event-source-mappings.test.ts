import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { type Properties, UNKNOWN } from "../../../sandbox/values";
import { policy, TestAccount } from "../account";
import { codeOf, functionOf, POLLING, roleOf } from "../serverless";

function setting() {
  const account = new TestAccount();
  const queue = account.make(T.Queue, "events", { name: "events", visibilityTimeoutSeconds: 720 });
  const approve = functionOf(account, "approve", { name: "approve", timeout: 120 });
  const args = { functionName: approve.arn, eventSourceArn: queue.arn };
  const refused = (given: Properties, name = "refused") =>
    account.refusals(T.EventSourceMapping, name, { ...args, ...given });
  return { account, queue, approve, args, refused };
}

describe("an event source mapping in the sandbox", () => {
  it("has the outputs that AWS computes, and SQS's batch size", () => {
    const { account, queue, approve, args } = setting();
    const made = account.make(T.EventSourceMapping, "events", args);
    expect(made.id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made).to.deep.equal({
      id: made.id,
      uuid: made.id,
      arn: `arn:aws:lambda:us-east-1:123456789012:event-source-mapping:${made.id}`,
      eventSourceArn: queue.arn,
      functionName: approve.arn,
      functionArn: approve.arn,
      enabled: true,
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      lastModified: "2026-01-01T00:00:00Z",
      lastProcessingResult: "",
      batchSize: 10,
      maximumRecordAgeInSeconds: 0,
      maximumRetryAttempts: 0,
      parallelizationFactor: 0,
      region: "us-east-1",
      tagsAll: {},
    });
    const changed = account.update(T.EventSourceMapping, "events", made.id, { ...args, enabled: false });
    expect(changed).to.include({ id: made.id, state: "Disabled" });
  });

  it("is replaced with its source, and changed in place otherwise", () => {
    const { account, args, queue } = setting();
    const replaced = (given: Properties) => account.replaces(T.EventSourceMapping, args, { ...args, ...given });
    expect(replaced({ eventSourceArn: `${queue.arn}2` })).to.deep.equal(["eventSourceArn"]);
    const window = { batchSize: 100, maximumBatchingWindowInSeconds: 20 };
    expect(replaced({ ...window, scalingConfig: { maximumConcurrency: 3 }, functionName: "other" })).to.deep.equal([]);
  });

  it("takes the function's name for its ARN, and the usual batch size for none", () => {
    const { account, args } = setting();
    const made = account.make(T.EventSourceMapping, "events", args);
    const changed = (olds: Properties, news: Properties) =>
      account.cloud.diff(T.EventSourceMapping, olds, news, made).changed;
    expect(changed(args, { ...args, functionName: "approve" })).to.deep.equal([]);
    expect(changed(args, { ...args, functionName: "other" })).to.deep.equal(["functionName"]);
    expect(changed(args, { ...args, batchSize: 10 })).to.deep.equal([]);
    expect(changed({ ...args, batchSize: 10 }, args)).to.deep.equal([]);
    expect(changed({ ...args, batchSize: 5 }, args)).to.deep.equal(["batchSize"]);
  });

  it("is of a queue that is there and stays invisible as long as the function runs", () => {
    const { account, queue, refused } = setting();
    expect(refused({ eventSourceArn: `${queue.arn}2` })).to.deep.equal([
      `eventSourceArn: InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist. (${queue.arn}2)`,
    ]);
    const short = account.make(T.Queue, "short", { visibilityTimeoutSeconds: 119 });
    expect(refused({ eventSourceArn: short.arn })).to.deep.equal([
      "eventSourceArn: InvalidParameterValueException: Queue visibility timeout: 119 seconds is less than Function timeout: 120 seconds",
    ]);
    account.update(T.Queue, "short", short.id, { visibilityTimeoutSeconds: 120 });
    expect(refused({ eventSourceArn: short.arn })).to.deep.equal([]);
  });

  it("is of a function that is there and whose role may read the queue", () => {
    const { account, queue, refused } = setting();
    expect(refused({ functionName: "none" })).to.deep.equal([
      "functionName: ResourceNotFoundException: Function not found: none",
    ]);
    const role = roleOf(account, "bare", "lambda.amazonaws.com");
    account.make(T.Bucket, "code", { bucket: "code" });
    const bare = account.make(T.Function, "bare", codeOf(role));
    const denied = (action: string) => [
      `functionName: InvalidParameterValueException: The provided execution role does not have permissions to call ${action} on SQS`,
    ];
    expect(refused({ functionName: bare.id })).to.deep.equal(denied("ReceiveMessage"));
    const other = policy({ Action: POLLING, Resource: `${queue.arn}2` });
    account.make(T.RolePolicy, "other", { role: role.id, policy: other });
    expect(refused({ functionName: bare.id })).to.deep.equal(denied("ReceiveMessage"));
    const some = policy({ Action: POLLING.slice(0, 1), Resource: queue.arn });
    account.make(T.RolePolicy, "some", { role: role.id, policy: some });
    expect(refused({ functionName: bare.id })).to.deep.equal(denied("DeleteMessage"));
    account.make(T.RolePolicy, "rest", { role: role.id, policy: policy({ Action: "sqs:*", Resource: queue.arn }) });
    expect(refused({ functionName: bare.id })).to.deep.equal([]);
  });

  it("takes a role with a managed policy to be allowed", () => {
    const { account, refused } = setting();
    const role = roleOf(account, "managed", "lambda.amazonaws.com");
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";
    account.make(T.RolePolicyAttachment, "managed", { role: role.id, policyArn });
    account.make(T.Bucket, "code", { bucket: "code" });
    expect(refused({ functionName: account.make(T.Function, "managed", codeOf(role)).id })).to.deep.equal([]);
  });

  it("is the only one of its queue and function", () => {
    const { account, queue, args, refused } = setting();
    const made = account.make(T.EventSourceMapping, "one", args);
    expect(refused({ functionName: "approve" })).to.deep.equal([
      `eventSourceArn: ResourceConflictException: An event source mapping with SQS arn (" ${queue.arn} ") and function (" approve ") already exists. Please update or delete the existing mapping with UUID ${made.id}`,
    ]);
    expect(account.deleteRefusal(T.EventSourceMapping, made.id)).to.equal(undefined);
    expect(refused({})).to.deep.equal([]);
  });

  it("waits for its batch where that has more than ten messages", () => {
    const { account, refused } = setting();
    expect(refused({ batchSize: 11 })).to.deep.equal([
      "maximumBatchingWindowInSeconds: InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    ]);
    expect(refused({ batchSize: 11, maximumBatchingWindowInSeconds: UNKNOWN })).to.deep.equal([]);
    const fifo = account.make(T.Queue, "fifo", { fifoQueue: true, visibilityTimeoutSeconds: 720 });
    expect(refused({ eventSourceArn: fifo.arn, batchSize: 11, maximumBatchingWindowInSeconds: 1 })).to.deep.equal([
      "batchSize: InvalidParameterValueException: Batch size of a FIFO queue is at most 10",
      "maximumBatchingWindowInSeconds: InvalidParameterValueException: Batching window is not supported for FIFO queues",
    ]);
  });

  it("has values within Lambda's bounds, and of a queue what queues have", () => {
    const { refused } = setting();
    const concurrency = (maximumConcurrency: number) => refused({ scalingConfig: { maximumConcurrency } });
    expect(concurrency(1)).to.deep.equal([
      "scalingConfig: maximumConcurrency: expected to be in the range (2 - 1000), got 1",
    ]);
    expect(concurrency(1_001)).to.deep.equal([
      "scalingConfig: maximumConcurrency: expected to be in the range (2 - 1000), got 1001",
    ]);
    expect(refused({ batchSize: 0 })).to.deep.equal(["batchSize: expected to be in the range (1 - 10000), got 0"]);
    expect(refused({ functionResponseTypes: ["Report"] })).to.deep.equal([
      'functionResponseTypes: expected any of ["ReportBatchItemFailures"], got Report',
    ]);
    expect(refused({ startingPosition: "LATEST" })).to.deep.equal([
      "startingPosition: InvalidParameterValueException: Unsupported parameter for an SQS event source",
    ]);
    expect(refused({ metricsConfig: { metrics: [] } })).to.deep.equal([
      "metricsConfig: metrics: requires 1 item minimum, but config has only 0 declared",
    ]);
    expect(refused({ eventSourceArn: undefined })).to.deep.equal([
      "eventSourceArn: exactly one of eventSourceArn and selfManagedEventSource must be specified",
    ]);
    const stream = "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2026-01-01T00:00:00.000";
    expect(refused({ eventSourceArn: stream, scalingConfig: { maximumConcurrency: 2 } })).to.deep.equal([
      "startingPosition: InvalidParameterValueException: 1 validation error detected: Starting position is required for a stream",
      "scalingConfig: InvalidParameterValueException: ScalingConfig is for SQS event sources",
    ]);
  });
});
