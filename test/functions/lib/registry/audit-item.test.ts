import { expect } from "chai";
import { auditItem, auditKey, decodeEntry } from "../../../../functions/lib/registry/audit-item";
import { isSameDecision } from "../../../../functions/lib/registry/intents";
import { consumer, decisionOn, endpointOf, NOW } from "../../support/registry";

const entry = decisionOn(endpointOf(1), consumer(1));
const retention = { auditDays: 400, now: new Date("2026-03-01T12:00:00.900Z") };

describe("the item of an audit entry", () => {
  it("is found by what it is about, in the order of time", () => {
    const { pk, sk } = auditKey(entry);
    expect(pk).to.equal(`AUDIT#${endpointOf(1)}`);
    expect(sk).to.match(/^2026-03-01T12:00:00\.000Z#[0-9a-f]{12}$/);
    expect(auditKey({ ...entry, at: "2026-03-01T13:00:00+01:00" }).sk.split("#")[0]).to.equal(NOW);
  });

  it("has the same key for the same entry, whatever the order of its members, and another for any other", () => {
    const reversed = Object.fromEntries(Object.entries(entry).reverse()) as unknown as typeof entry;
    expect(auditKey({ ...reversed, messageId: undefined })).to.deep.equal(auditKey(entry));
    const keys = Object.keys(entry).filter((key) => key !== "at");
    const others = keys.map((key) => auditKey({ ...entry, [key]: "other" }).sk);
    expect(new Set([...others, auditKey(entry).sk]).size).to.equal(keys.length + 1);
  });

  it("gives the entry back, without the time of its removal", () => {
    const item = auditItem({ ...entry, messageId: "m-1" }, retention);
    expect(item.expiresAt).to.deep.equal({ N: String(1_772_366_400 + 400 * 86_400) });
    expect(decodeEntry(item)).to.deep.equal({ value: { ...entry, messageId: "m-1" } });
  });

  it("stays where the audit is kept for ever", () => {
    expect(auditItem(entry, { ...retention, auditDays: 0 })).to.not.have.property("expiresAt");
  });

  it("is the same decision at another time and for another message, and another one in all that matters", () => {
    const later = { ...entry, at: "2026-03-01T12:05:00.000Z", messageId: "m-2", explanation: "In other words." };
    expect(isSameDecision(entry, later)).to.equal(true);
    for (const key of ["id", "actor", "action", "before", "after", "reason", "account", "consumer", "serviceId"]) {
      expect(isSameDecision(entry, { ...entry, [key]: "other" }), key).to.equal(false);
    }
    expect(isSameDecision(entry, { ...entry, revision: 2 })).to.equal(false);
    expect(isSameDecision(entry, { ...entry, subject: "consumer" })).to.equal(false);
  });
});
