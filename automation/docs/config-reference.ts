import { z } from "zod";
import { docsOf, type KeyDocs, unwrap } from "../../components/lib/schema/keys";
import { settings } from "../../stacks/schema/settings";
import { code, table } from "./markdown";

const INTRODUCTION = `# Config of a stack

<!-- Written by npm run docs from stacks/schema. -->

A stack is a file \`Pulumi.<stack>.yaml\`. Besides \`aws:region\`, the Region of the stack and required, it has the keys
below, each with the prefix \`saas-privatelink:\`. An unknown key is an error, and so is every value that AWS would refuse:
all of them are reported at once, before the first resource.

A key without a default may be left out unless it says that it is required. Where nothing is said of a change, it is made
in place.
`;

/** `docs/config.md`, from the schema. */
export function configReference(): string {
  const seen = new Map<z.core.$ZodType, string>();
  const sections = Object.entries(settings.shape).map(([key, schema]) => section(key, schema, seen));
  return `${[INTRODUCTION.trimEnd(), ...sections].join("\n\n")}\n`;
}

function section(key: string, schema: z.core.$ZodType, seen: Map<z.core.$ZodType, string>): string {
  const docs = documentation(key, schema);
  const children = below(key, schema, seen);
  const header = ["Key", "Value", "Default", "Meaning", "A change"];
  if (children.length === 0) return [`## ${key}`, table(header, [row(key, schema, docs)])].join("\n\n");
  const whole = [`Default: ${defaultOf(schema, docs)}.`, docs.change].filter(Boolean).join(" ");
  return [`## ${key}`, `${meaningOf(docs)} ${whole}`, table(header, children)].join("\n\n");
}

function below(path: string, wrapped: z.core.$ZodType, seen: Map<z.core.$ZodType, string>): string[][] {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodArray) return below(`${path}[]`, schema.element, seen);
  if (schema instanceof z.ZodRecord) return below(`${path}.<name>`, schema.def.valueType, seen);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const here = `${path}.${key}`;
    const docs = documentation(here, child);
    const same = seen.get(child);
    if (same !== undefined) return [[code(here), typeOf(child), "", `As ${code(same)}.`, ""]];
    seen.set(child, here);
    return [row(here, child, docs), ...below(here, child, seen)];
  });
}

function row(path: string, schema: z.core.$ZodType, docs: KeyDocs): string[] {
  const value = docs.unit === undefined ? typeOf(schema) : `${typeOf(schema)}: ${docs.unit}`;
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
