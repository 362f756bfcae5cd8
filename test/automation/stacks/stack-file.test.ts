import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { StackFile } from "../../../automation/stacks/stack-file";
import { anyCharacter } from "../../support/characters";
import { CleanUp, folderWith } from "../support/folder";

const PROJECT = path.resolve(__dirname, "..", "..", "..");

function edited(text: string, edit: (file: StackFile) => void): string {
  const file = StackFile.parse("Pulumi.x.yaml", text);
  edit(file);
  return file.toString();
}

describe("StackFile", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  const sets: readonly (readonly [string, string, Parameters<StackFile["set"]>, string])[] = [
    ["a scalar in its line, with the comment beside it", "a: 1 # one\nb: 2\n", [["a"], "x"], "a: x # one\nb: 2\n"],
    ["a value that was not there", "a:\nb: 2\n", [["a"], 1], "a: 1\nb: 2\n"],
    ["a value where only a comment was", "a: # one\nb: 2\n", [["a"], 1], "a: 1 # one\nb: 2\n"],
    ["a map in place of a scalar", "a: 1\nb: 2\n", [["a"], { c: 3 }], "a:\n  c: 3\nb: 2\n"],
    [
      "a map with a comment of its own, in place of the one that was there",
      "a:\n  # old\n  c: 1\n# of b\nb: 2\n",
      [["a"], { c: 3 }, "new\nand more"],
      "a:\n  # new\n  # and more\n  c: 3\n# of b\nb: 2\n",
    ],
    ["a block, and keeps the comment beside its key", "a: # of a\n  c: 1\n", [["a"], { d: 1 }], "a: # of a\n  d: 1\n"],
    ["a scalar in place of a block", "a: # of a\n  c: 1\n", [["a"], 5], "a: 5 # of a\n"],
    ["a key after the comment of the line before", "a:\n  c: 1 # one\n", [["a", "d"], 2], "a:\n  c: 1 # one\n  d: 2\n"],
    [
      "a key inside braces",
      "a: { c: 1 } # of a\n",
      [
        ["a", "d"],
        [1, "x"],
      ],
      "a: { c: 1, d: [1, x] } # of a\n",
    ],
    ["a key inside braces of braces", "a: { c: { d: 1 } }\n", [["a", "c", "e"], 2], "a: { c: { d: 1, e: 2 } }\n"],
    ["a key of a file in braces", '{ "a": 1 }\n', [["b"], 2], "{ a: 1, b: 2 }\n"],
    ["everything above it that is not there", "# head\n", [["a", "b", "c"], 1], "# head\na:\n  b: { c: 1 }\n"],
    ["the first key of an empty file", "", [["a"], 1], "a: 1\n"],
    [
      "a key after a text whose line breaks count",
      "a:\n  c: |+\n    x\n\n\nb: 2\n",
      [["a", "d"], 1],
      "a:\n  c: |+\n    x\n\n\n  d: 1\nb: 2\n",
    ],
    [
      "a key after the comments that end a map",
      "a:\n  c: 1\n\n  # d: 2\n\n# of b\nb: 2\n",
      [["a", "e"], 1],
      "a:\n  c: 1\n\n  # d: 2\n  e: 1\n\n# of b\nb: 2\n",
    ],
    ["what stands in place of a block of text", "a: |\n  x\n  y\n\nb: 2\n", [["a"], 1], "a: 1\n\nb: 2\n"],
    [
      "a key after a block of text",
      "a:\n  c: |\n    x\n\nb: 2\n",
      [["a", "d"], 1],
      "a:\n  c: |\n    x\n  d: 1\n\nb: 2\n",
    ],
    [
      "a key of a map that an alias names",
      "a: &m { c: 1 }\nb: *m\n",
      [["b", "d"], 2],
      "a: &m { c: 1 }\nb: { c: 1, d: 2 }\n",
    ],
    ["a key of a file without a last line break", "a:\n  b: 1", [["a", "c"], 2], "a:\n  b: 1\n  c: 2\n"],
    ["a key in a file of Windows", "a:\r\n  b: 1\r\nc: 3\r\n", [["a", "d"], 2], "a:\r\n  b: 1\r\n  d: 2\r\nc: 3\r\n"],
    ["a key in a file with a byte order mark", "\uFEFFa: 1\n", [["b"], 2], "\uFEFFa: 1\nb: 2\n"],
    ["a key of another indentation", "a:\n    b: 1\n", [["a", "c"], { d: 1 }], "a:\n    b: 1\n    c:\n      d: 1\n"],
    ["a text of several lines in one", "a: 1\n", [["a"], "x\ny"], 'a: "x\\ny"\n'],
    ["a map without the keys that have no value", "a: 1\n", [["a"], { b: undefined, c: 1 }], "a:\n  c: 1\n"],
  ];
  for (const [what, before, args, after] of sets) {
    it(`sets ${what}`, () => {
      expect(edited(before, (file) => file.set(...args))).to.equal(after);
    });
  }

  const deletes: readonly (readonly [string, string, Parameters<StackFile["delete"]>, string])[] = [
    ["a key with its comment", "a: 1\n# of b\n# too\nb: 2\nc: 3\n", ["b"], "a: 1\nc: 3\n"],
    ["one of the empty lines around it", "a: 1\n\nb: 2\n\nc: 3\n", ["b"], "a: 1\n\nc: 3\n"],
    ["the comments inside its value", "a:\n  c: 1\n  # of what is not there\nb: 2\n", ["a"], "b: 2\n"],
    ["not the comments inside the value before it", "a:\n  c: 1\n  # d: 1\nb: 2\n", ["b"], "a:\n  c: 1\n  # d: 1\n"],
    ["a block of text, and not the key after it", "a: |\n  x\nb: 2\n", ["a"], "b: 2\n"],
    ["the last key of a map", "x:\n  a:\n    c: 1\nb: 2\n", ["x", "a", "c"], "x:\n  a: {}\nb: 2\n"],
    ["a key inside braces", "a: { b: 1, c: 2 }\n", ["a", "b"], "a: { c: 2 }\n"],
    ["the only key of a file", "# head\n\na: 1\n", ["a"], "# head\n"],
    ["nothing where there is no such key", "a: 1\n", ["b", "c"], "a: 1\n"],
    ["nothing below what is no map", "a: 1\n", ["a", "c"], "a: 1\n"],
  ];
  for (const [what, before, args, after] of deletes) {
    it(`takes away ${what}`, () => {
      expect(edited(before, (file) => file.delete(...args))).to.equal(after);
    });
  }

  it("puts a comment above a key in place of the one that is there, and takes it away", () => {
    const text = "x:\n    # of what is before\n  # old\n  # too\n  a: 1\n";
    expect(edited(text, (file) => file.comment(["x", "a"], "new"))).to.equal(
      "x:\n    # of what is before\n  # new\n  a: 1\n",
    );
    expect(edited(text, (file) => file.comment(["x", "a"], undefined))).to.equal(
      "x:\n    # of what is before\n  a: 1\n",
    );
    expect(edited(text, (file) => file.comment(["x", "b"], "new"))).to.equal(text);
  });

  it("reads values as plain data, aliases and merged keys among them", () => {
    const file = StackFile.parse("x.yaml", "config:\n  base: &b { c: 1 }\n  a: { <<: *b, d: 2 }\n  e: *b\n");
    expect(file.settings()).to.deep.equal({ base: { c: 1 }, a: { c: 1, d: 2 }, e: { c: 1 } });
    expect(file.get("config", "a", "c")).to.equal(1);
    expect(file.get("config", "nothing", "c")).to.equal(undefined);
    expect(StackFile.parse("x.yaml", "").settings()).to.deep.equal({});
  });

  it("names the file and the place of what is not YAML, and of a key that is there twice", () => {
    expect(() => StackFile.parse("Pulumi.x.yaml", "a: [1\nb: 2\n")).to.throw(/^Pulumi\.x\.yaml: .*line 2/s);
    expect(() => StackFile.parse("Pulumi.x.yaml", "a: 1\na: 2\n")).to.throw(/^Pulumi\.x\.yaml: .*unique.*line 2/s);
  });

  it("leaves a file as it was when a value cannot be set", () => {
    const file = StackFile.parse("x.yaml", "- a\n- b\n");
    expect(() => file.set(["a"], 1)).to.throw(/^x\.yaml: /);
    expect(file.toString()).to.equal("- a\n- b\n");
  });

  it("writes the file whole, and leaves nothing else in the folder", async () => {
    const folder = folderWith({ "a.yaml": "a: 1\n" }, cleanUp.add);
    const file = await StackFile.read(path.join(folder, "a.yaml"));
    file.set(["a"], 2);
    await file.write();
    expect(await readFile(path.join(folder, "a.yaml"), "utf8")).to.equal("a: 2\n");
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(folder)).to.deep.equal(["a.yaml"]);
  });

  for (const stack of ["us-east-1", "us-east-2"]) {
    it(`changes in the stack file of ${stack} nothing but what is set and taken away`, () => {
      const text = readFileSync(path.join(PROJECT, `Pulumi.${stack}.yaml`), "utf8");
      const id = "ami-0123456789abcdef0";
      const after = edited(text, (file) => {
        file.set(["config", "saas-privatelink:image"], { id }, "Promoted.");
        file.set(["config", "saas-privatelink:protect"], false);
        file.delete("config", "saas-privatelink:protect");
      });
      const lines = text.split("\n");
      const from = lines.indexOf("  saas-privatelink:image:");
      const to = lines.indexOf("", from);
      const wanted = [...lines.slice(0, from + 1), "    # Promoted.", `    id: ${id}`, ...lines.slice(to)];
      expect(after).to.equal(wanted.join("\n"));
    });
  }

  /** Keys, and texts that need quotes in one version of YAML or the other. */
  const key = fc.oneof(
    fc.constantFrom("a", "b", "c", "aws:region", "saas-privatelink:image", "yes", "1", "a b", "#a", "<<x", "x: y", ""),
    fc.string({ maxLength: 4 }),
  );
  const scalar = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ unit: anyCharacter, maxLength: 3 }),
    fc.constantFrom(
      "no",
      "on",
      "012",
      "0o17",
      "1_000",
      "12:30:45",
      "2026-01-01",
      "~",
      "null",
      "x\ny",
      " a ",
      "a #b",
      "- a",
      "=",
      "<<",
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
    list: fc.array(tie("tree"), { maxLength: 3 }),
    map: fc.dictionary(
      key.filter((name) => name !== "__proto__"),
      tie("tree"),
      { maxKeys: 3, noNullPrototype: true },
    ),
  }));
  const atMost = (depth: number) =>
    fc.array(fc.constantFrom("a", "b", "c", "yes", "x: y"), { minLength: 1, maxLength: depth }) as fc.Arbitrary<
      [string, ...string[]]
    >;

  it("says afterwards what it was told, whatever was there and in whichever order", () => {
    const action = fc.oneof(
      fc.record({
        at: atMost(3),
        value: tree,
        comment: fc.option(fc.constantFrom("one", "one\ntwo"), { nil: undefined }),
      }),
      fc.record({ at: atMost(3) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.array(action, { minLength: 1, maxLength: 5 }), (text, actions) => {
        const file = StackFile.parse("x.yaml", text);
        let model: unknown = parse(text) ?? {};
        for (const one of actions) {
          if ("value" in one) {
            file.set(one.at, one.value, one.comment);
            model = withValue(model, one.at, one.value);
          } else {
            file.delete(...one.at);
            model = without(model, one.at);
          }
          expect(parse(file.toString()) ?? {}).to.deep.equal(model);
          expect(parse(file.toString(), { version: "1.1" }) ?? {}).to.deep.equal(model);
          if ("value" in one) expect(file.get(...one.at)).to.deep.equal(one.value);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("leaves every line outside of the value that is set as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), atMost(3), tree, (text, [first, ...below], value) => {
        const at = [first === "x: y" ? "x" : first, ...below] as const;
        const marked = `# first\nbefore: { x: 1 } # beside\n\n${text}${text.endsWith("\n") || text === "" ? "" : "\n"}`;
        const [top] = at;
        const before = sections(marked);
        const after = sections(edited(marked, (file) => file.set(at, value)));
        for (const [name, lines] of before) if (name !== top) expect(after.get(name)).to.deep.equal(lines);
        expect([...after.keys()].filter((name) => !before.has(name) && name !== top)).to.deep.equal([]);
      }),
      { numRuns: 50 },
    );
  });
});

/** Files in the forms that people write. */
const TEXTS = [
  "",
  "# only a comment\n",
  "a: 1\n",
  "a:\nb:\n",
  "a: # beside\n  b: 1 # one\n  # about c\n  c: { a: 1, b: [1, 2] } # two\n\n  # the end of a\n\n# about b\nb: x\n",
  "a: { b: { c: 1 }, c: 'x y' } # braces\nb: [1, { c: 2 }]\nc: |\n  text\n  # no comment\n\n",
  'a:\n- b: 1\n- c\nb:\n    c: >-\n      folded\n      text\n    a: yes please\nc: "q"\n',
  "a:\n  b:\n    c: 1\n    # d: 2\n  # e: 3\nb: 2",
] as const;

function withValue(model: unknown, [name = "", ...below]: readonly string[], value: unknown): unknown {
  const map = isMap(model) ? model : {};
  return { ...map, [name]: below.length === 0 ? value : withValue(map[name], below, value) };
}

function without(model: unknown, [name = "", ...below]: readonly string[]): unknown {
  if (!isMap(model) || !(name in model)) return model;
  if (below.length > 0) return { ...model, [name]: without(model[name], below) };
  const { [name]: _, ...rest } = model;
  return rest;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The lines of each key at the top of a file, by the key. */
function sections(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  found.set("", lines);
  for (const line of text.trimEnd().split("\n")) {
    const [, key] = /^([^\s#][^:]*|"[^"]*"):(?:\s|$)/.exec(line) ?? [];
    if (key !== undefined && !line.startsWith("- ")) {
      lines = [];
      found.set(key.replaceAll('"', ""), lines);
    }
    if (line.trim() !== "") lines.push(line);
  }
  return found;
}
