import type { AuditEntry } from "./audit";
import type { Connection } from "./connection";
import type { Consumer } from "./consumer";
import type { ExpiryWarning, OpenQuestion } from "./open-question";
import type { PublishedService } from "./published-service";

/** What AWS did not do for one endpoint, though the call as a whole went through. */
export interface Refusal {
  readonly endpointId: string;
  readonly code: string;
  readonly message: string;
}

/** The calls of AWS about one endpoint service. Each throws when AWS refuses the call as a whole. */
export interface ServiceApi {
  /** All connections, page after page. */
  connections(): Promise<readonly Connection[]>;
  /** Accepts connections; what AWS refused of them. */
  accept(endpointIds: readonly string[]): Promise<readonly Refusal[]>;
  /** Rejects pending connections and cuts established ones; what AWS refused of them. */
  reject(endpointIds: readonly string[]): Promise<readonly Refusal[]>;
  /** ARNs of all principals that are admitted, page after page. */
  principals(): Promise<readonly string[]>;
  changePrincipals(change: { readonly add: readonly string[]; readonly remove: readonly string[] }): Promise<void>;
}

/** An item of the registry that cannot be read. */
export interface UnreadableItem {
  /** Key of the item, `<partition key>/<sort key>`. */
  readonly key: string;
  /** Account of the entry, which is part of its key. */
  readonly account: string;
  readonly problem: string;
}

export interface RegistryContents {
  readonly consumers: readonly Consumer[];
  readonly unreadable: readonly UnreadableItem[];
}

/** An accepted or rejected connection must rest on an entry that is still as it was when it was read. */
export interface Intent {
  readonly entry: AuditEntry;
  /** The entry that the decision rests on. An entry that was removed and added anew begins at revision 1 again. */
  readonly restsOn: Pick<Consumer, "account" | "revision" | "createdAt">;
}

/** The registry as the automation of one service uses it. It cannot change consumers. */
export interface DecisionRegistry {
  contents(): Promise<RegistryContents>;
  openQuestions(serviceId: string): Promise<readonly OpenQuestion[]>;
  warnings(): Promise<readonly ExpiryWarning[]>;
  /**
   * Writes what is about to be done, in transactions that fail for entries of consumers that have changed since they
   * were read. Returns the intents that are written and may be carried out. An intent that is the last entry of its
   * connection already, because a run ended before it was carried out, counts as written and is not written again.
   */
  recordIntents(intents: readonly Intent[]): Promise<readonly Intent[]>;
  /** Appends what happened. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** Keeps open questions, each with the audit entry that says why, once: nothing happens for one that is kept already. */
  open(questions: readonly { readonly question: OpenQuestion; readonly entry: AuditEntry }[]): Promise<void>;
  /** Forgets questions that are answered. */
  close(questions: readonly Pick<OpenQuestion, "serviceId" | "endpointId">[]): Promise<void>;
  rememberWarning(warning: ExpiryWarning): Promise<void>;
  forgetWarnings(warnings: readonly Pick<ExpiryWarning, "account">[]): Promise<void>;
}

/** The registry as operators use it. */
export interface ConsumerRegistry {
  contents(): Promise<RegistryContents>;
  services(): Promise<readonly PublishedService[]>;
  byAccount(account: string): Promise<Consumer | undefined>;
  byName(name: string): Promise<Consumer | undefined>;
  /** Adds entries with their audit entries, all or none where they fit one transaction; refuses known names and accounts. */
  add(consumers: readonly Consumer[], entries: readonly AuditEntry[]): Promise<void>;
  /** Replaces an entry whose revision is one less; refuses when another change came first. */
  replace(consumer: Consumer, entry: AuditEntry): Promise<void>;
  /** Takes an entry away, at the revision at which it was read. The audit stays. */
  remove(consumer: Pick<Consumer, "name" | "account" | "revision" | "createdAt">, entry: AuditEntry): Promise<void>;
  /** Entries about a connection or a consumer, oldest first. */
  audit(id: string): Promise<readonly AuditEntry[]>;
  append(entries: readonly AuditEntry[]): Promise<void>;
}

/** A request that a person has to decide. */
export interface ConnectionRequest {
  readonly service: PublishedService;
  readonly connection: Connection;
  readonly ageSeconds: number;
  readonly explanation: string;
}

/** Tells people and programs. */
export interface Notifier {
  /** Asks about a connection, with the commands that accept and reject it. May tell twice after a crash, never not at all. */
  request(request: ConnectionRequest): Promise<void>;
  /** Tells that a consumer's access ends soon. */
  endsSoon(consumer: Consumer, validUntil: string): Promise<void>;
}
