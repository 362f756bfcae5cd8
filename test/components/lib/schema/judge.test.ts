import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { sentence } from "../../../../components/lib/problem";
import { judge, type Rule } from "../../../../components/lib/schema/judge";
import { documented } from "../../../../components/lib/schema/keys";

const Colour = { Red: "red", Blue: "blue" } as const;

const schema = z.strictObject({
  name: documented(z.string(), { description: "A name.", examples: ["orders"] }),
  size: z.int().optional(),
  colour: z.enum(Colour).default(Colour.Red),
  loud: z.boolean().default(false),
  words: z.array(z.string()).default([]),
  counts: z.record(z.string(), z.int()).default({}),
  inner: z.strictObject({ depth: z.int().default(1) }).prefault({}),
});

type Value = z.output<typeof schema>;

const shortName: Rule<Value> = ({ name }) =>
  name.length < 10 ? [] : [{ path: "name", value: name, rule: "is too long", remedy: "shorten it" }];

const blueIsLoud: Rule<Value> = ({ colour, loud }) =>
  colour === Colour.Red || loud ? [] : [{ path: "loud", value: loud, rule: "must be loud in blue", remedy: "set it" }];

const loudOrNot: Rule<Value> = ({ loud, words }) =>
  words.map((value, index) => ({
    path: `words[${index}]`,
    value,
    rule: loud ? "is too loud" : "is too quiet",
    remedy: "remove it",
  }));

function said(input: unknown, ...rules: Rule<Value>[]): string[] {
  const judged = judge(schema, input, rules);
  return "problems" in judged ? judged.problems.map(sentence) : [];
}

describe("stacks/schema/judge", () => {
  it("gives the value with defaults when nothing is wrong", () => {
    expect(judge(schema, { name: "orders" }, [shortName, blueIsLoud])).to.deep.equal({
      value: { name: "orders", colour: "red", loud: false, words: [], counts: {}, inner: { depth: 1 } },
    });
  });

  it("says what is wrong with each shape, and how to write it", () => {
    const wrong = {
      size: 1.5,
      colour: "green",
      loud: "yes",
      words: "a",
      counts: { "a-b": "1" },
      inner: [],
    };
    expect(said(wrong)).to.deep.equal([
      'colour: "green" is unknown; use one of red, blue.',
      'counts["a-b"]: "1" is not a whole number; write it without quotes.',
      "inner: [] is not a set of keys; write keys below it: depth.",
      'loud: "yes" is neither true nor false; write true or false, without quotes.',
      'name: (missing) is required; add it, for example "orders".',
      "size: 1.5 is not a whole number; use one.",
      'words: "a" is not a list; write it as one: ["a"].',
    ]);
  });

  it("says what an empty key lacks, whether it is required or not", () => {
    expect(said({ name: null, size: null })).to.deep.equal([
      'name: (missing) is required; add it, for example "orders".',
      "size: (missing) is not a value; write one after the key, or remove the key.",
    ]);
  });

  it("tells to put numbers and truth values into quotes where a text belongs", () => {
    expect(said({ name: 12, words: [true, {}] })).to.deep.equal([
      'name: 12 is not a text; write it in quotes: "12".',
      'words[0]: true is not a text; write it in quotes: "true".',
      "words[1]: {} is not a text; use one.",
    ]);
  });

  it("suggests the key that was meant at every level, and lists the known ones where none is near", () => {
    expect(said({ name: "orders", siz: 1, inner: { dpth: 2 }, weather: "fine" })).to.deep.equal([
      'inner.dpth: "dpth" is an unknown key; write inner.depth instead.',
      'siz: "siz" is an unknown key; write size instead.',
      'weather: "weather" is an unknown key; use name, size, colour, loud, words, counts or inner, or remove it.',
    ]);
  });

  it("judges the value of a mistyped key as that of the key that was meant", () => {
    expect(said({ nam: "a-very-long-name", siz: "1" }, shortName)).to.deep.equal([
      'nam: "nam" is an unknown key; write name instead.',
      'name: "a-very-long-name" is too long; shorten it.',
      'siz: "siz" is an unknown key; write size instead.',
      'size: "1" is not a whole number; write it without quotes.',
    ]);
  });

  it("applies the rules although something else has the wrong shape", () => {
    expect(said({ name: "a-very-long-name", size: "1" }, shortName)).to.deep.equal([
      'name: "a-very-long-name" is too long; shorten it.',
      'size: "1" is not a whole number; write it without quotes.',
    ]);
  });

  it("says nothing that depends on what a value of the wrong shape was meant to be", () => {
    expect(said({ name: "orders", colour: "green" }, blueIsLoud)).to.deep.equal([
      'colour: "green" is unknown; use one of red, blue.',
    ]);
    expect(said({ name: "orders", colour: "blue", loud: "no" }, blueIsLoud)).to.deep.equal([
      'loud: "no" is neither true nor false; write true or false, without quotes.',
    ]);
  });

  it("says that a value is wrong when it is whatever was meant, though for different reasons", () => {
    expect(said({ name: "orders", loud: "no", words: ["a"] }, loudOrNot)).to.deep.equal([
      'loud: "no" is neither true nor false; write true or false, without quotes.',
      'words[0]: "a" is too loud; remove it.',
    ]);
  });

  it("says each sentence once, though several rules say it", () => {
    expect(said({ name: "a-very-long-name" }, shortName, shortName)).to.deep.equal([
      'name: "a-very-long-name" is too long; shorten it.',
    ]);
  });

  it("never throws, and never accepts what the schema would not, whatever it is given", () => {
    const key = fc.oneof(fc.constantFrom("name", "size", "colour", "inner", "nam", "dpth"), fc.string());
    const input = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(input, (given) => {
        const judged = judge(schema, given, [shortName, blueIsLoud]);
        if ("value" in judged) expect(schema.safeParse(given).data).to.deep.equal(judged.value);
        else expect(judged.problems.length).to.be.greaterThan(0);
      }),
    );
  });
});
