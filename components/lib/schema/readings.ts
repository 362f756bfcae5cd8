import * as z from "zod";
import { docsOf, type Path, replaced, schemaAt, unwrap } from "./keys";

/**
 * The input with each value of the wrong shape replaced by what it may have been meant to be: first all of them by
 * their first candidate, then one at a time by each of its others. None where a value has no candidate.
 */
export function readings<S extends z.ZodType>(schema: S, input: unknown, paths: readonly Path[]): z.output<S>[] {
  const doubts = paths.map((path) => ({ path, candidates: candidatesOf(schemaAt(schema, path) ?? schema) }));
  const base = doubts.reduce((value, { path, candidates }) => replaced(value, path, candidates[0]), input);
  const others = doubts.flatMap(({ path, candidates }) =>
    candidates.slice(1).map((candidate) => replaced(base, path, candidate)),
  );
  return [base, ...others].flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Values of the right shape for a schema, among them none at all where it may be absent. */
function candidatesOf(wrapped: z.core.$ZodType): unknown[] {
  const { schema, required } = unwrap(wrapped);
  const documented = docsOf(wrapped)?.examples ?? [];
  const values = documented.length > 0 ? documented : valuesOf(schema);
  return required ? [...values] : [...values, undefined];
}

function valuesOf(schema: z.core.$ZodType): readonly unknown[] {
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodString) return [""];
  if (schema instanceof z.ZodNumber) return [0];
  if (schema instanceof z.ZodArray) return [[]];
  if (schema instanceof z.ZodObject) return [smallest(schema)];
  return [{}];
}

function smallest(schema: z.ZodObject): Record<string, unknown> {
  const required = Object.entries(schema.shape).filter(([, child]) => unwrap(child).required);
  return Object.fromEntries(required.map(([key, child]) => [key, candidatesOf(child)[0]]));
}
