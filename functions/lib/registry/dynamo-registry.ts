import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { AuditEntry } from "../audit";
import type { Consumer } from "../consumer";
import type { ExpiryWarning, OpenQuestion } from "../open-question";
import type { ConsumerRegistry, DecisionRegistry, Intent, RegistryContents, UnreadableItem } from "../ports";
import type { PublishedService } from "../published-service";
import { addConsumers } from "./additions";
import { type Item, toItem } from "./attributes";
import { auditItem, decodeEntry, type Retention } from "./audit-item";
import { removeConsumer, replaceConsumer } from "./changes";
import { decodeConsumer } from "./consumer-item";
import { type Decoded, readable } from "./decoding";
import { intentUnits, writtenBefore } from "./intents";
import {
  auditOf,
  consumerKey,
  type Key,
  keyText,
  nameKey,
  Partition,
  questionKey,
  questionsOf,
  warningKey,
} from "./keys";
import { decodeQuestion, decodeWarning, newQuestion, warningItem } from "./question-item";
import { decodeService } from "./service-item";
import { type Client, Table } from "./table";
import { writeAll, writeUnits } from "./transactions";

export interface DynamoRegistryOptions {
  /** DynamoDB's own client, or the document client. Its retries are those of the registry. */
  readonly client: Client;
  /** Name or ARN of the table in the client's Region. */
  readonly tableName: string;
  /** Days for which audit entries are kept; 0 for ever. */
  readonly auditDays: number;
  readonly now: () => Date;
  /** Told of an open question, a warning or an audit entry that cannot be read. Defaults to a line on stderr. */
  readonly report?: (item: UnreadableItem) => void;
}

/** The registry in a DynamoDB table. */
export class DynamoRegistry implements DecisionRegistry, ConsumerRegistry {
  readonly #table: Table;
  readonly #retention: () => Retention;
  readonly #report: (item: UnreadableItem) => void;

  constructor({ client, tableName, auditDays, now, report = warn }: DynamoRegistryOptions) {
    this.#table = new Table(client, tableName);
    this.#retention = () => ({ auditDays, now: now() });
    this.#report = report;
  }

  async contents(): Promise<RegistryContents> {
    const consumers: Consumer[] = [];
    const unreadable: UnreadableItem[] = [];
    for (const item of await this.#table.query(Partition.Consumers)) {
      const decoded = decodeConsumer(item);
      if ("value" in decoded) consumers.push(decoded.value);
      else unreadable.push(unreadableItem(decoded));
    }
    return { consumers, unreadable };
  }

  async byAccount(account: string): Promise<Consumer | undefined> {
    const item = await this.#table.get(consumerKey(account));
    return item === undefined ? undefined : readable(decodeConsumer(item));
  }

  async byName(name: string): Promise<Consumer | undefined> {
    const item = await this.#table.get(nameKey(name));
    const account = item?.account?.S;
    const consumer = account === undefined ? undefined : await this.byAccount(account);
    return consumer?.name === name ? consumer : undefined;
  }

  async services(): Promise<readonly PublishedService[]> {
    const items = await this.#table.query(Partition.Services);
    // One that cannot be read is not left out: the commands would forget to cut its connections.
    return items.map((item) => readable(decodeService(item)));
  }

  async add(consumers: readonly Consumer[], entries: readonly AuditEntry[]): Promise<void> {
    await addConsumers(this.#table, consumers, entries, this.#retention(), () => this.contents());
  }

  async replace(consumer: Consumer, entry: AuditEntry): Promise<void> {
    await replaceConsumer(this.#table, consumer, auditItem(entry, this.#retention()));
  }

  async remove(
    consumer: Pick<Consumer, "name" | "account" | "revision" | "createdAt">,
    entry: AuditEntry,
  ): Promise<void> {
    await removeConsumer(this.#table, consumer, auditItem(entry, this.#retention()));
  }

  async audit(id: string): Promise<readonly AuditEntry[]> {
    return this.#readable(await this.#table.query(auditOf(id)), decodeEntry);
  }

  async append(entries: readonly AuditEntry[]): Promise<void> {
    await writeAll(
      this.#table.client,
      entries.map((entry) => this.#audit(entry)),
    );
  }

  async openQuestions(serviceId: string): Promise<readonly OpenQuestion[]> {
    return this.#readable(await this.#table.query(questionsOf(serviceId)), decodeQuestion);
  }

  async warnings(): Promise<readonly ExpiryWarning[]> {
    return this.#readable(await this.#table.query(Partition.Warnings), decodeWarning);
  }

  async recordIntents(intents: readonly Intent[]): Promise<readonly Intent[]> {
    const written = await writtenBefore(this.#table, intents);
    const units = intentUnits(this.#table.name, intents, written, this.#retention());
    const recorded = new Set((await writeUnits(this.#table.client, units)).flat());
    return intents.filter((intent) => recorded.has(intent));
  }

  async open(questions: readonly { readonly question: OpenQuestion; readonly entry: AuditEntry }[]): Promise<void> {
    const units = questions.map(({ question, entry }) => ({
      subject: question,
      actions: [{ Put: newQuestion(this.#table.name, question) }, this.#audit(entry)],
    }));
    await writeUnits(this.#table.client, units);
  }

  async close(questions: readonly Pick<OpenQuestion, "serviceId" | "endpointId">[]): Promise<void> {
    await this.#delete(questions.map(questionKey));
  }

  async rememberWarning(warning: ExpiryWarning): Promise<void> {
    await this.#table.put(warningItem(warning));
  }

  async forgetWarnings(warnings: readonly Pick<ExpiryWarning, "account">[]): Promise<void> {
    await this.#delete(warnings.map(({ account }) => warningKey(account)));
  }

  async #delete(keys: readonly Key[]): Promise<void> {
    await writeAll(
      this.#table.client,
      keys.map((key) => ({ Delete: { TableName: this.#table.name, Key: toItem(key) } })),
    );
  }

  #audit(entry: AuditEntry): TransactWriteItem {
    return { Put: { TableName: this.#table.name, Item: auditItem(entry, this.#retention()) } };
  }

  #readable<T>(items: readonly Item[], decodeItem: (item: Item) => Decoded<T>): T[] {
    return items.flatMap((item) => {
      const decoded = decodeItem(item);
      if ("value" in decoded) return [decoded.value];
      this.#report(unreadableItem(decoded));
      return [];
    });
  }
}

function unreadableItem({ key, problem }: Exclude<Decoded<unknown>, { readonly value: unknown }>): UnreadableItem {
  return { key: keyText(key), account: key.sk, problem };
}

function warn({ key, problem }: UnreadableItem): void {
  console.warn(`The item ${key} of the registry cannot be read and is left out. ${problem}`);
}
