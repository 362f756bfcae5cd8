import type { AuditEntry } from "../../../functions/lib/audit";
import type { Connection } from "../../../functions/lib/connection";
import type { Consumer } from "../../../functions/lib/consumer";
import type { Entitlement } from "../../../functions/lib/entitlement";
import type { ExpiryWarning, OpenQuestion } from "../../../functions/lib/open-question";
import type { Intent, UnreadableItem } from "../../../functions/lib/ports";
import type { PublishedService } from "../../../functions/lib/published-service";
import { SERVICE, START } from "./builders";

/** Everything outside a run: AWS, the registry, the books, people, and the time. Runs see it through `ports`. */
export class World {
  now = new Date(START);
  service: PublishedService = SERVICE;
  readonly connections = new Map<string, Connection>();
  readonly principals = new Set<string>();
  /** Code with which AWS refuses to accept or reject an endpoint. */
  readonly refusals = new Map<string, string>();
  readonly consumers = new Map<string, Consumer>();
  readonly unreadable = new Map<string, UnreadableItem>();
  readonly entitlements = new Map<string, Entitlement>();
  readonly questions = new Map<string, OpenQuestion>();
  readonly warnings = new Map<string, ExpiryWarning>();
  /** In the order of writing. */
  readonly audit: AuditEntry[] = [];
  /** Endpoint ids that people were asked about, in the order of asking. */
  readonly asked: string[] = [];
  /** `<account> <validUntil>`, in the order of telling. */
  readonly warned: string[] = [];
  /** What AWS did, in that order. */
  readonly deeds: { readonly verb: "accept" | "reject"; readonly endpointId: string }[] = [];
  /** What happened that must not, as a watch has seen it. */
  readonly violations: string[] = [];
  /** Called for each endpoint that AWS accepts or rejects. */
  onDeed: (verb: "accept" | "reject", endpointId: string) => void = () => undefined;
  /** Called for each intent that is written or counts as written, at that moment. */
  onIntent: (intent: Intent) => void = () => undefined;

  #added = 0;

  constructor(state: { consumers?: readonly Consumer[]; connections?: readonly Connection[] } = {}) {
    for (const one of state.consumers ?? []) this.consumers.set(one.account, one);
    for (const one of state.connections ?? []) this.connections.set(one.endpointId, one);
  }

  /** An operator changes an entry, or adds it. One that was removed and is added anew is not the one that was read. */
  put(changed: Consumer): void {
    const known = this.consumers.get(changed.account);
    this.unreadable.delete(changed.account);
    this.consumers.set(changed.account, {
      ...changed,
      revision: (known?.revision ?? 0) + 1,
      createdAt: known?.createdAt ?? this.#nextInstant(),
    });
  }

  #nextInstant(): string {
    this.#added += 1;
    return new Date(Date.parse("2026-02-01T00:00:00.000Z") + this.#added).toISOString();
  }

  setState(endpointId: string, state: string): void {
    const known = this.connections.get(endpointId);
    if (known === undefined) throw new Error(`${endpointId} does not exist in this world.`);
    this.connections.set(endpointId, { ...known, state });
  }

  stateOf(endpointId: string): string | undefined {
    return this.connections.get(endpointId)?.state;
  }

  /** Entries about a connection or consumer as DynamoDB returns them: by instant. */
  trail(id: string): AuditEntry[] {
    return this.audit
      .filter((entry) => entry.id === id)
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  /** `<action> <reason>` of each entry about a connection. */
  story(id: string): string[] {
    return this.trail(id).map(({ action, reason }) => `${action} ${reason}`);
  }

  /** What must be the same whatever happened on the way. */
  endState() {
    const byKey = (one: readonly [string, unknown], other: readonly [string, unknown]) => (one[0] < other[0] ? -1 : 1);
    return {
      states: [...this.connections].map(([id, { state }]) => [id, state] as const).toSorted(byKey),
      principals: [...this.principals].sort(),
      questions: [...this.questions]
        .map(([id, { reason, refusal }]) => [id, refusal === undefined ? reason : `${reason} ${refusal}`] as const)
        .toSorted(byKey),
      warnings: [...this.warnings].map(([account, { validUntil }]) => [account, validUntil] as const).toSorted(byKey),
    };
  }
}
