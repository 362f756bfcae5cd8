import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import type { CompleteHandoff } from "../../../automation/handoff/document";
import { FORMATS } from "../../../automation/handoff/formats";
import { block, hclString, renderHcl } from "../../../automation/handoff/hcl";
import { code, prose, table } from "../../../automation/handoff/markdown";
import type { Format } from "../../../automation/handoff/options";
import { comment, constant } from "../../../automation/handoff/shell";
import { oneLine, slug } from "../../../automation/handoff/text";
import { renamed } from "./support/documents";
import { text } from "./support/texts";

const name = text.filter((value) => value !== "");

function fileOf(format: Format, document: CompleteHandoff, path: string): string {
  const file = FORMATS[format](document).find((one) => one.path === path);
  if (file === undefined) throw new Error(`${format} has no ${path}.`);
  return file.text;
}

const PLAIN = renamed("plain", "plain", "us-east-2");

/** Lines that are left when those are taken away in which values of the document are. */
function codeIn(format: Format, path: string, isValue: RegExp): (document: CompleteHandoff) => string[] {
  return (document) =>
    fileOf(format, document, path)
      .split("\n")
      .filter((line) => !isValue.test(line));
}

/** Whatever the names are, only the lines with values differ. */
function staysTheSame(codeOf: (document: CompleteHandoff) => readonly string[]): void {
  const plain = codeOf(PLAIN);
  expect(plain).to.have.length.above(5);
  fc.assert(
    fc.property(
      name,
      name,
      name,
      (one, two, three) => void expect(codeOf(renamed(one, two, three))).to.deep.equal(plain),
    ),
    { numRuns: 30 },
  );
}

describe("values of a document in a shell", () => {
  it("are whole in a constant, and one line in a comment", () => {
    expect(constant("NAME", ["a b", "c'd"])).to.equal("readonly NAME='a b c'\\''d'");
    fc.assert(
      fc.property(
        fc.array(text),
        (lines) => void expect(comment(lines).join("\n").split("\n")).to.have.lengthOf(Math.max(1, lines.length)),
      ),
    );
  });

  it("never become code of the script", () => {
    staysTheSame(codeIn("cli", "connect.sh", /^(#|readonly )/));
  });
});

describe("values of a document in HCL", () => {
  it("are read back as they were", () => {
    fc.assert(
      fc.property(text, (value) => void expect(read(hclString(value))).to.equal(value.replace(/\p{Cs}/gu, "\ufffd"))),
    );
  });

  it("hold neither an interpolation nor a line end", () => {
    fc.assert(
      fc.property(text, (value) => {
        const inside = hclString(value).slice(1, -1);
        expect(inside.replaceAll("$${", "").replaceAll("%%{", "")).to.not.match(/[$%]\{|\p{Cc}/u);
      }),
    );
  });

  it("never become code of the module", () => {
    staysTheSame(codeIn("terraform", "main.tf", /^\s*(#|unique_name|condition {5}= contains)/));
  });

  it("are laid out with their equals signs below one another, and blocks apart", () => {
    const inner = block("inner", [], { attributes: { a: 1 } });
    const outer = block("outer", ["x"], {
      attributes: { a: "b", long_name: [1, true, null], map: { "k-1": "v" }, after: 2 },
      blocks: [inner],
    });
    expect(renderHcl(["Head"], [outer])).to.equal(
      [
        "# Head",
        "",
        'outer "x" {',
        '  a         = "b"',
        "  long_name = [1, true, null]",
        "  map = {",
        '    "k-1" = "v"',
        "  }",
        "  after = 2",
        "",
        "  inner {",
        "    a = 1",
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });
});

describe("values of a document in the other formats", () => {
  it("are texts in the template of CloudFormation, which is the same otherwise", () => {
    const plain = parse(fileOf("cloudformation", PLAIN, "template.yaml"));
    fc.assert(
      fc.property(name, name, name, (one, two, three) => {
        const { Resources, Rules, Parameters } = parse(
          fileOf("cloudformation", renamed(one, two, three), "template.yaml"),
        );
        expect(Parameters).to.deep.equal(plain.Parameters);
        expect(Object.keys(Resources)).to.deep.equal(Object.keys(plain.Resources));
        expect(Resources.Record).to.deep.equal(plain.Resources.Record);
        const [regions] = Rules.Region.Assertions[0].Assert["Fn::Contains"];
        expect(regions).to.deep.equal(["us-east-1", oneLine(three)]);
      }),
      { numRuns: 25 },
    );
  });

  it("are quoted where YAML 1.1 reads more than a text", () => {
    const template = fileOf("cloudformation", renamed("x", "y", "no"), "template.yaml");
    expect(template).to.include('            - - us-east-1\n              - "no"\n');
  });

  it("never become code of the Pulumi program, and are read back from its files", () => {
    staysTheSame(codeIn("pulumi", "index.ts", /^\/\//));
    fc.assert(
      fc.property(name, name, name, (one, two, three) => {
        const document = renamed(one, two, three);
        expect(JSON.parse(fileOf("pulumi", document, "handoff.json"))).to.deep.equal(document);
        expect(parse(fileOf("pulumi", document, "Pulumi.yaml")).description).to.equal(
          `Connects a VPC to ${oneLine(one)} over AWS PrivateLink.`,
        );
        expect(parse(fileOf("pulumi", document, "Pulumi.yaml")).name).to.match(/^[a-z][a-z0-9-]*-endpoint$/);
      }),
      { numRuns: 30 },
    );
  });

  it("stay in their cell and line of the page, without tags, links and emphasis", () => {
    const lines = fileOf("markdown", PLAIN, "README.md").split("\n").length;
    fc.assert(
      fc.property(name, name, name, (one, two, three) => {
        const page = fileOf("markdown", renamed(one, two, three), "README.md").split("\n");
        expect(page).to.have.lengthOf(lines);
        for (const row of page.filter((line) => line.startsWith("|"))) {
          expect(row.match(/(?<!\\)\|/g)).to.have.lengthOf(3);
        }
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(text, (value) => void expect(prose(value).replace(/\\[\s\S]/g, "")).to.not.match(/[<>*_`[\]|#]/)),
    );
  });

  it("are code in a line whatever backticks they have", () => {
    expect(code("a`b")).to.equal("``a`b``");
    expect(code("`a`")).to.equal("`` `a` ``");
    expect(table(["a", "b"], [[code("x|y"), prose("x|y")]])[2]).to.equal("| `x\\|y` | x\\|y |");
  });
});

describe("names in AWS", () => {
  it("are lowercase letters, digits and inner hyphens after a letter, whatever the service is called", () => {
    fc.assert(
      fc.property(text, (value) => void expect(slug(value, "service")).to.match(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/)),
    );
    expect(slug("1. Bestellungen für Ämter!", "service")).to.equal("bestellungen-fu-r-a-mter");
    expect(slug("漢", "service")).to.equal("service");
  });
});

/** Reads a quoted template of HCL, by its rules and not by how it is written. */
function read(quoted: string): string {
  const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
  return quoted
    .slice(1, -1)
    .replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)|([$%])\4\{/g, (_, short, long, escaped, doubled) => {
      if (short !== undefined || long !== undefined) return String.fromCodePoint(Number.parseInt(short ?? long, 16));
      return escaped === undefined ? `${doubled}{` : String(escapes[escaped]);
    });
}
