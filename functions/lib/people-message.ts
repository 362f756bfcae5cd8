import type { Consumer } from "./consumer";
import { duration } from "./duration";
import type { ConnectionRequest } from "./ports";
import type { PublishedService } from "./published-service";

/** What people are told, in the three forms in which it reaches them. */
export interface PeopleMessage {
  /** One line; SNS takes fewer than 100 characters without line breaks. */
  readonly subject: string;
  /** Plain text, for mails. */
  readonly text: string;
  /** For chat applications: see `custom notifications` of Amazon Q Developer in chat applications. */
  readonly chat: ChatNotification;
}

/** The only form in which Amazon Q Developer in chat applications shows what others publish; it drops everything else. */
export interface ChatNotification {
  readonly version: "1.0";
  readonly source: "custom";
  readonly content: {
    readonly textType: "client-markdown";
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
  };
  /** What it is about, so that a chat shows all about it in one thread. */
  readonly metadata: { readonly threadId: string; readonly summary: string };
}

const LONGEST_SUBJECT = 99;

/** Asks people whether a connection is to be accepted. */
export function requestMessage({ service, connection, ageSeconds, explanation }: ConnectionRequest): PeopleMessage {
  const { endpointId, account, region } = connection;
  const accept = `privatelink connections accept ${endpointId} --consumer NAME`;
  const reject = `privatelink connections reject ${endpointId}`;
  const title = `${service.name}: account ${account} asks to connect`;
  const facts = [
    ["Account", account],
    ["Endpoint", endpointId],
    ["Region", region],
    ["Service", `${service.name} (${service.serviceId}, ${service.serviceName})`],
    ["Waiting for", duration(ageSeconds)],
  ] as const;
  return {
    subject: subject(title),
    text: lines([
      `${title}.`,
      explanation,
      "",
      ...facts.map(([name, value]) => `${`${name}:`.padEnd(13)}${value}`),
      "",
      "To register the account as the consumer NAME, with this endpoint only, and accept:",
      `  ${accept}`,
      "To refuse:",
      `  ${reject}`,
      "",
      "The endpoint stays pending until one of them is run.",
    ]),
    chat: chat({
      title,
      description: lines([explanation, "", ...facts.map(([name, value]) => `*${name}*: ${value}`)]),
      nextSteps: [`Accept: \`${accept}\``, `Reject: \`${reject}\``],
      threadId: endpointId,
    }),
  };
}

/** Tells people that a consumer's access ends soon. */
export function endsSoonMessage(consumer: Consumer, validUntil: string, service: PublishedService): PeopleMessage {
  const { name, account, contact } = consumer;
  const title = `The access of ${name} ends at ${validUntil}`;
  const update = `privatelink consumers update ${name} --valid-until <date>`;
  const about = `Account ${account}${contact === undefined ? "" : `, contact ${contact}`}.`;
  const effect = "From then on its connections are rejected, at every service of the registry, without a deployment.";
  return {
    subject: subject(title),
    text: lines([
      `${title}.`,
      about,
      effect,
      "",
      "To let it in for longer:",
      `  ${update}`,
      "",
      `Sent by ${service.name}.`,
    ]),
    chat: chat({
      title,
      description: lines([about, effect]),
      nextSteps: [`To let it in for longer: \`${update}\``],
      threadId: `consumer-${account}`,
    }),
  };
}

function subject(text: string): string {
  const line = text.replace(/\p{C}+/gu, " ");
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT - 3)}...`;
}

function chat(of: Omit<ChatNotification["content"], "textType"> & { readonly threadId: string }): ChatNotification {
  const { threadId, ...content } = of;
  return {
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", ...content },
    metadata: { threadId, summary: content.title },
  };
}

function lines(texts: readonly string[]): string {
  return texts.join("\n");
}
