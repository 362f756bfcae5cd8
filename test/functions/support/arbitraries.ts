import fc from "fast-check";
import type { Connection } from "../../../functions/lib/connection";
import { type Consumer, ConsumerStatus } from "../../../functions/lib/consumer";
import { type Entitlement, EntitlementStatus } from "../../../functions/lib/entitlement";
import { accountId, connection, consumer, ENTITLED, endpointId, rootOf, START } from "./builders";
import { Fault } from "./calls";
import type { World } from "./world";

const OWNERS = 5;
const ENDPOINTS = 12;
const HOUR_MS = 3_600_000;

/** What anybody but a run does to a world. */
export interface Event {
  readonly name: string;
  /** Whether it may happen in the middle of a run, which reads time and books once. */
  readonly atAnyTime: boolean;
  readonly happen: (world: World) => void;
  readonly toString: () => string;
}

/** A run, with the faults that it meets and what happens in its middle. */
export interface RunEvent {
  readonly faults: ReadonlyMap<number, Fault>;
  readonly meanwhile: ReadonlyMap<number, Event>;
}

const owner = fc.integer({ min: 1, max: OWNERS });
const endpoint = fc.integer({ min: 1, max: ENDPOINTS });
/** Instants around the beginning, on both sides of every edge. */
const instant = fc
  .tuple(fc.integer({ min: -2, max: 4 }), fc.constantFrom(-1, 0, 1))
  .map(([hours, ms]) => new Date(Date.parse(START) + hours * HOUR_MS + ms).toISOString());
const state = fc.constantFrom(
  "pendingAcceptance",
  "pendingAcceptance",
  "PendingAcceptance",
  "available",
  "Available",
  "pending",
  "partial",
  "rejected",
  "failed",
  "expired",
  "deleting",
);

/** Mostly absent, so that most consumers are shut out by one restriction at most. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function consumerOf(number: number): fc.Arbitrary<Consumer> {
  return fc
    .record({
      status: fc.oneof(
        { weight: 5, arbitrary: fc.constant(ConsumerStatus.Active) },
        { weight: 1, arbitrary: fc.constantFrom(ConsumerStatus.Suspended, ConsumerStatus.Ended) },
      ),
      validFrom: seldom(instant),
      validUntil: seldom(instant),
      regions: seldom(fc.uniqueArray(fc.constantFrom("us-east-1", "eu-west-1"))),
      services: seldom(fc.uniqueArray(fc.constantFrom("order-processor", "billing"))),
      maxConnections: seldom(fc.integer({ min: 0, max: 3 })),
      endpointIds: seldom(fc.uniqueArray(endpoint.map(endpointId))),
      principals: fc.constantFrom([], [], [`arn:aws:iam::${accountId(number)}:role/one`], ["*"]),
    })
    .map((change) => consumer(number, change));
}

/** Owner and Region of an endpoint never change, its state does. One owner in six is never in the registry. */
function connectionOf(number: number): fc.Arbitrary<Connection> {
  const region = number % 4 === 0 ? "eu-west-1" : "us-east-1";
  return state.map((state) => connection(number, (number % (OWNERS + 1)) + 1, { state, region }));
}

const entitlements: fc.Arbitrary<Entitlement> = fc
  .record({
    status: fc.constantFrom(
      EntitlementStatus.Entitled,
      EntitlementStatus.Entitled,
      EntitlementStatus.NotEntitled,
      EntitlementStatus.Unknown,
    ),
    until: seldom(instant),
  })
  .map(({ status, until }) => ({ status, detail: "the books say so", ...(until === undefined ? {} : { until }) }));

function someOf<T>(count: number, arbitraryOf: (number: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  const each = Array.from({ length: count }, (_, index) => fc.option(arbitraryOf(index + 1), { freq: 6 }));
  return fc.tuple(...each).map((values) => values.filter((value) => value !== null));
}

/** A world full of consumers and connections. */
export const beginnings = fc.record({
  consumers: someOf(OWNERS, consumerOf),
  connections: someOf(ENDPOINTS, connectionOf),
  entitlements: someOf(OWNERS, (number) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([accountId(number), ENTITLED] as const) },
      { weight: 1, arbitrary: entitlements.map((entitlement) => [accountId(number), entitlement] as const) },
    ),
  ),
  stackPrincipals: fc.uniqueArray(fc.constantFrom("*", rootOf(accountId(1)), rootOf(accountId(88)))),
});

function event(name: string, atAnyTime: boolean, happen: (world: World) => void): Event {
  return { name, atAnyTime, happen, toString: () => name };
}

export const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: owner
      .chain(consumerOf)
      .map((one) => event(`put ${JSON.stringify(one)}`, true, (world) => world.put(one))),
  },
  owner.map((number) =>
    event(`remove ${number}`, true, (world) => {
      world.consumers.delete(accountId(number));
    }),
  ),
  owner.map((number) =>
    event(`damage ${number}`, true, (world) => {
      const account = accountId(number);
      world.consumers.delete(account);
      world.unreadable.set(account, { key: `CONSUMERS/${account}`, account, problem: "status: (missing)" });
    }),
  ),
  {
    weight: 3,
    arbitrary: endpoint
      .chain(connectionOf)
      .map((one) =>
        event(`connect ${JSON.stringify(one)}`, true, (world) => world.connections.set(one.endpointId, one)),
      ),
  },
  endpoint.map((number) =>
    event(`disconnect ${number}`, true, (world) => {
      world.connections.delete(endpointId(number));
    }),
  ),
  fc.tuple(owner, entitlements).map(([number, entitlement]) =>
    event(`books about ${number}: ${JSON.stringify(entitlement)}`, false, (world) => {
      world.entitlements.set(accountId(number), entitlement);
    }),
  ),
  fc.integer({ min: 1, max: 3 * HOUR_MS }).map((ms) =>
    event(`${ms} ms pass`, false, (world) => {
      world.now = new Date(world.now.getTime() + ms);
    }),
  ),
  fc.constantFrom("*", rootOf(accountId(3)), rootOf(accountId(77))).map((principal) =>
    event(`somebody admits ${principal}`, true, (world) => {
      world.principals.add(principal);
    }),
  ),
);

const callNumber = fc.integer({ min: 1, max: 16 });

export const runs: fc.Arbitrary<RunEvent> = fc.record({
  faults: fc
    .array(fc.tuple(callNumber, fc.constantFrom(...Object.values(Fault))), { maxLength: 3 })
    .map((entries) => new Map(entries)),
  meanwhile: fc
    .array(
      fc.tuple(
        callNumber,
        events.filter(({ atAnyTime }) => atAnyTime),
      ),
      { maxLength: 3 },
    )
    .map((entries) => new Map(entries)),
});
