import { type Making, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { isUnknown, number, type Properties, text } from "../values";
import { functionNamed } from "./references";
import { deniedActions } from "./role-access";

/** What Lambda's pollers do with a queue, by the names in AWS's answer. */
const POLLING = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

/** Inputs that only streams have. */
const OF_STREAMS = [
  "bisectBatchOnFunctionError",
  "destinationConfig",
  "maximumRecordAgeInSeconds",
  "maximumRetryAttempts",
  "parallelizationFactor",
  "startingPosition",
  "startingPositionTimestamp",
  "tumblingWindowInSeconds",
];

function ofQueue(inputs: Properties, arn: string): Refusal[] {
  const refusals: Refusal[] = [];
  const size = number(inputs.batchSize) ?? 10;
  const window = inputs.maximumBatchingWindowInSeconds ?? 0;
  const fifo = arn.endsWith(".fifo");
  if (fifo && size > 10) {
    refusals.push(refuse("batchSize", "InvalidParameterValueException: Batch size of a FIFO queue is at most 10"));
  }
  if (fifo && !isUnknown(window) && window !== 0) {
    const message = "InvalidParameterValueException: Batching window is not supported for FIFO queues";
    refusals.push(refuse("maximumBatchingWindowInSeconds", message));
  }
  if (size > 10 && window === 0) {
    const message =
      "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10";
    refusals.push(refuse("maximumBatchingWindowInSeconds", message));
  }
  for (const property of OF_STREAMS.filter((p) => inputs[p] !== undefined)) {
    refusals.push(refuse(property, "InvalidParameterValueException: Unsupported parameter for an SQS event source"));
  }
  return refusals;
}

/** Inputs of a mapping that do not go together. */
export function checkEventSource(inputs: Properties): Refusal[] {
  const { eventSourceArn, selfManagedEventSource } = inputs;
  if ((eventSourceArn === undefined) === (selfManagedEventSource === undefined)) {
    return [refuse("eventSourceArn", "exactly one of eventSourceArn and selfManagedEventSource must be specified")];
  }
  const source = text(eventSourceArn);
  if (source === undefined) return [];
  const [, , service] = source.split(":");
  if (service === "sqs") return ofQueue(inputs, source);
  const refusals: Refusal[] = [];
  if (["dynamodb", "kinesis", "kafka"].includes(String(service)) && inputs.startingPosition === undefined) {
    const message =
      "InvalidParameterValueException: 1 validation error detected: Starting position is required for a stream";
    refusals.push(refuse("startingPosition", message));
  }
  if (inputs.scalingConfig !== undefined)
    refusals.push(refuse("scalingConfig", "InvalidParameterValueException: ScalingConfig is for SQS event sources"));
  return refusals;
}

/** What Lambda looks up when a queue is to feed a function. */
export function admitEventSource({ inputs, cloud, region, old }: Making): Refusal[] {
  const source = text(inputs.eventSourceArn) ?? "";
  if (source.split(":")[2] !== "sqs") return [];
  const queue = cloud.find(T.Queue, source, region);
  if (queue === undefined) {
    const message = `InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist. (${source})`;
    return [refuse("eventSourceArn", message)];
  }
  const name = functionNamed(inputs.functionName);
  const target = cloud.find(T.Function, name, region);
  if (target === undefined) return [];
  const refusals: Refusal[] = [];
  const visible = number(queue.inputs.visibilityTimeoutSeconds) ?? 30;
  const timeout = number(target.inputs.timeout) ?? 3;
  if (visible < timeout) {
    const message = `InvalidParameterValueException: Queue visibility timeout: ${visible} seconds is less than Function timeout: ${timeout} seconds`;
    refusals.push(refuse("eventSourceArn", message));
  }
  const actions = POLLING.map((action) => `sqs:${action}`);
  const [denied] = deniedActions(cloud, text(target.inputs.role) ?? "", actions, source);
  if (denied !== undefined) {
    const message = `InvalidParameterValueException: The provided execution role does not have permissions to call ${denied.slice(4)} on SQS`;
    refusals.push(refuse("functionName", message));
  }
  const twin = cloud
    .all(T.EventSourceMapping, region)
    .find((s) => s.inputs.eventSourceArn === source && functionNamed(s.inputs.functionName) === name);
  if (old === undefined && twin !== undefined) {
    const message = `ResourceConflictException: An event source mapping with SQS arn (" ${source} ") and function (" ${name} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`;
    refusals.push(refuse("eventSourceArn", message));
  }
  return refusals;
}
