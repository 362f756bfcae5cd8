import type { AuditEntry } from "../../../../functions/lib/audit";
import type { Consumer } from "../../../../functions/lib/consumer";
import type { ConsumerRegistry, DecisionRegistry, Intent, UnreadableItem } from "../../../../functions/lib/ports";
import type { PublishedService } from "../../../../functions/lib/published-service";
import {
  AlreadyRegistered,
  accountTaken,
  ChangedMeanwhile,
  nameTaken,
} from "../../../../functions/lib/registry/conflicts";
import { UnreadableItemError } from "../../../../functions/lib/registry/decoding";
import { isSameDecision } from "../../../../functions/lib/registry/intents";

/** A registry in memory, which keeps the promises of the real one: conditions, whole transactions, no audit lost. */
export class MemoryRegistry implements ConsumerRegistry, DecisionRegistry {
  readonly byAccounts = new Map<string, Consumer>();
  readonly unreadable: UnreadableItem[] = [];
  /** Names of entries that cannot be read. */
  readonly damagedNames = new Map<string, string>();
  readonly published: PublishedService[] = [];
  readonly trail: AuditEntry[] = [];
  /** Called before and after each call; throws to play a crash. */
  step: (what: string) => void = () => {};
  /** Number of calls that write. */
  writes = 0;

  constructor(consumers: readonly Consumer[] = []) {
    for (const consumer of consumers) this.byAccounts.set(consumer.account, consumer);
  }

  /** Damages the entry of an account, as an editor of the table may. */
  damage(account: string, problem: string): void {
    const consumer = this.byAccounts.get(account);
    if (consumer !== undefined) this.damagedNames.set(consumer.name, account);
    this.byAccounts.delete(account);
    this.unreadable.push({ key: `CONSUMERS/${account}`, account, problem });
  }

  contents = () =>
    this.#call("contents", () => ({ consumers: [...this.byAccounts.values()], unreadable: this.unreadable }));

  services = () => this.#call("services", () => this.published);

  byAccount = (account: string) =>
    this.#call("byAccount", () => {
      this.#refuseDamaged(account);
      return this.byAccounts.get(account);
    });

  byName = (name: string) =>
    this.#call("byName", () => {
      this.#refuseDamaged(this.damagedNames.get(name));
      return [...this.byAccounts.values()].find((consumer) => consumer.name === name);
    });

  add = (consumers: readonly Consumer[], entries: readonly AuditEntry[]) =>
    this.#write("add", () => {
      const taken = consumers.flatMap((consumer) => [
        ...(this.byAccounts.has(consumer.account) ? [accountTaken(consumer, undefined)] : []),
        ...([...this.byAccounts.values()].some(({ name }) => name === consumer.name)
          ? [nameTaken(consumer, undefined)]
          : []),
      ]);
      if (taken.length > 0) throw new AlreadyRegistered(taken);
      for (const consumer of consumers) this.byAccounts.set(consumer.account, consumer);
      this.trail.push(...entries);
    });

  replace = (consumer: Consumer, entry: AuditEntry) =>
    this.#write("replace", () => {
      this.#refuseChanged({ ...consumer, revision: consumer.revision - 1 });
      this.byAccounts.set(consumer.account, consumer);
      this.trail.push(entry);
    });

  remove = (consumer: Pick<Consumer, "name" | "account" | "revision">, entry: AuditEntry) =>
    this.#write("remove", () => {
      this.#refuseChanged(consumer);
      this.byAccounts.delete(consumer.account);
      this.trail.push(entry);
    });

  audit = (id: string) => this.#call("audit", () => this.trail.filter((entry) => entry.id === id));

  append = (entries: readonly AuditEntry[]) => this.#write("append", () => void this.trail.push(...entries));

  recordIntents = (intents: readonly Intent[]) =>
    this.#write("recordIntents", () =>
      intents.filter(({ entry, restsOn }) => {
        if (this.byAccounts.get(restsOn.account)?.revision !== restsOn.revision) return false;
        const last = this.trail.filter(({ id }) => id === entry.id).at(-1);
        if (last === undefined || !isSameDecision(last, entry)) this.trail.push(entry);
        return true;
      }),
    );

  openQuestions = async () => [];
  warnings = async () => [];
  open = async () => {};
  close = async () => {};
  rememberWarning = async () => {};
  forgetWarnings = async () => {};

  #refuseDamaged(account: string | undefined): void {
    const item = this.unreadable.find((one) => one.account === account);
    if (item === undefined) return;
    throw new UnreadableItemError({ key: { pk: "CONSUMERS", sk: item.account }, problem: item.problem });
  }

  #refuseChanged(read: Pick<Consumer, "name" | "account" | "revision">): void {
    const current = this.byAccounts.get(read.account);
    if (current?.revision === read.revision) return;
    throw new ChangedMeanwhile(read, current?.revision);
  }

  async #write<T>(what: string, work: () => T): Promise<T> {
    return this.#call(what, () => {
      this.writes += 1;
      return work();
    });
  }

  async #call<T>(what: string, work: () => T): Promise<T> {
    this.step(`before ${what}`);
    const result = work();
    this.step(`after ${what}`);
    return result;
  }
}
