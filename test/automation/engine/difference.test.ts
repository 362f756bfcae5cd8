import type { StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { differencesOf, valueAt } from "../../../automation/engine/difference";

type Detail = NonNullable<StepEventMetadata["detailedDiff"]>;

function state(inputs: object, outputs: object = {}): StepEventStateMetadata {
  return { type: "t", urn: "u", id: "i", parent: "", provider: "", inputs, outputs };
}

function detail(entries: Record<string, readonly [kind: string, inputDiff: boolean]>): Detail {
  const pairs = Object.entries(entries).map(([path, [diffKind, inputDiff]]) => [path, { diffKind, inputDiff }]);
  return Object.fromEntries(pairs) as Detail;
}

describe("differencesOf", () => {
  it("has the values of both sides at each path, in the order of the paths", () => {
    const differences = differencesOf({
      detailedDiff: detail({
        "tags.Name": ["update", true],
        "ports[1]": ["add", true],
        name: ["delete-replace", true],
      }),
      old: state({ name: "a", ports: [1], tags: { Name: "x" } }),
      new: state({ ports: [1, 2], tags: { Name: "y" } }),
    });
    expect(differences).to.deep.equal([
      { path: "name", kind: "deleted", before: "a", after: undefined },
      { path: "ports[1]", kind: "added", before: undefined, after: 2 },
      { path: "tags.Name", kind: "updated", before: "x", after: "y" },
    ]);
  });

  it("takes what is compared with the state from the outputs, as a refresh does", () => {
    const differences = differencesOf({
      detailedDiff: detail({ desired: ["update", false], status: ["update", false] }),
      old: state({ desired: 1 }, { desired: 2, status: "on" }),
      new: state({ desired: 3 }, { desired: 3, status: "off" }),
    });
    expect(differences).to.deep.equal([
      { path: "desired", kind: "updated", before: 2, after: 3 },
      { path: "status", kind: "updated", before: "on", after: "off" },
    ]);
  });

  it("finds out how a property differs where the provider says only that it does", () => {
    const step = { diffs: ["c", "a", "b"], old: state({ a: 1, b: 1 }), new: state({ b: 2, c: 3 }) };
    expect(differencesOf(step)).to.deep.equal([
      { path: "a", kind: "deleted", before: 1, after: undefined },
      { path: "b", kind: "updated", before: 1, after: 2 },
      { path: "c", kind: "added", before: undefined, after: 3 },
    ]);
  });

  it("are none for a resource that is new or gone", () => {
    expect(differencesOf({ diffs: ["a"], new: state({ a: 1 }) })).to.deep.equal([]);
    expect(differencesOf({ diffs: ["a"], old: state({ a: 1 }) })).to.deep.equal([]);
  });
});

describe("valueAt", () => {
  it("follows names, numbers and quoted names", () => {
    const properties = { a: { "b.c": [{ 'd"e': 1 }] } };
    expect(valueAt(properties, 'a["b.c"][0]["d\\"e"]')).to.equal(1);
    expect(valueAt(properties, "a.x.y")).to.equal(undefined);
  });

  it("is a secret everywhere below one", () => {
    expect(valueAt({ tags: "[secret]" }, "tags.Token")).to.equal("[secret]");
  });
});
