import * as z from "zod";
import { nearest } from "../nearest";
import { checkOneOf } from "../one-of";
import { at } from "../path";
import { type Problem, show } from "../problem";
import { listed } from "../words";
import { docsOf, isKeyed, type Path, schemaAt, unwrap, valueAt } from "./keys";

/** The path of a key as the user wrote it. */
export function keyPath(path: Path): string {
  return path.reduce<string>((text, key) => at(text, typeof key === "number" ? key : String(key)), "");
}

/** What zod found, in a sentence of our own; `input` is what it was given. */
export function problemOf(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): Problem {
  return wrongShape(schemaAt(schema, issue.path) ?? schema, keyPath(issue.path), valueAt(input, issue.path));
}

/** Refuses a key that does not exist, and names the one that was probably meant. */
export function unknownKey(key: string, known: readonly string[], path: string): Problem {
  const meant = nearest(key, known);
  const remedy = meant === undefined ? `use ${listed(known, "or")}, or remove it` : `write ${at(path, meant)} instead`;
  return { path: at(path, key), value: key, rule: "is an unknown key", remedy };
}

/** The keys of an object schema; none for anything else. */
export function knownKeys(schema: z.core.$ZodType): string[] {
  const inner = unwrap(schema).schema;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function wrongShape(expected: z.core.$ZodType, path: string, value: unknown): Problem {
  const { schema, required } = unwrap(expected);
  const example = docsOf(expected)?.examples?.[0];
  if (value === undefined || value === null) {
    const remedy = example === undefined ? "add it" : `add it, for example ${show(example)}`;
    return required
      ? { path, value, rule: "is required", remedy }
      : { path, value, rule: "is not a value", remedy: "write one after the key, or remove the key" };
  }
  if (schema instanceof z.ZodEnum && typeof value === "string") {
    const [problem] = checkOneOf(schema.options.map(String))(value, path);
    if (problem !== undefined) return problem;
  }
  return { path, value, ...shapeRule(schema, value, example) };
}

function shapeRule(schema: z.core.$ZodType, value: unknown, example: unknown): Pick<Problem, "rule" | "remedy"> {
  const forExample = example === undefined ? "" : `, for example ${show(example)}`;
  if (schema instanceof z.ZodBoolean) {
    return { rule: "is neither true nor false", remedy: "write true or false, without quotes" };
  }
  if (schema instanceof z.ZodNumber) {
    const quoted = typeof value === "string" && /^-?\d+$/.test(value);
    return { rule: "is not a whole number", remedy: quoted ? "write it without quotes" : `use one${forExample}` };
  }
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) {
    const bare = typeof value === "number" || typeof value === "boolean";
    return { rule: "is not a text", remedy: bare ? `write it in quotes: "${value}"` : `use one${forExample}` };
  }
  if (schema instanceof z.ZodArray) {
    return { rule: "is not a list", remedy: `write it as one${isKeyed(value) ? "" : `: [${show(value)}]`}` };
  }
  if (schema instanceof z.ZodObject) {
    return { rule: "is not a set of keys", remedy: `write keys below it: ${listed(knownKeys(schema), "and")}` };
  }
  return { rule: "is not a set of keys with values", remedy: `write one key with its value per line${forExample}` };
}
