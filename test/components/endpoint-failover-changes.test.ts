import { expect } from "chai";
import { T } from "../../sandbox/tokens";
import { type Endpoints, type FailoverSettings, failover, PROBE, PROBED } from "../support/failover";
import { redeploy, type Update } from "../support/redeploy";

const THREE: Endpoints = { a: PROBED, b: PROBED, c: PROBED };
const BY_ORDER = { routing: "failover" } as const;

/** What an update of a failover does in the account, which refuses what AWS would refuse on the way. */
async function update(
  [before, from]: [Endpoints, FailoverSettings],
  [after, to]: [Endpoints, FailoverSettings],
): Promise<Update> {
  return redeploy(await failover(before, from), await failover(after, to));
}

/** Pulumi does at the same time what does not depend on one another. */
function inAnyOrder({ created, updated, replaced, deleted }: Update): Update {
  return { created: created.sort(), updated: updated.sort(), replaced: replaced.sort(), deleted: deleted.sort() };
}

const NOTHING: Update = { created: [], updated: [], replaced: [], deleted: [] };

describe("an update of EndpointFailover", () => {
  it("of the same does nothing", async () => {
    const same: [Endpoints, FailoverSettings] = [THREE, { ...BY_ORDER, order: ["a", "b", "c"] }];
    expect(await update(same, same)).to.deep.equal(NOTHING);
  });

  it("changes places in the order by changing what the records lead to", async () => {
    const two: Endpoints = { a: PROBED, b: PROBED };
    const done = await update([two, { ...BY_ORDER, order: ["a", "b"] }], [two, { ...BY_ORDER, order: ["b", "a"] }]);
    expect(inAnyOrder(done)).to.deep.equal({
      ...NOTHING,
      updated: ["fo-failover-primary-a", "fo-failover-secondary-a"],
    });
  });

  it("adds a first, a middle and a last endpoint with no record replaced, and removes them", async () => {
    for (const order of [
      ["c", "a", "b"],
      ["a", "c", "b"],
      ["a", "b", "c"],
    ]) {
      const two: [Endpoints, FailoverSettings] = [
        { a: PROBED, b: PROBED },
        { ...BY_ORDER, order: ["a", "b"] },
      ];
      const three: [Endpoints, FailoverSettings] = [THREE, { ...BY_ORDER, order }];
      const added = await update(two, three);
      const records = (names: readonly string[]) => names.filter((name) => name.includes("failover")).sort();
      expect(records(added.created), order.join()).to.deep.equal([
        "fo-failover-2-primary-a",
        "fo-failover-2-secondary-a",
      ]);
      expect({ ...added, created: [], updated: [] }, order.join()).to.deep.equal(NOTHING);
      const removed = await update(three, two);
      expect(records(removed.deleted), order.join()).to.deep.equal([
        "fo-failover-2-primary-a",
        "fo-failover-2-secondary-a",
      ]);
      expect({ ...removed, updated: [], deleted: [] }, order.join()).to.deep.equal(NOTHING);
    }
  });

  it("of the routing makes the new set, moves the name over, and only then removes the old set", async () => {
    const two: Endpoints = { a: PROBED, b: PROBED };
    const done = await update(
      [two, { ...BY_ORDER, order: ["a", "b"] }],
      [two, { routing: "weighted", shift: { to: "b", percent: 10 } }],
    );
    expect(inAnyOrder(done)).to.deep.equal({
      ...NOTHING,
      created: ["fo-weighted-a-a", "fo-weighted-b-a"],
      updated: ["fo-a"],
      deleted: ["fo-failover-primary-a", "fo-failover-secondary-a"],
    });
  });

  it("of a shift changes weights in place", async () => {
    const two: Endpoints = { blue: {}, green: {} };
    const shift = (percent: number): [Endpoints, FailoverSettings] => [
      two,
      { routing: "weighted", shift: { to: "green", percent } },
    ];
    for (const [from, to] of [
      [0, 10],
      [10, 50],
      [50, 100],
    ] as const) {
      const done = await update(shift(from), shift(to));
      expect(inAnyOrder(done)).to.deep.equal({ ...NOTHING, updated: ["fo-weighted-blue-a", "fo-weighted-green-a"] });
    }
  });

  it("of an alarm makes Route 53 read its settings again", async () => {
    const probed = (threshold: number): Endpoints => ({ a: { health: { probe: { ...PROBE, threshold } } }, b: {} });
    const settings = { ...BY_ORDER, order: ["a", "b"] };
    const [before, after] = [await failover(probed(1), settings), await failover(probed(2), settings)];
    expect(redeploy(before, after)).to.deep.equal({ ...NOTHING, updated: ["fo-probe-a", "fo-probe-a"] });
    const triggers = [before, after].map((run) => run.one(T.HealthCheck).inputs.triggers as { settings: string });
    expect(triggers[0]?.settings).to.not.equal(triggers[1]?.settings);
  });

  it("is refused by the sandbox where AWS would: endpoints as identities of the pair cannot change places", async () => {
    const two: Endpoints = { a: PROBED, b: PROBED };
    const run = await failover(two, { ...BY_ORDER, order: ["a", "b"] });
    const primary = run.named("fo-failover-primary-a");
    const { inputs } = run.cloud.check(
      T.Record,
      "second",
      { ...primary.inputs, setIdentifier: "b" },
      { region: "us-east-1", seed: "second" },
    );
    expect(() => run.cloud.create(T.Record, inputs, { region: "us-east-1", seed: "second" })).to.throw(
      "cannot be created as a PRIMARY set exists with the same name and type.",
    );
  });
});
