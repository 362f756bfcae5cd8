import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { Consumer } from "../lib/consumer";
import { endsSoonMessage, type PeopleMessage, requestMessage } from "../lib/people-message";
import type { ConnectionRequest, Notifier } from "../lib/ports";
import type { PublishedService } from "../lib/published-service";

/** Source of the events, for the rules of who listens. */
export const EVENT_SOURCE = "saas-privatelink";

/** What an event is about. */
export const ENDS_SOON = "Consumer access ends soon";

export interface SnsNotifierOptions {
  readonly service: PublishedService;
  readonly sns: () => Promise<Pick<SNSClient, "send">>;
  /** Client in the Region of the service; events go to the default bus there. */
  readonly eventBridge: () => Promise<Pick<EventBridgeClient, "send">>;
}

/** Tells people by the service's topic, where it has one, and programs by the default event bus. */
export class SnsNotifier implements Notifier {
  readonly #options: SnsNotifierOptions;

  constructor(options: SnsNotifierOptions) {
    this.#options = options;
  }

  async request(request: ConnectionRequest): Promise<void> {
    await this.#publish(requestMessage(request));
  }

  async endsSoon(consumer: Consumer, validUntil: string): Promise<void> {
    const { service } = this.#options;
    await this.#putEvent(consumer, validUntil);
    await this.#publish(endsSoonMessage(consumer, validUntil, service));
  }

  async #publish({ subject, text, chat }: PeopleMessage): Promise<void> {
    const { service, sns } = this.#options;
    if (service.requestsTopicArn === undefined) return;
    const Message = JSON.stringify({ default: text, email: text, https: JSON.stringify(chat) });
    const [client, { PublishCommand }] = await Promise.all([sns(), import("@aws-sdk/client-sns")]);
    await client.send(
      new PublishCommand({ TopicArn: service.requestsTopicArn, Subject: subject, MessageStructure: "json", Message }),
    );
  }

  async #putEvent({ name, account, plan, contact }: Consumer, validUntil: string): Promise<void> {
    const { service, eventBridge } = this.#options;
    const [client, { PutEventsCommand }] = await Promise.all([eventBridge(), import("@aws-sdk/client-eventbridge")]);
    const { FailedEntryCount = 0, Entries: [entry] = [] } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: EVENT_SOURCE,
            DetailType: ENDS_SOON,
            Resources: [service.serviceArn],
            Detail: JSON.stringify({ consumer: name, account, plan, contact, validUntil }),
          },
        ],
      }),
    );
    // EventBridge answers a call of which no entry was taken as if it had gone well.
    if (FailedEntryCount > 0)
      throw new Error(`EventBridge refused the event: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
  }
}
