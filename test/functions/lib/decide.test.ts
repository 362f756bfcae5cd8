import { expect } from "chai";
import type { Connection } from "../../../functions/lib/connection";
import type { Consumer } from "../../../functions/lib/consumer";
import { decide } from "../../../functions/lib/decide";
import { type Entitlement, EntitlementStatus } from "../../../functions/lib/entitlement";
import { connection, consumer, ENTITLED } from "../support/builders";

const NOW = "2026-06-01T12:00:00.000Z";
const JUST_BEFORE = "2026-06-01T11:59:59.999Z";
const JUST_AFTER = "2026-06-01T12:00:00.001Z";

const PENDING = connection(1, 7);
const ESTABLISHED = connection(1, 7, { state: "available" });
const ENDPOINT = "vpce-00000000000000001";
const OTHER_ENDPOINT = "vpce-00000000000000002";

const UNPAID: Entitlement = { status: EntitlementStatus.NotEntitled, detail: "the books have no payment of it" };
const UNKNOWN: Entitlement = { status: EntitlementStatus.Unknown, detail: "the books did not answer within 5 s" };

function decided(
  about: Connection,
  by: Partial<Consumer> | undefined,
  entitlement: Entitlement = ENTITLED,
  connectionsAhead = 0,
): string {
  const entry = by === undefined ? undefined : consumer(7, { name: "acme", ...by });
  const limits = { service: "order-processor", connectionsAhead };
  const { action, reason, explanation } = decide(about, entry, entitlement, new Date(NOW), limits);
  return `${action} ${reason}: ${explanation}`;
}

