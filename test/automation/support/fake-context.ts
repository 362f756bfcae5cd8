import type { RegistryContext } from "../../../automation/registry/context";
import type { AuditEntry } from "../../../functions/lib/audit";
import type { Connection } from "../../../functions/lib/connection";
import type { Consumer } from "../../../functions/lib/consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../../../functions/lib/entitlement";
import type { OpenQuestion } from "../../../functions/lib/open-question";
import type {
  ConsumerRegistry,
  DecisionRegistry,
  Intent,
  Notifier,
  Refusal,
  ServiceApi,
  UnreadableItem,
} from "../../../functions/lib/ports";
import type { PublishedService } from "../../../functions/lib/published-service";

export const NOW = "2026-11-21T12:00:00.000Z";
export const ACTOR = "arn:aws:iam::111122223333:user/olga";
const ENTITLED: Entitlement = { status: EntitlementStatus.Entitled, detail: "no gate asks for more" };

/** A service in a Region, with the connections, principals and answers that AWS has. */
export class FakeService {
  readonly service: PublishedService;
  connections: Connection[] = [];
  principals: string[] = [];
  /** What every call about the service fails with. */
  failure: Error | undefined;
  /** What accepting and rejecting fails with. */
  deedFailure: Error | undefined;
  /** AWS's answers, by endpoint id, in place of doing it. */
  readonly refusals = new Map<string, Omit<Refusal, "endpointId">>();

  constructor(region: string, name = "order-processor") {
    const serviceId = `vpce-svc-${Buffer.from(`${name} ${region}`).toString("hex").slice(-17)}`;
    this.service = {
      name,
      serviceId,
      serviceArn: `arn:aws:ec2:${region}:111122223333:vpc-endpoint-service/${serviceId}`,
      serviceName: `com.amazonaws.vpce.${region}.${serviceId}`,
      region,
      accountId: "111122223333",
      stackPrincipals: [],
    };
  }

  stateOf(endpointId: string): string | undefined {
    return this.connections.find((one) => one.endpointId === endpointId)?.state;
  }
}

/** The registry and AWS in memory, and what the command did, in order. */
export class FakeContext implements RegistryContext {
  readonly tableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/registry";
  readonly ownerRegion = "us-east-1";
  readonly accountId = "111122223333";
  readonly actor = ACTOR;
  readonly clock = (): Date => new Date(NOW);
  readonly consumers = new Map<string, Consumer>();
  readonly unreadable: UnreadableItem[] = [];
  readonly trail: AuditEntry[] = [];
  readonly questions: OpenQuestion[] = [];
  readonly entitlements = new Map<string, Entitlement>();
  /** Writes, in order: `accept vpce-1`, `audit accept vpce-1`, `add acme`. */
  readonly done: string[] = [];
  /** Accounts whose entries another changes before the command writes. */
  readonly changedMeanwhile = new Set<string>();

  constructor(readonly services: readonly FakeService[]) {}

  readonly registry = this.#registry();

  serviceApi({ serviceId }: PublishedService): ServiceApi {
    const fake = this.services.find(({ service }) => service.serviceId === serviceId);
    if (fake === undefined) throw new Error(`There is no service ${serviceId}.`);
    const guarded = async <T>(effect: () => T): Promise<T> => {
      if (fake.failure !== undefined) throw fake.failure;
      return effect();
    };
    const deed = (verb: string, state: string, endpointIds: readonly string[]) =>
      guarded(() => {
        if (fake.deedFailure !== undefined) throw fake.deedFailure;
        this.done.push(`${verb} ${endpointIds.join(" ")}`);
        fake.connections = fake.connections.map((one) =>
          endpointIds.includes(one.endpointId) && !fake.refusals.has(one.endpointId) ? { ...one, state } : one,
        );
        return endpointIds.flatMap((endpointId) => {
          const refusal = fake.refusals.get(endpointId);
          return refusal === undefined ? [] : [{ endpointId, ...refusal }];
        });
      });
    return {
      connections: () => guarded(() => fake.connections),
      accept: (endpointIds) => deed("accept", "available", endpointIds),
      reject: (endpointIds) => deed("reject", "rejected", endpointIds),
      principals: () => guarded(() => fake.principals),
      changePrincipals: ({ add, remove }) =>
        guarded(() => {
          this.done.push(`principals +[${add}] -[${remove}]`);
          fake.principals = [...fake.principals.filter((arn) => !remove.includes(arn)), ...add];
        }),
    };
  }

  gate(): EntitlementGate {
    return {
      check: async (consumers) =>
        new Map(consumers.map(({ account }) => [account, this.entitlements.get(account) ?? ENTITLED])),
    };
  }

  notifier(): Notifier {
    return {
      request: async ({ connection }) => void this.done.push(`ask ${connection.endpointId}`),
      endsSoon: async ({ name }) => void this.done.push(`warn ${name}`),
    };
  }

  close(): void {
    this.done.push("close");
  }

  #registry(): ConsumerRegistry & DecisionRegistry {
    const write = (entries: readonly AuditEntry[]): void => {
      for (const entry of entries) {
        this.trail.push(entry);
        this.done.push(`audit ${entry.action} ${entry.id}`);
      }
    };
    const recorded = ({ entry, restsOn: { account, revision } }: Intent): boolean => {
      if (this.changedMeanwhile.has(account) || this.consumers.get(account)?.revision !== revision) return false;
      write([entry]);
      return true;
    };
    const all = () => [...this.consumers.values()];
    return {
      contents: async () => ({ consumers: all(), unreadable: this.unreadable }),
      services: async () => this.services.map(({ service }) => service),
      byAccount: async (account) => this.consumers.get(account),
      byName: async (name) => all().find((consumer) => consumer.name === name),
      add: async (consumers, entries) => {
        for (const consumer of consumers) {
          this.consumers.set(consumer.account, consumer);
          this.done.push(`add ${consumer.name}`);
        }
        write(entries);
      },
      replace: async (consumer, entry) => {
        this.consumers.set(consumer.account, consumer);
        write([entry]);
      },
      remove: async ({ account }, entry) => {
        this.consumers.delete(account);
        write([entry]);
      },
      audit: async (id) => this.trail.filter((entry) => entry.id === id),
      append: async (entries) => write(entries),
      openQuestions: async (serviceId) => this.questions.filter((question) => question.serviceId === serviceId),
      warnings: async () => [],
      recordIntents: async (intents) => intents.filter(recorded),
      open: async (questions) => {
        for (const { question, entry } of questions) {
          this.questions.push(question);
          write([entry]);
        }
      },
      close: async (questions) => {
        for (const { endpointId } of questions) this.done.push(`close question ${endpointId}`);
      },
      rememberWarning: async () => {},
      forgetWarnings: async () => {},
    };
  }
}

/** The endpoint whose id ends in these digits. */
export function endpointId(digits: string): string {
  return `vpce-${digits.padStart(17, "0")}`;
}

/** A pending connection that was created three hours ago. */
export function connection(digits: string, account: string, change: Partial<Connection> = {}): Connection {
  return {
    endpointId: endpointId(digits),
    account,
    state: "pendingAcceptance",
    region: "us-east-1",
    createdAt: "2026-11-21T09:00:00.000Z",
    ...change,
  };
}

/** An active consumer. */
export function consumer(name: string, account: string, change: Partial<Consumer> = {}): Consumer {
  return {
    name,
    account,
    principals: [],
    status: "active",
    revision: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    updatedBy: ACTOR,
    ...change,
  };
}

/** An error as the AWS SDK throws it. */
export function awsError(name: string, message: string, more: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });
}
