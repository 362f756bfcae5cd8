import { expect } from "chai";
import fc from "fast-check";
import { fromItem, type Plain, StrangeAttribute, toItem } from "../../../../functions/lib/registry/attributes";

/** Any value that an item of the registry may have. */
const { value: values } = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.maxSafeInteger(),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")),
  ),
}));

describe("attributes", () => {
  it("give back every value that they are made of", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), (value) => {
        expect(fromItem(toItem(value))).to.deep.equal({ ...value });
      }),
    );
  });

  it("are in DynamoDB's own form, without keys that have no value", () => {
    expect(
      toItem({ text: "a", count: 2, on: true, none: null, gone: undefined, list: ["b", { in: 1 }] }),
    ).to.deep.equal({
      text: { S: "a" },
      count: { N: "2" },
      on: { BOOL: true },
      none: { NULL: true },
      list: { L: [{ S: "b" }, { M: { in: { N: "1" } } }] },
    });
  });

  it("say where a value is that the registry does not write", () => {
    const item = { outer: { L: [{ M: { inner: { B: new Uint8Array([1]) } } }] } };
    expect(() => fromItem(item)).to.throw(
      StrangeAttribute,
      /^outer\[0\]\.inner is of the type B, which the registry does not write$/,
    );
    expect(() => fromItem({ count: { N: "9007199254740993" } })).to.throw(
      StrangeAttribute,
      /^count is the number 9007199254740993, which is too large$/,
    );
  });

  it("are not made of what no item holds", () => {
    expect(() => toItem({ when: Number.NaN })).to.throw(TypeError, /^NaN is not a value of an item\.$/);
    expect(() => toItem({ call: () => 1 })).to.throw(TypeError, / is not a value of an item\.$/);
  });
});
