import { z } from "zod";
import { docsOf, type KeyDocs, unwrap } from "../../components/lib/schema/keys";
import { code, table } from "./markdown";

/** How the tables of a schema look. */
export interface TableOptions {
  /** Words that may stand in place of what a key has otherwise, by the key's last part. Defaults to none. */
  readonly words?: Readonly<Record<string, unknown>>;
  /** Whether there is a column for what a change of the value does. Defaults to true. */
  readonly changes?: boolean;
  /** What the heading of a section begins with. Defaults to `##`. */
  readonly heading?: string;
}

interface Pass extends Required<TableOptions> {
  /** Where each schema was documented: one that is used twice is documented once. */
  readonly seen: Map<z.core.$ZodType, string>;
}

const HEADER = ["Key", "Value", "Default", "Meaning"];

/** A section of Markdown for each key of the schema, with a table of all that is below it. */
export function keySections(schema: z.ZodObject, options: TableOptions = {}): string[] {
  const pass = { words: {}, changes: true, heading: "##", ...options, seen: new Map() };
  return Object.entries(schema.shape).map(([key, child]) => section(key, child, pass));
}

function section(key: string, schema: z.core.$ZodType, pass: Pass): string {
  const docs = documentation(key, schema);
  const children = below(key, schema, pass);
  const header = pass.changes ? [...HEADER, "A change"] : HEADER;
  const inTable = (rows: string[][]) =>
    table(header, pass.changes ? rows : rows.map((row) => row.slice(0, HEADER.length)));
  if (children.length === 0) return [`${pass.heading} ${key}`, inTable([row(key, schema, docs, pass)])].join("\n\n");
  const whole = [`Default: ${defaultOf(schema, docs)}.`, docs.change].filter(Boolean).join(" ");
  return [`${pass.heading} ${key}`, `${meaningOf(docs)} ${whole}`, inTable(children)].join("\n\n");
}

function below(path: string, wrapped: z.core.$ZodType, pass: Pass): string[][] {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodArray) return below(`${path}[]`, schema.element, pass);
  if (schema instanceof z.ZodRecord) return below(`${path}.<name>`, schema.def.valueType, pass);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const here = `${path}.${key}`;
    const docs = documentation(here, child);
    const same = pass.seen.get(child);
    if (same !== undefined) return [[code(here), typeOf(child), "", `As ${code(same)}.`, ""]];
    pass.seen.set(child, here);
    return [row(here, child, docs, pass), ...below(here, child, pass)];
  });
}

function row(path: string, schema: z.core.$ZodType, docs: KeyDocs, { words }: Pass): string[] {
  const word = words[path.split(".").at(-1) ?? ""];
  const type = docs.unit === undefined ? typeOf(schema) : `${typeOf(schema)}: ${docs.unit}`;
  const value = word === undefined ? type : `${type}, or ${code(String(word))}`;
  return [code(path), value, defaultOf(schema, docs), meaningOf(docs), docs.change ?? ""];
}

function meaningOf({ description, rule, source }: KeyDocs): string {
  const parts = [description, rule, source && `(${source})`];
  return parts.filter(Boolean).join(" ");
}

function defaultOf(wrapped: z.core.$ZodType, { absent }: KeyDocs): string {
  if (absent !== undefined) return absent;
  const { required, defaultValue } = unwrap(wrapped);
  if (required) return "required";
  const isEmpty = typeof defaultValue === "object" && defaultValue !== null && Object.keys(defaultValue).length === 0;
  return isEmpty ? "none" : code(Array.isArray(defaultValue) ? `[${defaultValue.join(", ")}]` : String(defaultValue));
}

function typeOf(wrapped: z.core.$ZodType): string {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) return "whole number";
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => code(String(option))).join(", ");
  if (schema instanceof z.ZodArray) return `list: ${typeOf(schema.element)}`;
  if (schema instanceof z.ZodRecord) return `by name: ${typeOf(schema.def.valueType)}`;
  if (schema instanceof z.ZodObject) return "keys";
  throw new Error(`The reference has no word for a ${schema._zod.def.type}: add one to typeOf.`);
}

function documentation(path: string, schema: z.core.$ZodType): KeyDocs {
  const docs = docsOf(schema);
  if (docs === undefined) throw new Error(`${path} is not documented: wrap its schema in documented().`);
  return docs;
}
