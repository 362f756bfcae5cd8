import { expect } from "chai";
import fc from "fast-check";
import { type PlannedRecord, planRecords, RoutingMode } from "../../../components/lib/failover-plan";

const plan = (order: readonly string[]) =>
  planRecords({ routing: RoutingMode.Failover, keys: [...order].sort(), order, regions: {} });

const orders = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 8 });

/** The endpoint that Route 53 answers with while some are not healthy. */
function answer(records: readonly PlannedRecord[], set: string, healthy: ReadonlySet<string>): string {
  const ofSet = (role: string) => {
    const found = records.find((r) => r.set === set && "failover" in r.policy && r.policy.failover === role);
    if (found === undefined) throw new Error(`There is no ${role} of ${set}.`);
    return found.target;
  };
  const isWell = (target: PlannedRecord["target"]): boolean =>
    "endpoint" in target
      ? healthy.has(target.endpoint)
      : records.some((record) => record.set === target.set && isWell(record.target));
  const [primary, secondary] = [ofSet("PRIMARY"), ofSet("SECONDARY")];
  const chosen = isWell(primary) || !isWell(secondary) ? primary : secondary;
  return "endpoint" in chosen ? chosen.endpoint : answer(records, chosen.set, healthy);
}

describe("failover-plan", () => {
  it("of two endpoints is one pair", () => {
    expect(plan(["far", "near"])).to.deep.equal({
      set: "failover",
      records: [
        {
          key: "failover-primary",
          set: "failover",
          setIdentifier: "primary",
          policy: { failover: "PRIMARY" },
          target: { endpoint: "far" },
        },
        {
          key: "failover-secondary",
          set: "failover",
          setIdentifier: "secondary",
          policy: { failover: "SECONDARY" },
          target: { endpoint: "near" },
        },
      ],
    });
  });

  it("by failover answers with the first healthy endpoint of the order, and with the first one when none is", () => {
    const cases = orders.chain((order) => fc.tuple(fc.constant(order), fc.subarray(order)));
    fc.assert(
      fc.property(cases, ([order, well]) => {
        const healthy = new Set(well);
        const first = order.find((key) => healthy.has(key)) ?? order[0];
        const { set, records } = plan(order);
        expect(answer(records, set, healthy)).to.equal(first);
      }),
    );
  });

  it("by failover has one record of each role in a set, and two for each endpoint but the last", () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { records } = plan(order);
        expect(records).to.have.lengthOf(2 * (order.length - 1));
        expect(new Set(records.map(({ set, setIdentifier }) => `${set} ${setIdentifier}`)).size).to.equal(
          records.length,
        );
        expect(new Set(records.map(({ key }) => key)).size).to.equal(records.length);
      }),
    );
  });

  it("lists a set before whatever leads to it", () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { records } = plan(order);
        for (const [index, { target }] of records.entries()) {
          if (!("set" in target)) continue;
          const places = records.flatMap(({ set }, place) => (set === target.set ? [place] : []));
          expect(Math.max(...places)).to.be.lessThan(index);
        }
      }),
    );
  });

  it("has the same identities in any order, so that endpoints change places in place", () => {
    const identity = ({ key, set, setIdentifier, policy }: PlannedRecord) => ({ key, set, setIdentifier, policy });
    const cases = orders.chain((order) =>
      fc.tuple(fc.constant(order), fc.shuffledSubarray(order, { minLength: order.length })),
    );
    fc.assert(
      fc.property(cases, ([order, other]) => {
        expect(plan(other).records.map(identity)).to.deep.equal(plan(order).records.map(identity));
      }),
    );
  });

  it("by weights and by latency has one record for each endpoint, identified by its key", () => {
    const keys = ["east", "west"];
    const regions = { east: "us-east-1", west: "us-west-2" };
    const common = { keys, order: [], regions, weights: { east: 9, west: 0 } };
    const record = (routing: string, key: string, policy: object) => ({
      key: `${routing}-${key}`,
      set: routing,
      setIdentifier: key,
      policy,
      target: { endpoint: key },
    });
    expect(planRecords({ routing: RoutingMode.Weighted, ...common })).to.deep.equal({
      set: "weighted",
      records: [record("weighted", "east", { weight: 9 }), record("weighted", "west", { weight: 0 })],
    });
    expect(planRecords({ routing: RoutingMode.Latency, ...common })).to.deep.equal({
      set: "latency",
      records: [record("latency", "east", { region: "us-east-1" }), record("latency", "west", { region: "us-west-2" })],
    });
  });
});
