import { expect } from "chai";
import { z } from "zod";
import { docsOf, schemaAt, unwrap } from "../../../components/lib/schema/keys";
import { settings } from "../../../stacks/schema/settings";

/** Every key of the schema by its path, `[]` for elements and `*` for the values of a record. */
function keys(wrapped: z.core.$ZodType, path: string): (readonly [string, z.core.$ZodType])[] {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodArray) return keys(schema.element, `${path}[]`);
  if (schema instanceof z.ZodRecord) return keys(schema.def.valueType, `${path}.*`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return [[here, child] as const, ...keys(child, here)];
  });
}

describe("stacks/schema/settings", () => {
  const all = keys(settings, "");

  it("documents every key, in sentences", () => {
    for (const [path, schema] of all) {
      const { description, rule, change } = docsOf(schema) ?? { description: "" };
      for (const text of [description, ...(rule ? [rule] : []), ...(change ? [change] : [])]) {
        expect(text, path).to.match(/^[A-Z0-9`</].*\.$/s);
      }
    }
  });

  it("says the default of every key that may be left out", () => {
    const silent = all.filter(([, schema]) => {
      const { required, defaultValue } = unwrap(schema);
      return !required && defaultValue === undefined && docsOf(schema)?.absent === undefined;
    });
    expect(silent.map(([path]) => path)).to.deep.equal([]);
  });

  it("gives examples that have the shape that they are examples of", () => {
    for (const [path, schema] of all) {
      for (const example of docsOf(schema)?.examples ?? []) {
        expect((schema as z.ZodType).safeParse(example).error, `${path}: ${JSON.stringify(example)}`).to.equal(
          undefined,
        );
      }
    }
  });

  it("has an example for every required key, to show in messages", () => {
    const silent = all.filter(([, schema]) => unwrap(schema).required && docsOf(schema)?.examples === undefined);
    expect(silent.map(([path]) => path)).to.deep.equal([]);
  });

  it("finds the schema of any part by its path", () => {
    const at = (...path: PropertyKey[]) => schemaAt(settings, path);
    expect(unwrap(at("service", "ports", 3, "port") as z.core.$ZodType).schema).to.be.instanceOf(z.ZodNumber);
    expect(at("fleet", "zoneOverrides", "use1-az1", "min")).to.equal(at("fleet", "perZone", "min"));
    expect(at("service", "nothing")).to.equal(undefined);
    expect(at("protect", "nothing")).to.equal(undefined);
  });
});
