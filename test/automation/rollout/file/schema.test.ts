import { expect } from "chai";
import { z } from "zod";
import { rolloutKeys } from "../../../../automation/rollout/file/schema";
import { docsOf, unwrap } from "../../../../components/lib/schema/keys";

/** Every key of the schema by its path. */
function keys(wrapped: z.core.$ZodType, path: string): (readonly [string, z.core.$ZodType])[] {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodArray) return keys(schema.element, `${path}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return [[here, child] as const, ...keys(child, here)];
  });
}

describe("automation/rollout/file/schema", () => {
  const all = keys(rolloutKeys, "");

  it("documents every key, in sentences", () => {
    for (const [path, schema] of all) {
      const { description, rule } = docsOf(schema) ?? { description: "" };
      for (const text of [description, ...(rule ? [rule] : [])]) expect(text, path).to.match(/^[A-Z0-9`].*\.$/s);
    }
  });

  it("says the default of every key that may be left out", () => {
    const silent = all.filter(([, schema]) => {
      const { required, defaultValue } = unwrap(schema);
      return !required && defaultValue === undefined && docsOf(schema)?.absent === undefined;
    });
    expect(silent.map(([path]) => path)).to.deep.equal([]);
  });

  it("gives examples that have the shape that they are examples of, to every required key", () => {
    for (const [path, schema] of all) {
      const examples = docsOf(schema)?.examples ?? [];
      if (unwrap(schema).required) expect(examples, path).to.not.be.empty;
      for (const example of examples) {
        const { error } = (schema as z.ZodType).safeParse(example);
        expect(error, `${path}: ${JSON.stringify(example)}`).to.equal(undefined);
      }
    }
  });
});
