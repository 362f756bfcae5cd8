import { expect } from "chai";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { appended, withoutElement, withoutElementAt } from "../../../automation/stacks/yaml-sequence";

describe("lists in YAML", () => {
  const appends: readonly (readonly [string, string, (string | number)[], unknown, string])[] = [
    ["brackets", "a: [x, y] # two\nb: 1\n", ["a"], "z", "a: [x, y, z] # two\nb: 1\n"],
    ["empty brackets", "a: [ ]\n", ["a"], "z", "a: [z ]\n"],
    [
      "lines",
      "a:\n  - x # one\n  - y\n\n# of b\nb: 1\n",
      ["a"],
      "z",
      "a:\n  - x # one\n  - y\n  - z\n\n# of b\nb: 1\n",
    ],
    ["lines without a last line break", "a:\n- x", ["a"], "z", "a:\n- x\n- z\n"],
    [
      "lines of maps",
      "a:\n  - n: 1\n    m: 2 # two\n",
      ["a"],
      { k: 3 },
      "a:\n  - n: 1\n    m: 2 # two\n  - { k: 3 }\n",
    ],
    ["a list in an element", "a:\n  - n: [x]\n  - n: [y]\n", ["a", 1, "n"], "z", "a:\n  - n: [x]\n  - n: [y, z]\n"],
  ];
  for (const [what, text, at, element, after] of appends) {
    it(`get one more element in ${what}`, () => {
      expect(appended(text, at, element)).to.equal(after);
    });
  }

  const removals: readonly (readonly [string, string, string, string])[] = [
    ["the first of brackets", "a: [x, y] # two\n", "x", "a: [y] # two\n"],
    ["the last of brackets", "a: [x, y] # two\n", "y", "a: [x] # two\n"],
    ["the only one of brackets", "a: [x]\n", "x", "a: []\n"],
    ["a line, with its comments", "a:\n  - x\n  # of y\n  - y # why\n  - z\n", "y", "a:\n  - x\n  - z\n"],
    ["the only line", "a:\n  - x # why\nb: 1\n", "x", "a:\n  [] # why\nb: 1\n"],
    ["all that are equal", "a: [x, y, x]\n", "x", "a: [y]\n"],
    ["none where there is none", "a: [x]\n", "y", "a: [x]\n"],
  ];
  for (const [what, text, element, after] of removals) {
    it(`lose ${what}`, () => {
      expect(withoutElement(text, ["a"], element)).to.equal(after);
    });
  }

  it("lose a map by its index, with the comment above it", () => {
    const text =
      "waves:\n  # One.\n  - name: one\n    stacks: [a]\n  # Two.\n  - name: two\n    stacks: rest\n\nimages: {}\n";
    expect(withoutElementAt(text, ["waves"], 0)).to.equal(
      "waves:\n  # Two.\n  - name: two\n    stacks: rest\n\nimages: {}\n",
    );
    expect(withoutElementAt(text, ["waves"], 1)).to.equal(
      "waves:\n  # One.\n  - name: one\n    stacks: [a]\n\nimages: {}\n",
    );
  });

  it("must be there", () => {
    expect(() => appended("a: 1\n", ["a"], "x")).to.throw("There is no list at a.");
    expect(() => withoutElementAt("a: [x]\n", ["a"], 1)).to.throw("There is no element 1 in the list.");
  });

  it("say afterwards what they were told, in either form", () => {
    const words = fc.array(fc.constantFrom("a", "b", "us-east-1", "yes", "1", "x y"), { maxLength: 5 });
    fc.assert(
      fc.property(words, fc.constantFrom("flow", "block"), fc.string({ maxLength: 5 }), (list, form, word) => {
        const collectionStyle = form === "flow" ? "flow" : "block";
        const written = stringify({ list }, { collectionStyle }).trim();
        const text = `# head\nx: 1\n${written.replace(/^\{(.*)\}$/s, "$1").trim()}\ny: 2\n`;
        const more = appended(text, ["list"], word);
        expect(parse(more)).to.deep.equal({ x: 1, list: [...list, word], y: 2 });
        const less = withoutElement(more, ["list"], word);
        expect(parse(less)).to.deep.equal({ x: 1, list: list.filter((one) => one !== word), y: 2 });
      }),
      { numRuns: 100 },
    );
  });
});
