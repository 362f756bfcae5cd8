import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import type { Consumer } from "../../../functions/lib/consumer";
import {
  CONSUMER_KEYS,
  changedConsumer,
  newConsumer,
  sameTerms,
  termsOf,
} from "../../../functions/lib/consumer-schema";
import { ACCOUNT, REFUSED_TERMS } from "./refused-terms";

const NOW = new Date("2026-03-01T12:00:00Z");
const ACTOR = "arn:aws:iam::123456789012:role/operator";
const authorship = { now: NOW, actor: ACTOR };
const least = { name: "acme", account: ACCOUNT };

function added(input: object): Consumer {
  const judged = newConsumer(input, authorship);
  if ("value" in judged) return judged.value;
  throw new Error(judged.problems.map(sentence).join("\n"));
}

function saidOf(input: unknown): string[] {
  const judged = newConsumer(input, authorship);
  return "problems" in judged ? judged.problems.map(sentence) : [];
}

describe("the terms of a consumer", () => {
  it("are a name and an account at least, and then active for the whole account", () => {
    expect(added(least)).to.deep.equal({
      name: "acme",
      account: ACCOUNT,
      principals: [],
      status: "active",
      revision: 1,
      createdAt: "2026-03-01T12:00:00.000Z",
      updatedAt: "2026-03-01T12:00:00.000Z",
      updatedBy: ACTOR,
    });
  });

  it("have each date as an instant of UTC, and their lists in order", () => {
    const consumer = added({
      ...least,
      principals: [`arn:aws:iam::${ACCOUNT}:role/b`, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:role/a`],
      validFrom: "2026-01-31",
      validUntil: "2027-01-31T09:30+05:30",
      regions: ["us-west-2", "eu-west-1"],
      services: ["reports", "order-processor"],
      endpointIds: ["vpce-0fffffffffffffff0", "vpce-01234567"],
    });
    expect(consumer).to.deep.include({
      principals: [`arn:aws:iam::${ACCOUNT}:role/a`, `arn:aws:iam::${ACCOUNT}:role/b`, `arn:aws:iam::${ACCOUNT}:root`],
      validFrom: "2026-01-31T00:00:00.000Z",
      validUntil: "2027-01-31T04:00:00.000Z",
      regions: ["eu-west-1", "us-west-2"],
      services: ["order-processor", "reports"],
      endpointIds: ["vpce-01234567", "vpce-0fffffffffffffff0"],
    });
  });

  for (const [title, changes, sentences] of REFUSED_TERMS) {
    it(`are refused with the reason: ${title}`, () => {
      expect(saidOf({ ...least, ...changes })).to.deep.equal(sentences);
    });
  }

  it("are refused with everything that is wrong with them at once", () => {
    const wrong = {
      name: "A",
      account: 210987654321,
      principals: ["arn:aws:iam::345678901234:root", "*"],
      region: ["us-east-11"],
      validFrom: "2027-02-01",
      validUntil: "2027-01-31",
      maxConnections: "many",
    };
    expect(saidOf(wrong).map((text) => text.split(":")[0])).to.deep.equal([
      "account",
      "maxConnections",
      "name",
      "principals[0]",
      "principals[1]",
      "region",
      "regions[0]",
      "validUntil",
    ]);
  });

  it("say nothing of a principal's account where the consumer's own is missing", () => {
    const sentences = saidOf({ name: "acme", principals: [`arn:aws:iam::${ACCOUNT}:root`] });
    expect(sentences).to.deep.equal(['account: (missing) is required; add it, for example "123456789012".']);
  });

  for (const garbage of [undefined, null, 5, "acme", [], [least]]) {
    it(`are not ${JSON.stringify(garbage)}`, () => {
      expect(saidOf(garbage)).to.have.lengthOf(1);
    });
  }
});

describe("a change of a consumer", () => {
  const consumer = added({ ...least, validUntil: "2027-01-31", regions: ["us-east-1", "eu-west-1"], plan: "gold" });
  const later = { now: new Date("2026-04-01T00:00:00Z"), actor: "arn:aws:iam::123456789012:role/other" };

  it("takes the entry to its next revision, and says who made it", () => {
    expect(changedConsumer(consumer, { status: "suspended", maxConnections: 3 }, later)).to.deep.equal({
      value: {
        ...consumer,
        status: "suspended",
        maxConnections: 3,
        revision: 2,
        updatedAt: "2026-04-01T00:00:00.000Z",
        updatedBy: later.actor,
      },
    });
  });

  it("takes away what is null, and leaves what is absent", () => {
    const judged = changedConsumer(consumer, { validUntil: null, plan: undefined }, later);
    const { validUntil: _, ...rest } = consumer;
    expect(judged).to.deep.equal({
      value: { ...rest, revision: 2, updatedAt: "2026-04-01T00:00:00.000Z", updatedBy: later.actor },
    });
  });

  it("is the consumer itself when nothing changes, however it is written", () => {
    const same = { validUntil: "2027-01-31T01:00:00+01:00", regions: ["eu-west-1", "us-east-1"], status: "active" };
    expect(changedConsumer(consumer, same, later)).to.have.property("value", consumer);
    expect(changedConsumer(consumer, {}, later)).to.have.property("value", consumer);
  });

  it("is refused with everything that is wrong with it, and with the entry that comes of it", () => {
    const judged = changedConsumer(consumer, { validFrom: "2028-01-01", reigons: ["us-east-1"], plan: "" }, later);
    expect("problems" in judged && judged.problems.map(sentence)).to.deep.equal([
      'plan: "" is blank; write something, or leave it out.',
      'reigons: "reigons" is an unknown key; write regions instead.',
      'validUntil: "2027-01-31T00:00:00.000Z" is not after validFrom, "2028-01-01"; use a later one, or an earlier validFrom.',
    ]);
  });

  it("is refused where it makes another consumer of it", () => {
    const judged = changedConsumer(consumer, { name: "globex", account: "345678901234" }, later);
    expect("problems" in judged && judged.problems.map(sentence)).to.deep.equal([
      'account: "345678901234" is not the consumer\'s account, "210987654321", which cannot change; add another consumer, and end this one.',
      'name: "globex" is not the consumer\'s name, "acme", which cannot change; add another consumer, and end this one.',
    ]);
  });

  it("cannot take away what every consumer has", () => {
    const judged = changedConsumer(consumer, { name: null }, later);
    expect("problems" in judged && judged.problems.map(sentence)).to.deep.equal([
      'name: (missing) is required; add it, for example "acme".',
    ]);
  });
});

describe("the terms of an entry", () => {
  it("are what an import takes, in the order of the keys, and make the same consumer", () => {
    const consumer = added({ notes: "n", contact: "c", ...least, validUntil: "2027-01-31", maxConnections: 1 });
    const terms = termsOf(consumer);
    const keys = Object.keys(terms);
    expect(keys).to.deep.equal(CONSUMER_KEYS.filter((key) => keys.includes(key)));
    expect(terms).to.not.have.any.keys("revision", "createdAt", "updatedAt", "updatedBy");
    expect(added(terms)).to.deep.equal(consumer);
    expect(sameTerms(terms, consumer)).to.equal(true);
    expect(sameTerms({ ...terms, notes: "m" }, consumer)).to.equal(false);
  });
});
