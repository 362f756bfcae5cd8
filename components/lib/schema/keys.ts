import * as z from "zod";

/** What the schema says about a key besides its shape; `docs/config.md` is written from it. */
export interface KeyDocs {
  /** Meaning of the key, in one or two sentences. */
  readonly description: string;
  /** Unit or notation of the value, for example `seconds`. */
  readonly unit?: string;
  /** The default in words, where it is not a constant, for example `the VPC's prefix + 4`. */
  readonly absent?: string;
  /** What a later change of the value does, where it is more than an update in place. */
  readonly change?: string;
  /** The rule that the value has to follow beyond its shape. */
  readonly rule?: string;
  /** Who made the rule: the AWS document or API. */
  readonly source?: string;
  /** Values that are right. The first is shown in messages about a missing key. */
  readonly examples?: readonly unknown[];
}

const registry = z.registry<KeyDocs>();

/** Puts the documentation on a schema. It must come last: a wrapper such as `optional()` does not inherit it. */
export function documented<S extends z.ZodType>(schema: S, docs: KeyDocs): S {
  registry.add(schema, docs);
  return schema;
}

/** The documentation of a schema, from its outermost layer that has some. */
export function docsOf(schema: z.core.$ZodType): KeyDocs | undefined {
  return registry.get(schema) ?? registry.get(unwrap(schema).schema);
}

/** A schema without its wrappers: what the value itself has to be. */
export interface Unwrapped {
  readonly schema: z.core.$ZodType;
  readonly required: boolean;
  readonly defaultValue?: unknown;
}

/** Takes off `optional()`, `default()` and `prefault()`. */
export function unwrap(schema: z.core.$ZodType): Unwrapped {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return { schema: unwrap(schema.def.innerType).schema, required: false, defaultValue: schema.def.defaultValue };
  }
  if (schema instanceof z.ZodOptional) return { ...unwrap(schema.def.innerType), required: false };
  return { schema, required: true };
}

/** Keys and indices from the root of a value down to one of its parts. */
export type Path = readonly PropertyKey[];

/** The value at `path` below `value`; `undefined` where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => (isKeyed(found) ? found[String(key)] : undefined), value);
}

/** The input with another value at `path`; `undefined` takes the key away. */
export function replaced(input: unknown, path: Path, value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const child = replaced(valueAt(input, [head]), rest, value);
  if (Array.isArray(input)) return input.map((item, index) => (index === head ? child : item));
  const { [String(head)]: _, ...others } = isKeyed(input) ? input : {};
  return child === undefined ? others : { ...others, [String(head)]: child };
}

/** Whether a value has members: an object or an array. */
export function isKeyed(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The schema of the value at `path` below `schema`, wrappers included; `undefined` where the schema has no such key. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return schema;
  const child = childOf(unwrap(schema).schema, head);
  return child === undefined ? undefined : schemaAt(child, rest);
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.def.valueType;
  return undefined;
}
