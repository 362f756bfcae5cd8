import { SubscribeCommand } from "@aws-sdk/client-sns";
import { clientsOf, PROVIDER } from "./clients";
import { jsonCall } from "./wire";

export interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly region: string;
}

export interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MD5OfBody: string;
}

let queues = 0;

export async function createQueue(region: string, attributes: Readonly<Record<string, string>> = {}): Promise<Queue> {
  const name = `queue-${++queues}`;
  const input = { QueueName: name, Attributes: attributes };
  const { QueueUrl } = await sqs<{ QueueUrl: string }>(region, "CreateQueue", input);
  return { url: QueueUrl, arn: `arn:aws:sqs:${region}:${PROVIDER}:${name}`, region };
}

/** Sends what the topic gets to the queue, in SNS's envelope. */
export async function subscribe(topicArn: string, { arn, region }: Queue): Promise<void> {
  const { sns } = await clientsOf(PROVIDER, region);
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: arn }));
}

/** A message of the topic as the queue has it. */
export interface Envelope {
  readonly Type: string;
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
}

/** Takes all messages that are visible out of the queue. */
export async function takeAll(queue: Queue): Promise<readonly Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const batch = await receive(queue);
    if (batch.length === 0) return taken;
    for (const message of batch) await remove(queue, message.ReceiptHandle);
    taken.push(...batch);
  }
}

/** Messages of a topic that the queue is subscribed to. */
export async function takeEnvelopes(queue: Queue): Promise<readonly Envelope[]> {
  return (await takeAll(queue)).map(({ Body }) => JSON.parse(Body) as Envelope);
}

export async function send({ url, region }: Queue, body: string): Promise<string> {
  return (await sqs<{ MessageId: string }>(region, "SendMessage", { QueueUrl: url, MessageBody: body })).MessageId;
}

export async function receive({ url, region }: Queue, atMost = 10): Promise<readonly Message[]> {
  const input = { QueueUrl: url, MaxNumberOfMessages: atMost, AttributeNames: ["All"], WaitTimeSeconds: 0 };
  return (await sqs<{ Messages?: Message[] }>(region, "ReceiveMessage", input)).Messages ?? [];
}

export async function remove({ url, region }: Queue, receiptHandle: string): Promise<void> {
  await sqs(region, "DeleteMessage", { QueueUrl: url, ReceiptHandle: receiptHandle });
}

/** Messages in the queue, those included that somebody has received and not deleted. */
export async function depthOf({ url, region }: Queue): Promise<number> {
  const wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
  const input = { QueueUrl: url, AttributeNames: wanted };
  const { Attributes } = await sqs<{ Attributes: Record<string, string> }>(region, "GetQueueAttributes", input);
  return wanted.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

function sqs<T>(region: string, action: string, input: object): Promise<T> {
  return jsonCall<T>({ region }, "sqs", `AmazonSQS.${action}`, input);
}
