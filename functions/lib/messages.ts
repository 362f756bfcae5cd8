import * as z from "zod";

/** An SNS envelope, as a subscription without raw delivery puts it into the queue. */
const envelope = z.object({
  Type: z.literal("Notification"),
  MessageId: z.string().min(1),
  TopicArn: z.string(),
  Message: z.string(),
});

/**
 * Ids of endpoints, wherever they stand in a text: AWS does not document what its notifications say. The id of a service
 * (`vpce-svc-…`) is none, the first label of an endpoint's DNS name begins with one.
 */
const ENDPOINT_ID = /(?<![\w-])vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])/g;

/** A notification about the service, which is only a reason to look at its connections. */
export interface Notification {
  /** Id that SNS gave it. */
  readonly messageId: string;
  /** Endpoints that it names, each once. */
  readonly endpointIds: readonly string[];
}

/** What a message in the queue is, or why it is not a notification of the topic. */
export type ReadMessage = { readonly notification: Notification } | { readonly poison: string };

/** Reads the body of a message in the queue. Never throws. */
export function readMessage(body: string, topicArn: string): ReadMessage {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { poison: "its body is not JSON" };
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) {
    const fields = new Set(parsed.error.issues.map(({ path }) => (path.length === 0 ? "its body" : path.join("."))));
    return { poison: `it is not a notification of SNS: ${[...fields].join(", ")} cannot be read` };
  }
  const { MessageId, TopicArn, Message } = parsed.data;
  if (TopicArn !== topicArn) return { poison: `it comes from the topic ${TopicArn}, not from ${topicArn}` };
  return { notification: { messageId: MessageId, endpointIds: [...new Set(Message.match(ENDPOINT_ID) ?? [])] } };
}

/** For each endpoint that notifications name, the id of the first that does. */
export function messagesByEndpoint(notifications: readonly Notification[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { messageId, endpointIds } of notifications) {
    for (const endpointId of endpointIds) {
      if (!first.has(endpointId)) first.set(endpointId, messageId);
    }
  }
  return first;
}
