import { type Making, type Refusal, type Rule, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { hasUnknown, isUnknown, type Properties, record, text, texts } from "../values";
import { parsePolicy, resourcePolicy } from "./policy";
import { all } from "./rules";

/** The JSON object in the text; undefined where there is none. */
function map(value: unknown): Properties | undefined {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? record(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function invalid(parameter: string, value: unknown, reason: string): string {
  return `InvalidParameterValue: Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`;
}

const MOST_ACTIONS = 7;

/** The policy of a queue: about SQS, with a few actions in each statement. */
export const queuePolicy: Rule = all(resourcePolicy(8_192, "sqs"), (value) => {
  const parsed = parsePolicy(value);
  const counts = "problem" in parsed ? [] : parsed.statements.map(({ Action }) => texts(Action).length);
  const most = Math.max(0, ...counts);
  return most > MOST_ACTIONS
    ? `OverLimit: ${most} actions were found in a statement from the submitted policy, max allowed is ${MOST_ACTIONS}`
    : undefined;
});

/** The policy that moves messages to a dead-letter queue. */
export const redrivePolicy: Rule = (value) => {
  if (value === "") return undefined;
  const policy = map(value);
  const wrong = (reason: string) => invalid("RedrivePolicy", value, reason);
  if (policy === undefined) return wrong("Redrive policy is not a valid JSON map.");
  for (const attribute of ["deadLetterTargetArn", "maxReceiveCount"]) {
    if (policy[attribute] === undefined)
      return wrong(`Redrive policy does not contain mandatory attribute: ${attribute}.`);
  }
  const odd = Object.keys(policy).find((key) => key !== "deadLetterTargetArn" && key !== "maxReceiveCount");
  if (odd !== undefined) return wrong(`Redrive policy contains unsupported attribute: ${odd}.`);
  const count = Number(policy.maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return wrong(
      `Invalid value for maxReceiveCount: ${String(policy.maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  return undefined;
};

/** The policy of a dead-letter queue that says which queues may use it. */
export const redriveAllowPolicy: Rule = (value) => {
  if (value === "") return undefined;
  const policy = map(value);
  const wrong = (reason: string) => invalid("RedriveAllowPolicy", value, reason);
  if (policy === undefined) return wrong("Redrive allow policy is not a valid JSON map.");
  const { redrivePermission, sourceQueueArns } = policy;
  if (!["allowAll", "denyAll", "byQueue"].includes(String(redrivePermission)))
    return wrong("Redrive permission must be one of allowAll, denyAll, byQueue.");
  if ((redrivePermission === "byQueue") !== Array.isArray(sourceQueueArns))
    return wrong("Source queue ARNs go with redrive permission byQueue, and only with it.");
  const count = texts(sourceQueueArns).length;
  return count > 10 ? wrong(`At most 10 source queue ARNs are allowed, got ${count}.`) : undefined;
};

/** Inputs of a queue that do not go together. */
export function checkQueue(inputs: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  const { fifoQueue, name, sqsManagedSseEnabled, kmsMasterKeyId } = inputs;
  const known = text(name);
  if (known !== undefined && !isUnknown(fifoQueue) && (fifoQueue === true) !== known.endsWith(".fifo"))
    refusals.push(refuse("name", `invalid queue name: ${known}`));
  if (fifoQueue === false && inputs.contentBasedDeduplication === true)
    refusals.push(refuse("contentBasedDeduplication", "content-based deduplication can only be set for FIFO queue"));
  if (sqsManagedSseEnabled !== undefined && kmsMasterKeyId !== undefined)
    refusals.push(refuse("kmsMasterKeyId", "conflicts with sqsManagedSseEnabled"));
  return refusals;
}

function allowsSource(target: Stored, allow: unknown, source: string): boolean {
  const { redrivePermission, sourceQueueArns } = map(allow) ?? {};
  if (redrivePermission === "denyAll") return false;
  return redrivePermission !== "byQueue" || texts(sourceQueueArns).includes(source) || target.outputs.arn === source;
}

/** A dead-letter queue must be there, in the same Region and of the same kind, and let the queue in. */
export function admitRedrive({ inputs, cloud, region, account, partition }: Making): Refusal[] {
  const policy = inputs.redrivePolicy;
  if (text(policy) === undefined || policy === "" || hasUnknown(policy)) return [];
  const name = text(map(policy)?.deadLetterTargetArn) ?? "";
  const target = cloud.find(T.Queue, name, region);
  const wrong = (reason: string) => [refuse("redrivePolicy", invalid("RedrivePolicy", policy, reason))];
  if (target === undefined) return wrong("Dead letter target does not exist.");
  if ((target.inputs.fifoQueue === true) !== (inputs.fifoQueue === true))
    return wrong("Dead-letter queue must be same type of queue as the source.");
  const own = `arn:${partition}:sqs:${region}:${account}:${String(inputs.name)}`;
  const rules = cloud.referrers(target, T.RedriveAllowPolicy).map((s) => s.inputs.redriveAllowPolicy);
  const allowed = [target.inputs.redriveAllowPolicy, ...rules].every((allow) => allowsSource(target, allow, own));
  return allowed ? [] : wrong("Queue does not have permission to redrive to the dead letter target.");
}
