import { expect } from "chai";
import fc from "fast-check";
import type { Connection } from "../../../functions/lib/connection";
import type { Consumer } from "../../../functions/lib/consumer";
import type { Entitlement } from "../../../functions/lib/entitlement";
import * as arbitrary from "../support/arbitraries";
import { rootOf, SERVICE } from "../support/builders";
import { expectSettled, mayConnect, watch } from "../support/oracle";
import { runIn } from "../support/run";
import { World } from "../support/world";

const RUNS = 60;

function watchedWorld({
  stackPrincipals,
  entitlements,
  ...state
}: {
  readonly consumers: readonly Consumer[];
  readonly connections: readonly Connection[];
  readonly entitlements: Iterable<readonly [string, Entitlement]>;
  readonly stackPrincipals: readonly string[];
}): World {
  const world = new World(state);
  world.service = { ...SERVICE, stackPrincipals };
  for (const principal of stackPrincipals) world.principals.add(principal);
  for (const [account, entitlement] of entitlements) world.entitlements.set(account, entitlement);
  watch(world);
  return world;
}

/** A world with the same registry, books, time and connections, in which nothing has happened yet. */
function newWorldLike(world: World): World {
  const other = watchedWorld({
    consumers: [...world.consumers.values()],
    connections: [...world.connections.values()].toReversed(),
    entitlements: world.entitlements,
    stackPrincipals: world.service.stackPrincipals,
  });
  other.principals.clear();
  other.now = world.now;
  for (const [account, item] of world.unreadable) other.unreadable.set(account, item);
  for (const principal of world.principals) {
    const isKept = [...world.unreadable.keys()].some((account) => principal.includes(account));
    if (isKept || world.service.stackPrincipals.includes(principal)) other.principals.add(principal);
  }
  return other;
}

/** One run that meets no fault, after which there must be nothing left to do. */
async function settle(world: World): Promise<void> {
  const { failure } = await runIn(world);
  expect(failure).to.equal(undefined);
  expectSettled(world);
  expect((await runIn(world)).calls.writes()).to.deep.equal([]);
}

async function expectSameAsNew(world: World): Promise<void> {
  const other = newWorldLike(world);
  await settle(world);
  await settle(other);
  const { warnings: _warnings, ...end } = world.endState();
  const { warnings: _others, ...expected } = other.endState();
  expect(end).to.deep.equal(expected);
  expect([...world.violations, ...other.violations]).to.deep.equal([]);
}

describe("whatever happens, in whatever order", () => {
  it("nobody is accepted who may not be, and the end depends on the last registry and connections alone", async () => {
    const steps = fc.array(fc.oneof(arbitrary.events, arbitrary.runs), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(arbitrary.beginnings, steps, async (beginning, happening) => {
        const world = watchedWorld(beginning);
        for (const step of happening) {
          if ("happen" in step) {
            step.happen(world);
            continue;
          }
          const before = new Set(world.principals);
          let othersAdmitAll = before.has("*");
          await runIn(world, {
            faults: step.faults,
            meanwhile: (_call, number) => {
              step.meanwhile.get(number)?.happen(world);
              othersAdmitAll ||= [...step.meanwhile.values()].some(({ name }) => name === "somebody admits *");
            },
          });
          if (!othersAdmitAll) expect([...world.principals]).not.to.include("*");
        }
        await expectSameAsNew(world);
      }),
      { numRuns: RUNS },
    );
  });

  it("holds for several runs at once", async () => {
    const together = fc.array(arbitrary.runs, { minLength: 2, maxLength: 3 });
    const registryChanges = fc.array(
      arbitrary.events.filter(({ atAnyTime }) => atAnyTime),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        arbitrary.beginnings,
        together,
        registryChanges,
        async (scheduler, beginning, parallel, changes) => {
          const world = watchedWorld(beginning);
          scheduler.scheduleSequence(
            changes.map((change) => ({
              label: change.name,
              builder: async () => change.happen(world),
            })),
          );
          const runs = parallel.map(({ faults }) =>
            runIn(world, { faults, turn: (name) => scheduler.schedule(Promise.resolve(), name) }),
          );
          await scheduler.waitFor(Promise.all(runs));
          await expectSameAsNew(world);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("accepts all who may connect, up to their limits, the oldest first", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.beginnings, async (beginning) => {
        const world = watchedWorld(beginning);
        const wanted = [...world.consumers.values()].flatMap(
          ({ account, maxConnections = Number.POSITIVE_INFINITY }) => {
            const own = [...world.connections.values()].filter(
              (one) => one.account === account && mayConnect(world, one),
            );
            const established = own.filter(({ state }) => /^(available|pending|partial)$/i.test(state));
            const pending = own
              .filter(({ state }) => /^pendingacceptance$/i.test(state))
              .toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
            return pending.slice(0, Math.max(0, maxConnections - established.length));
          },
        );
        await runIn(world);
        const accepted = world.deeds.filter(({ verb }) => verb === "accept").map(({ endpointId }) => endpointId);
        expect(accepted.toSorted()).to.deep.equal(wanted.map(({ endpointId }) => endpointId).toSorted());
        for (const { account } of wanted) {
          const own = world.consumers.get(account)?.principals ?? [];
          const expected = own.length > 0 ? own.filter((arn) => arn !== "*") : [rootOf(account)];
          expect([...world.principals, ...world.service.stackPrincipals]).to.include.members(expected);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
