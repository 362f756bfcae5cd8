import { type Making, type Refusal, type Rule, refuse } from "../table";
import { T } from "../tokens";
import { type Properties, record, text } from "../values";
import { json } from "./rules";

export const PROTOCOLS = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"];

/** Protocols that can take the message as it was published. */
const RAW = ["firehose", "http", "https", "sqs"];

const INVALID = "InvalidParameter: Invalid parameter";

/** What an endpoint of each protocol looks like, and what SNS says of one that does not. */
const ENDPOINTS: Readonly<Record<string, readonly [RegExp, string]>> = {
  application: [/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:endpoint\/.+$/, "Application endpoint ARN"],
  email: [/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "Email address"],
  "email-json": [/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "Email address"],
  firehose: [/^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream\/.+$/, "Firehose endpoint ARN"],
  http: [/^http:\/\/\S+$/, "Endpoint must match the specified protocol"],
  https: [/^https:\/\/\S+$/, "Endpoint must match the specified protocol"],
  lambda: [/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$/, "Lambda endpoint ARN"],
  sms: [/^\+?[0-9 ()./-]{5,25}$/, "Invalid SMS endpoint"],
  sqs: [/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9_-]+(\.fifo)?$/, "SQS endpoint ARN"],
};

const MOST_KEYS = 5;

/** Names of the leaves of a filter policy, and what is wrong with one of them. */
function leaves(policy: Properties): { count: number; nested: boolean; problem?: string } {
  let [count, nested] = [0, false];
  for (const [name, rule] of Object.entries(policy)) {
    if (Array.isArray(rule)) {
      if (rule.length === 0) return { count, nested, problem: "Empty arrays are not allowed" };
      count += 1;
    } else if (typeof rule === "object" && rule !== null) {
      const inner = leaves(record(rule));
      if (inner.problem !== undefined) return inner;
      count += inner.count;
      nested = true;
    } else {
      return { count, nested, problem: `"${name}" must be an object or an array` };
    }
  }
  return { count, nested };
}

/** A filter policy: arrays of what is let through, in objects only where the scope is the message's body. */
export const filterPolicy: Rule = (value, inputs) => {
  const broken = json(value, inputs);
  if (broken !== undefined) return broken;
  const { count, nested, problem } = leaves(record(JSON.parse(String(value))));
  const wrong = (reason: string) => `${INVALID}: FilterPolicy: ${reason}`;
  if (problem !== undefined) return wrong(problem);
  if (nested && (inputs.filterPolicyScope ?? "MessageAttributes") === "MessageAttributes")
    return wrong("Filter policy scope MessageAttributes does not support nested filter policy");
  return count > MOST_KEYS ? wrong(`Filter policy can not have more than ${MOST_KEYS} keys`) : undefined;
};

/** Inputs of a subscription that do not go together. */
export function checkSubscription(inputs: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  const protocol = text(inputs.protocol) ?? "";
  const endpoint = text(inputs.endpoint);
  const [pattern, message] = ENDPOINTS[protocol] ?? [/^/, ""];
  if (endpoint !== undefined && !pattern.test(endpoint)) refusals.push(refuse("endpoint", `${INVALID}: ${message}`));
  if (inputs.rawMessageDelivery === true && protocol !== "" && !RAW.includes(protocol)) {
    const reason = `${INVALID}: Delivery protocol [${protocol}] does not support raw message delivery.`;
    refusals.push(refuse("rawMessageDelivery", reason));
  }
  if (protocol === "firehose" && inputs.subscriptionRoleArn === undefined)
    refusals.push(refuse("subscriptionRoleArn", `${INVALID}: SubscriptionRoleArn is needed for protocol firehose`));
  if (inputs.filterPolicyScope !== undefined && inputs.filterPolicy === undefined)
    refusals.push(refuse("filterPolicyScope", "filter_policy is required when filter_policy_scope is set"));
  return refusals;
}

/** A FIFO topic speaks to queues only, and a FIFO queue listens to FIFO topics only. */
export function admitSubscription({ inputs, cloud, region }: Making): Refusal[] {
  const topic = cloud.find(T.Topic, text(inputs.topic) ?? "", region);
  if (topic === undefined) return [];
  const fifo = topic.inputs.fifoTopic === true;
  if (fifo && inputs.protocol !== "sqs")
    return [refuse("protocol", `${INVALID}: Invalid protocol type: ${inputs.protocol}`)];
  if (!fifo && inputs.protocol === "sqs" && text(inputs.endpoint)?.endsWith(".fifo")) {
    const reason = "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics";
    return [refuse("endpoint", `${INVALID}: ${reason}`)];
  }
  return [];
}
