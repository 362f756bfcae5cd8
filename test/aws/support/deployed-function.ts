import { setTimeout as sleep } from "node:timers/promises";
import { type Invocation, LambdaEnvironment } from "../../support/lambda-environment";
import type { Approval } from "./approval";
import { bundleFile } from "./bundle";
import { environmentOf, PROVIDER } from "./clients";
import { depthOf, type Message, receive, remove } from "./queues";

export interface DeployedOptions {
  /** Endpoint of AWS, when it is not the emulator itself. */
  readonly endpoint?: string;
  /** Further variables of the function. */
  readonly env?: Readonly<Record<string, string>>;
  /** A process that was started before. Defaults to a new one. */
  readonly environment?: LambdaEnvironment;
}

/** The function of a service, with the two things that invoke it: its queue and its schedule. */
export class DeployedFunction {
  private constructor(
    private readonly approval: Approval,
    private readonly environment: LambdaEnvironment,
  ) {}

  static async start(approval: Approval, options: DeployedOptions = {}): Promise<DeployedFunction> {
    const { environment = new LambdaEnvironment(), endpoint, env } = options;
    await environment.load(bundleFile(), {
      ...(await environmentOf(PROVIDER, approval.service.region)),
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
      ...env,
      SETTINGS: JSON.stringify(approval.settings),
    });
    return new DeployedFunction(approval, environment);
  }

  /** One run by the schedule. */
  schedule(): Promise<Invocation> {
    return this.environment.invoke(SCHEDULED);
  }

  /** Takes one batch from the queue, as Lambda does; undefined when no message is visible. */
  async poll(): Promise<Invocation | undefined> {
    const { queue } = this.approval;
    const messages = await receive(queue);
    if (messages.length === 0) return undefined;
    const invocation = await this.environment.invoke(sqsEvent(this.approval, messages));
    // Of a batch whose handler threw, every message comes again.
    const again = invocation.error === undefined ? failuresOf(invocation.result) : messages.map((m) => m.MessageId);
    for (const { MessageId, ReceiptHandle } of messages) {
      if (!again.includes(MessageId)) await remove(queue, ReceiptHandle);
    }
    return invocation;
  }

  /** Takes batches until the queue is empty, those that come again included. */
  async drain(): Promise<readonly Invocation[]> {
    const invocations: Invocation[] = [];
    while ((await depthOf(this.approval.queue)) > 0) {
      const invocation = await this.poll();
      if (invocation === undefined) await sleep(50);
      else invocations.push(invocation);
    }
    return invocations;
  }

  stop(): void {
    this.environment.kill();
  }
}

/** What Lambda hands over of messages. */
export function sqsEvent({ queue }: Pick<Approval, "queue">, messages: readonly Message[]): object {
  return {
    Records: messages.map(({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: "aws:sqs",
      eventSourceARN: queue.arn,
      awsRegion: queue.region,
    })),
  };
}

/** What the schedule sends: the input of its target. */
export const SCHEDULED = { source: "schedule" } as const;

function failuresOf(result: unknown): readonly string[] {
  const { batchItemFailures = [] } = (result ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
