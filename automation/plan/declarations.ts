import { PlanError } from "./plan-error";

/** A key that `config` of Pulumi.yaml declares. */
export interface Declaration {
  /** Key as Pulumi.yaml writes it, with or without its namespace. */
  readonly written: string;
  readonly type?: string;
  readonly items?: Items;
  readonly secret: boolean;
  /** `default`, or else `value`. */
  readonly value?: unknown;
  /** Whether every stack must have it: a key of the project without a default. */
  readonly required: boolean;
}

/** What the elements of a list are. */
export interface Items {
  readonly type?: string;
  readonly items?: Items;
}

/** The declarations of Pulumi.yaml's `config` by full key, in alphabetical order. */
export function readDeclarations(project: string, config: unknown): Map<string, Declaration> {
  if (config === undefined || config === null) return new Map();
  if (typeof config !== "object" || Array.isArray(config)) {
    throw new PlanError(["Pulumi.yaml: config: is not a map of keys."]);
  }
  const entries = Object.entries(config as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([written, given]) => [fullKey(project, written), declaration(project, written, given)]));
}

/** What declarations give to stacks whose file does not, by full key. */
export function defaultsOf(declarations: ReadonlyMap<string, Declaration>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...declarations].flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** A key with its namespace; without one it belongs to the project. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** Whether a stack's value is what the declaration says, as the engine checks it before the program runs. */
export function isOfType(value: unknown, type: string, items?: Items): boolean {
  switch (type) {
    case "string":
      return typeof value !== "object";
    case "integer":
      return /^[+-]?\d+$/.test(String(value));
    case "boolean":
      return value === true || value === false || value === "true" || value === "false";
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value) && value.every((item) => isOfType(item, items?.type ?? "string", items?.items));
    default:
      return false;
  }
}

/** `array<string>`, as the engine names types. */
export function typeName(type: string, items?: Items): string {
  return type === "array" ? `array<${typeName(items?.type ?? "string", items?.items)}>` : type;
}

function declaration(project: string, written: string, given: unknown): Declaration {
  const ofProject = fullKey(project, written).startsWith(`${project}:`);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { written, secret: false, value: given ?? undefined, required: ofProject && given === null };
  }
  const { type, items, secret, default: byDefault, value } = given as Record<string, unknown>;
  const fallback = byDefault ?? value ?? undefined;
  return {
    written,
    ...(typeof type === "string" && { type }),
    ...(typeof items === "object" && items !== null && { items: items as Items }),
    secret: secret === true,
    value: fallback,
    required: ofProject && fallback === undefined,
  };
}
