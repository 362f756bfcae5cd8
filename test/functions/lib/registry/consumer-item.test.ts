import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { CONSUMER_KEYS } from "../../../../functions/lib/consumer-schema";
import type { Item } from "../../../../functions/lib/registry/attributes";
import { consumerItem, decodeConsumer, nameItem } from "../../../../functions/lib/registry/consumer-item";
import { consumer } from "../../support/registry";
import { accounts, consumers } from "./consumers";

/** Any value that DynamoDB may hold, the right ones among them. */
const { attribute } = fc.letrec<{ attribute: AttributeValue }>((tie) => ({
  attribute: fc.oneof(
    { maxDepth: 3 },
    fc.string().map((S) => ({ S })),
    accounts.map((S) => ({ S })),
    fc.constantFrom("active", "*", "2027-01-31", "vpce-0123456789abcdef0").map((S) => ({ S })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => ({ N: String(number) })),
    fc.bigInt().map((number) => ({ N: String(number) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    fc.uint8Array().map((B) => ({ B })),
    fc.array(fc.string(), { minLength: 1 }).map((SS) => ({ SS })),
    fc.array(fc.integer(), { minLength: 1 }).map((numbers) => ({ NS: numbers.map(String) })),
    fc.array(tie("attribute"), { maxLength: 4 }).map((L) => ({ L })),
    fc.dictionary(fc.string(), tie("attribute"), { maxKeys: 4 }).map((M) => ({ M })),
  ) as fc.Arbitrary<AttributeValue>,
}));

const KEYS = [...CONSUMER_KEYS, "sk", "revision", "createdAt", "updatedAt", "updatedBy", "expiresAt"];

describe("the item of a consumer", () => {
  it("gives the consumer back", () => {
    fc.assert(
      fc.property(consumers, (one) => {
        expect(decodeConsumer(consumerItem(one))).to.deep.equal({ value: one });
      }),
      { numRuns: 100 },
    );
  });

  it("has its account and its name in keys, where they can be taken once", () => {
    const one = consumer(7);
    expect(consumerItem(one)).to.deep.include({ pk: { S: "CONSUMERS" }, sk: { S: "200000000007" } });
    expect(nameItem(one)).to.deep.equal({
      pk: { S: "NAMES" },
      sk: { S: "consumer-7" },
      account: { S: "200000000007" },
    });
  });

  it("never is a consumer when it is garbage, and is reported by its key", () => {
    const key = { pk: { S: "CONSUMERS" }, sk: { S: "200000000001" } };
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...KEYS)), attribute), (rest) => {
        const decoded = decodeConsumer({ ...rest, ...key });
        expect(decoded).to.not.have.property("value");
        expect(decoded).to.deep.include({ key: { pk: "CONSUMERS", sk: "200000000001" } });
        expect("problem" in decoded && decoded.problem).to.match(/\.$/);
      }),
      { numRuns: 300 },
    );
  });

  it("is none, or the same consumer in all else, when one of its attributes has become garbage", () => {
    fc.assert(
      fc.property(consumers, fc.constantFrom(...KEYS), attribute, (one, key, value) => {
        const decoded = decodeConsumer({ ...consumerItem(one), [key]: value });
        if (!("value" in decoded)) return;
        expect(decoded.value.account).to.equal(one.account);
        expect({ ...decoded.value, [key]: undefined }).to.deep.equal({ ...one, [key]: undefined });
      }),
      { numRuns: 300 },
    );
  });

  const changes: [title: string, change: Item, problem: RegExp][] = [
    [
      "whose account is not the one in its key",
      { sk: { S: "200000000002" } },
      /^account: "200000000001" is not what the item's key says, "200000000002"; remove the item and add it anew\.$/,
    ],
    ["with an attribute that is not known", { cidrs: { L: [] } }, /^cidrs: "cidrs" is an unknown key; use name, /],
    ["that would expire", { expiresAt: { N: "1" } }, /^expiresAt: "expiresAt" is an unknown key; /],
    ["with a revision of 0", { revision: { N: "0" } }, /^revision: 0 is not a count from 1; /],
    [
      "with a number that JavaScript cannot hold",
      { revision: { N: "1e30" } },
      /^revision is the number 1e30, which is too large\.$/,
    ],
    [
      "with a set",
      { regions: { SS: ["us-east-1"] } },
      /^regions is of the type SS, which the registry does not write\.$/,
    ],
    ["with nothing where something belongs", { plan: { NULL: true } }, /^plan: \(missing\) is not a value; /],
    ["without principals", { principals: { NULL: true } }, /^principals: \(missing\) is required; /],
    ["for every account", { principals: { L: [{ S: "*" }] } }, /^principals\[0\]: "\*" is every AWS account; /],
    ["with a time that is none", { createdAt: { S: "yesterday" } }, /^createdAt: "yesterday" is neither a date nor /],
    [
      "with more problems than anybody reads",
      { endpointIds: { L: ["a", "b", "c", "d", "e"].map((S) => ({ S })) } },
      /^endpointIds\[0\]: .* endpointIds\[2\]: .* And 2 more\.$/,
    ],
  ];
  for (const [title, change, problem] of changes) {
    it(`is none ${title}`, () => {
      const decoded = decodeConsumer({ ...consumerItem(consumer(1)), ...change });
      expect("problem" in decoded && decoded.problem).to.match(problem);
    });
  }

  it("has dates in one form, whatever form somebody gave them by hand", () => {
    const decoded = decodeConsumer({ ...consumerItem(consumer(1)), validUntil: { S: "2027-01-31" } });
    expect(decoded).to.have.nested.property("value.validUntil", "2027-01-31T00:00:00.000Z");
  });

  it("is not made of a consumer that could not be read again", () => {
    expect(() => consumerItem({ ...consumer(1), maxConnections: 0 })).to.throw(
      Error,
      /^The entry of 200000000001 cannot be written\. maxConnections: 0 admits no connection, /,
    );
  });
});
