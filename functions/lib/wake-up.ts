import * as z from "zod";
import { type Notification, readMessage } from "./messages";

const schedule = z.object({ source: z.literal("schedule") });

const queue = z.object({
  Records: z.array(z.object({ eventSource: z.literal("aws:sqs"), messageId: z.string().min(1), body: z.string() })),
});

/** A message in the queue that is not a notification of the topic. */
export interface PoisonMessage {
  /** Id that SQS gave it. */
  readonly queueId: string;
  readonly problem: string;
}

/** Why the function runs. It does the same whatever the reason. */
export interface WakeUp {
  readonly by: "schedule" | "messages";
  /** Empty for the schedule. */
  readonly notifications: readonly Notification[];
  /** Empty for the schedule. */
  readonly poison: readonly PoisonMessage[];
}

/** What the event is. Throws for what neither the schedule nor the queue sends. */
export function readWakeUp(event: unknown, topicArn: string): WakeUp {
  if (schedule.safeParse(event).success) return { by: "schedule", notifications: [], poison: [] };
  const batch = queue.safeParse(event);
  if (!batch.success) {
    throw new Error('The event is neither a batch of SQS messages nor that of the schedule, {"source":"schedule"}.');
  }
  const notifications: Notification[] = [];
  const poison: PoisonMessage[] = [];
  for (const { messageId: queueId, body } of batch.data.Records) {
    const read = readMessage(body, topicArn);
    if ("notification" in read) notifications.push(read.notification);
    else poison.push({ queueId, problem: read.poison });
  }
  return { by: "messages", notifications, poison };
}
