import path from "node:path";
import { expect } from "chai";
import { readProject } from "../../../automation/plan/project";
import { readStackConfig } from "../../../automation/plan/stack-config";
import { CleanUp, folderWith } from "../support/folder";
import { planProblems } from "../support/plan-problems";

const cleanUp = new CleanUp();

/** The settings of stack `s`, given both files. */
function read(projectConfig: string, stackFile: string) {
  const root = folderWith({ "Pulumi.yaml": `name: shop\n${projectConfig}`, "Pulumi.s.yaml": stackFile }, cleanUp.add);
  return readStackConfig(readProject(root), "s", path.join(root, "Pulumi.s.yaml"));
}

function refusal(projectConfig: string, stackFile: string): readonly string[] {
  return planProblems(() => read(projectConfig, stackFile));
}

describe("readStackConfig", () => {
  afterEach(cleanUp.all);

  it("hands over text as it is, and lists, maps, numbers and booleans as the engine does", () => {
    const { values, secretKeys } = read(
      "",
      'config:\n  aws:region: us-east-1\n  shop:name: a b\n  shop:size: 12\n  shop:open: true\n  shop:account: "012345678901"\n  shop:list: [1, "2"]\n  shop:map: { a: { b: null } }\n',
    );
    expect(values).to.deep.equal({
      "aws:region": "us-east-1",
      "shop:name": "a b",
      "shop:size": "12",
      "shop:open": "true",
      "shop:account": "012345678901",
      "shop:list": '[1,"2"]',
      "shop:map": '{"a":{"b":null}}',
    });
    expect(secretKeys).to.deep.equal([]);
  });

  it("says that settings at the top level lack config:, and nothing more", () => {
    const [message = "", ...others] = refusal("", "aws:region: us-east-1\nshop:name: a\nshop:size: 1\n");
    expect(others).to.deep.equal([]);
    expect(message.replace(/^.*\//, "")).to.equal(
      "Pulumi.s.yaml: aws:region, shop:name and shop:size stand beside config:, where Pulumi reads no settings; write them indented below config:.",
    );
    const [one = ""] = refusal("", "config: { aws:region: us-east-1 }\nshop:name: a\n");
    expect(one.replace(/^.*\//, "")).to.equal(
      "Pulumi.s.yaml: shop:name stands beside config:, where Pulumi reads no settings; write it indented below config:.",
    );
    // What Pulumi keeps there, and anchors for YAML's own use.
    expect(refusal("", "encryptionsalt: v1:abc\nsecretsprovider: awskms://k\nx-common: &a { b: 1 }\n")).to.deep.equal(
      [],
    );
  });

  it("takes the Region from aws:region, and leaves it open where there is none", () => {
    expect(read("", "config: { aws:region: eu-west-1 }\n").region).to.equal("eu-west-1");
    expect(read("", "").region).to.equal(undefined);
  });

  it("fills in defaults and values of Pulumi.yaml, which the stack's own win over", () => {
    const project =
      "config:\n  a: { default: 1 }\n  b: { type: object, default: { x: 1 } }\n  c: plain\n  aws:region: { value: us-east-1 }\n";
    expect(read(project, "config:\n  shop:a: 2\n").values).to.deep.equal({
      "shop:a": "2",
      "aws:region": "us-east-1",
      "shop:b": '{"x":1}',
      "shop:c": "plain",
    });
  });

  it("puts a key without a namespace into the project's", () => {
    expect(read("", "config:\n  size: 1\n").values).to.deep.equal({ "shop:size": "1" });
  });

  it("hides what is encrypted, also inside a map, and marks the key as secret", () => {
    const { values, secretKeys } = read(
      "",
      "config:\n  shop:token: { secure: v1:abc }\n  shop:map: { plain: 1, list: [{ secure: v1:def }] }\n  shop:open: 1\n",
    );
    expect(values).to.deep.equal({
      "shop:token": "[secret]",
      "shop:map": '{"plain":1,"list":["[secret]"]}',
      "shop:open": "1",
    });
    expect(secretKeys).to.deep.equal(["shop:token", "shop:map"]);
  });

  it("refuses all that the engine would refuse before the program runs, by key", () => {
    const project =
      "config:\n  a: { type: integer }\n  b: { type: array, items: { type: boolean } }\n  c: { type: string, secret: true }\n  d: { description: needed }\n  e: { type: object }\n  vendor:x: { description: optional }\n";
    expect(
      refusal(project, 'config:\n  shop:a: one\n  shop:b: [true, 1]\n  shop:c: open\n  shop:e: "{}"\n'),
    ).to.deep.equal([
      's: shop:a: "one" is not of type integer, which Pulumi.yaml declares.',
      "s: shop:b: [true,1] is not of type array<boolean>, which Pulumi.yaml declares.",
      "s: shop:c: is declared secret in Pulumi.yaml; set it with pulumi config set --secret.",
      "s: shop:d: (missing) is declared in Pulumi.yaml without a default; set it.",
      's: shop:e: "{}" is not of type object, which Pulumi.yaml declares.',
    ]);
  });

  it("refuses config that is not a map", () => {
    expect(refusal("config: [a]\n", "")).to.deep.equal(["Pulumi.yaml: config: is not a map of keys."]);
    expect(refusal("", "config: [a]\n")[0]).to.match(/Pulumi\.s\.yaml: config: is not a map of keys\.$/);
  });
});
