import { expect } from "chai";
import type { RunFacts } from "../../../functions/lib/plan-run";
import { accountId, consumer, START } from "../support/builders";
import { plan } from "../support/plan";

describe("the plan of warnings", () => {
  const DAY_MS = 86_400_000;
  const inMs = (ms: number): string => new Date(Date.parse(START) + ms).toISOString();

  function warned(change: Parameters<typeof consumer>[1], facts: Partial<RunFacts> = {}) {
    return plan({ consumers: [consumer(1, change)], ...facts }).warnings.send.map(({ validUntil }) => validUntil);
  }

  it("begins to the millisecond, and ends with the access", () => {
    const [near, tooFar] = [inMs(14 * DAY_MS), inMs(14 * DAY_MS + 1)];
    expect(warned({ validUntil: near })).to.deep.equal([near]);
    expect(warned({ validUntil: tooFar })).to.deep.equal([]);
    expect(warned({ validUntil: inMs(1) })).to.deep.equal([inMs(1)]);
    expect(warned({ validUntil: inMs(0) })).to.deep.equal([]);
  });

  it("warns of active consumers, also of those whose time has not begun", () => {
    const validUntil = inMs(DAY_MS);
    expect(warned({ validUntil, status: "suspended" })).to.deep.equal([]);
    expect(warned({ validUntil, status: "ended" })).to.deep.equal([]);
    expect(warned({ validUntil, validFrom: inMs(1000) })).to.deep.equal([validUntil]);
  });

  it("warns once of each end", () => {
    const validUntil = inMs(DAY_MS);
    const warnings = [{ account: accountId(1), validUntil, warnedAt: START }];
    expect(warned({ validUntil }, { warnings })).to.deep.equal([]);
    expect(warned({ validUntil: inMs(2 * DAY_MS) }, { warnings })).to.deep.equal([inMs(2 * DAY_MS)]);
  });

  it("warns of nothing when it is not asked to, or cannot tell whom it has warned", () => {
    const validUntil = inMs(DAY_MS);
    expect(warned({ validUntil }, { warningDays: 0 })).to.deep.equal([]);
    expect(warned({ validUntil }, { warnings: undefined })).to.deep.equal([]);
  });

  it("forgets warnings of consumers that are gone or have another end, not of entries that cannot be read", () => {
    const validUntil = inMs(DAY_MS);
    const warnings = [1, 2, 3, 4, 5].map((number) => ({ account: accountId(number), validUntil, warnedAt: START }));
    const consumers = [
      consumer(1, { validUntil }),
      consumer(2),
      consumer(3, { validUntil: inMs(2 * DAY_MS) }),
      consumer(6, { validUntil: inMs(90 * DAY_MS) }),
    ];
    const unreadable = [{ key: "CONSUMERS/4", account: accountId(4), problem: "broken" }];
    const { forget, send } = plan({ consumers, warnings, unreadable }).warnings;
    expect(forget).to.deep.equal([accountId(2), accountId(5)]);
    expect(send.map((one) => one.consumer.name)).to.deep.equal(["consumer-3"]);
  });
});