describe("the decision about a connection", () => {
  it("accepts a pending one of an active, entitled consumer, and leaves it when it is established", () => {
    const explanation = "acme is active and entitled: no books are asked.";
    expect(decided(PENDING, {})).to.equal(`accept entitled: ${explanation}`);
    expect(decided(ESTABLISHED, {})).to.equal(`leave entitled: ${explanation}`);
  });

  it("reads states without regard to capitals", () => {
    const actions = (states: readonly string[]) =>
      states.map((state) => decided({ ...PENDING, state }, { status: "suspended" }).split(":")[0]);
    const alive = ["pendingAcceptance", "PendingAcceptance", "PENDINGACCEPTANCE", "Available", "AVAILABLE"];
    expect(new Set(actions([...alive, "pending", "Pending", "partial", "Partial"]))).to.deep.equal(
      new Set(["reject suspended"]),
    );
    expect(
      ["pendingAcceptance", "PENDINGACCEPTANCE"].map((state) => decided({ ...PENDING, state }, {}).split(" ")[0]),
    ).to.deep.equal(["accept", "accept"]);
  });

  it("leaves what is settled, whoever has the account", () => {
    for (const state of ["rejected", "Rejected", "deleted", "deleting", "Deleting", "failed", "Failed", "expired"]) {
      const expected = `leave settled: ${ENDPOINT} is ${state}; nothing is left to decide.`;
      expect(decided({ ...PENDING, state }, undefined)).to.equal(expected);
      expect(decided({ ...PENDING, state }, {})).to.equal(expected);
      expect(decided({ ...PENDING, state }, { status: "ended" })).to.equal(expected);
    }
  });

  it("leaves a state that AWS has not told of yet", () => {
    expect(decided({ ...PENDING, state: "quarantined" }, {})).to.equal(
      `leave settled: ${ENDPOINT} is quarantined; nothing is left to decide.`,
    );
  });

  it("leaves an unknown account to people, and what they accepted as it is", () => {
    expect(decided(PENDING, undefined)).to.equal(
      `leave unknownAccount: No consumer in the registry has the account 100000000007; a person decides about ${ENDPOINT}.`,
    );
    expect(decided(ESTABLISHED, undefined)).to.equal(
      `leave unknownAccount: No consumer in the registry has the account 100000000007; ${ENDPOINT} was accepted by hand and stays.`,
    );
  });

  it("rejects pending and established ones of a consumer whose contract has ended or is suspended", () => {
    for (const about of [PENDING, ESTABLISHED]) {
      expect(decided(about, { status: "ended" })).to.equal(
        "reject ended: The contract of acme has ended; it may not connect.",
      );
      expect(decided(about, { status: "suspended" })).to.equal(
        "reject suspended: acme is suspended; it may not connect.",
      );
    }
  });

  it("lets a consumer in from the very millisecond of validFrom", () => {
    for (const about of [PENDING, ESTABLISHED]) {
      expect(decided(about, { validFrom: JUST_AFTER })).to.equal(
        `reject notYetValid: acme may not connect before ${JUST_AFTER}.`,
      );
    }
    expect(decided(PENDING, { validFrom: NOW })).to.match(/^accept entitled/);
    expect(decided(PENDING, { validFrom: JUST_BEFORE })).to.match(/^accept entitled/);
  });

  it("lets a consumer in until the millisecond before validUntil", () => {
    for (const about of [PENDING, ESTABLISHED]) {
      for (const validUntil of [NOW, JUST_BEFORE]) {
        expect(decided(about, { validUntil })).to.equal(`expire expired: The access of acme ended at ${validUntil}.`);
      }
    }
    expect(decided(PENDING, { validUntil: JUST_AFTER })).to.match(/^accept entitled/);
    expect(decided(ESTABLISHED, { validUntil: JUST_AFTER })).to.match(/^leave entitled/);
  });

  it("lets nobody in on a date that is none", () => {
    expect(decided(PENDING, { validFrom: "soon" })).to.equal("reject notYetValid: acme may not connect before soon.");
    expect(decided(PENDING, { validUntil: "never" })).to.equal("expire expired: The access of acme ended at never.");
  });

  it("leaves a pending one that the entry does not cover, and rejects an established one", () => {
    const cases: [Partial<Consumer>, string][] = [
      [
        { services: ["billing", "search"] },
        "serviceNotCovered: acme may connect to billing, search; order-processor is not among them.",
      ],
      [{ services: [] }, "serviceNotCovered: acme may connect to nothing; order-processor is not among them."],
      [{ regions: ["eu-west-1"] }, `regionNotCovered: acme may connect from eu-west-1; ${ENDPOINT} is in us-east-1.`],
      [
        { endpointIds: [OTHER_ENDPOINT] },
        `endpointNotListed: acme may connect with ${OTHER_ENDPOINT}; ${ENDPOINT} is not among them.`,
      ],
    ];
    for (const [entry, expected] of cases) {
      expect(decided(PENDING, entry)).to.equal(`leave ${expected}`);
      expect(decided(ESTABLISHED, entry)).to.equal(`reject ${expected}`);
    }
  });

  it("accepts what the entry covers in every way", () => {
    const entry = { services: ["order-processor"], regions: ["us-east-1"], endpointIds: [ENDPOINT] };
    expect(decided(PENDING, entry)).to.match(/^accept entitled/);
  });

  it("shortens long lists in its explanation", () => {
    const services = ["a", "b", "c", "d", "e", "f", "g"];
    expect(decided(PENDING, { services })).to.equal(
      "leave serviceNotCovered: acme may connect to a, b, c, d, e and 2 more; order-processor is not among them.",
    );
  });

  it("leaves everything as it is while the books cannot be asked", () => {
    for (const about of [PENDING, ESTABLISHED]) {
      expect(decided(about, {}, UNKNOWN)).to.equal(
        "leave entitlementUnknown: Whether acme is entitled is not known: the books did not answer within 5 s.",
      );
    }
  });

  it("leaves a pending one of a consumer that has not paid, and cuts an established one", () => {
    const expected = "notEntitled: acme is not entitled: the books have no payment of it.";
    expect(decided(PENDING, {}, UNPAID)).to.equal(`leave ${expected}`);
    expect(decided(ESTABLISHED, {}, UNPAID)).to.equal(`expire ${expected}`);
  });

  it("ends an entitlement at the very millisecond of its end", () => {
    for (const until of [NOW, JUST_BEFORE]) {
      const expected = `expired: The entitlement of acme ended at ${until}: no books are asked.`;
      expect(decided(PENDING, {}, { ...ENTITLED, until })).to.equal(`leave ${expected}`);
      expect(decided(ESTABLISHED, {}, { ...ENTITLED, until })).to.equal(`expire ${expected}`);
    }
    expect(decided(PENDING, {}, { ...ENTITLED, until: JUST_AFTER })).to.match(/^accept entitled/);
  });

  it("takes an entitlement whose end is no instant for no answer", () => {
    for (const about of [PENDING, ESTABLISHED]) {
      expect(decided(about, {}, { ...ENTITLED, until: "someday" })).to.match(/^leave entitlementUnknown/);
    }
  });

  it("leaves what is over the limit, pending and established", () => {
    expect(decided(PENDING, { maxConnections: 2 }, ENTITLED, 2)).to.equal(
      `leave overLimit: acme may have 2 connections to order-processor, and 2 came before ${ENDPOINT}.`,
    );
    expect(decided(ESTABLISHED, { maxConnections: 1 }, ENTITLED, 3)).to.equal(
      `leave overLimit: acme may have 1 connection to order-processor, and 3 came before ${ENDPOINT}, which stays all the same.`,
    );
    expect(decided(PENDING, { maxConnections: 0 })).to.match(/^leave overLimit/);
    expect(decided(PENDING, { maxConnections: 3 }, ENTITLED, 2)).to.match(/^accept entitled/);
  });

  it("goes by the first rule that applies", () => {
    const wrongInEveryWay: Partial<Consumer> = {
      status: "ended",
      validFrom: JUST_AFTER,
      validUntil: JUST_BEFORE,
      services: [],
      regions: [],
      endpointIds: [],
      maxConnections: 0,
    };
    const rightened: Partial<Consumer>[] = [
      {},
      { status: "suspended" },
      { status: "active" },
      { validFrom: undefined },
      { validUntil: undefined },
      { services: undefined },
      { regions: undefined },
      { endpointIds: undefined },
    ];
    let entry = wrongInEveryWay;
    const reasons = rightened.map((step) => {
      entry = { ...entry, ...step };
      return decided(ESTABLISHED, entry, UNPAID).split(":")[0];
    });
    expect(reasons).to.deep.equal([
      "reject ended",
      "reject suspended",
      "reject notYetValid",
      "expire expired",
      "reject serviceNotCovered",
      "reject regionNotCovered",
      "reject endpointNotListed",
      "expire notEntitled",
    ]);
    expect(decided(ESTABLISHED, entry, UNKNOWN).split(":")[0]).to.equal("leave entitlementUnknown");
    expect(decided(ESTABLISHED, entry).split(":")[0]).to.equal("leave overLimit");
    expect(decided(ESTABLISHED, { ...entry, maxConnections: 1 }).split(":")[0]).to.equal("leave entitled");
  });
});
