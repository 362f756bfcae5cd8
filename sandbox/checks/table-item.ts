import { type Account, type Making, type Refusal, type Rule, refuse } from "../table";
import { T } from "../tokens";
import { type Properties, record, text } from "../values";

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  S: (value) => typeof value === "string",
  N: (value) => typeof value === "string" && /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value),
  B: (value) => typeof value === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  BOOL: (value) => typeof value === "boolean",
  NULL: (value) => value === true,
};

const SETS: Readonly<Record<string, string>> = { SS: "S", NS: "N", BS: "B" };

const LARGEST_ITEM = 400 * 1_024;

/** What is wrong with a value in DynamoDB's JSON, `path` being where it stands. */
function valueProblem(path: string, value: unknown): string | undefined {
  const entries = Object.entries(record(value));
  const [[type, inner] = ["", undefined]] = entries;
  if (entries.length !== 1) return `${path} must be an object with one type, such as {"S": "text"}`;
  if (type === "M") return mapProblem(`${path}.M`, inner);
  if (type === "L") {
    if (!Array.isArray(inner)) return `${path}.L must be a list`;
    return inner.map((item, index) => valueProblem(`${path}.L[${index}]`, item)).find((p) => p !== undefined);
  }
  const element = SETS[type];
  const scalar = SCALARS[element ?? type];
  if (scalar === undefined) return `${path} has the unknown type ${type}`;
  const ok = element === undefined ? scalar(inner) : Array.isArray(inner) && inner.length > 0 && inner.every(scalar);
  return ok ? undefined : `${path}.${type} is not a value of type ${type}: ${JSON.stringify(inner)}`;
}

function mapProblem(path: string, value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path} must be an object`;
  for (const [name, inner] of Object.entries(value)) {
    const problem = valueProblem(path === "" ? name : `${path}.${name}`, inner);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function parse(item: unknown): Properties {
  try {
    return record(JSON.parse(String(item)));
  } catch {
    return {};
  }
}

/** An item in DynamoDB's own JSON. */
export const tableItem: Rule = (value) => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(value));
  } catch (error) {
    return `Invalid format of "item": Decoding failed: ${(error as Error).message}`;
  }
  const problem = mapProblem("", parsed);
  if (problem !== undefined) return `Invalid format of "item": ${problem.replace(/^ must/, "it must")}`;
  const size = Buffer.byteLength(String(value));
  return size > LARGEST_ITEM ? "ValidationException: Item size has exceeded the maximum allowed size" : undefined;
};

/** The value of a key as the provider writes it: text and numbers as they are, binary as base64. */
export function keyText(item: unknown, key: unknown): string | undefined {
  const name = text(key);
  if (name === undefined) return undefined;
  const [value] = Object.values(record(parse(item)[name]));
  return text(value);
}

/** Name of the table in its name or ARN. */
export function tableNamed(nameOrArn: unknown): string {
  return String(nameOrArn).replace(/^arn:.*:table\//, "");
}

/** The provider's id: the table, the name of the hash key, and the values of the keys. */
export function itemId({ inputs }: Pick<Making, "inputs">): string {
  const { tableName, hashKey, rangeKey, item } = inputs;
  const values = [keyText(item, hashKey), keyText(item, rangeKey)].filter((value) => value !== undefined);
  return [tableName, hashKey, ...values].join("|");
}

/** The keys stand in the item. */
export function checkItem(inputs: Properties): Refusal[] {
  const item = text(inputs.item);
  if (item === undefined || tableItem(item, inputs) !== undefined) return [];
  const attributes = parse(item);
  return [text(inputs.hashKey), text(inputs.rangeKey)]
    .filter((key) => key !== undefined && attributes[key] === undefined)
    .map((key) => refuse("item", `ValidationException: One of the required keys was not given a value: ${key}`));
}

/** The table that has the item: one made in the Region, or the table that the Region has a replica of. */
function tableOf(cloud: Account, name: string, region: string) {
  const made = cloud.find(T.Table, name, region);
  const replica = cloud.all(T.TableReplica, region).find((s) => s.id.startsWith(`${name}:`));
  const source = text(replica?.inputs.globalTableArn) ?? "";
  const table = made ?? cloud.find(T.Table, source, source.split(":")[3] ?? region);
  return { table, exists: table !== undefined || replica !== undefined };
}

/** The item fits the keys of a table that is there, and no other item has its keys. */
export function admitItem(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const name = tableNamed(inputs.tableName);
  const { table, exists } = tableOf(cloud, name, region);
  const elsewhere = text(inputs.region) !== undefined && cloud.all(T.Table, region).length === 0;
  if (!exists && !elsewhere) {
    return [refuse("tableName", "ResourceNotFoundException: Requested resource not found")];
  }
  const refusals: Refusal[] = [];
  const attributes = parse(inputs.item);
  for (const property of ["hashKey", "rangeKey"]) {
    if (table === undefined) continue;
    const wanted = text(table.inputs[property]);
    const declared = (Array.isArray(table.inputs.attributes) ? table.inputs.attributes : []).map(record);
    const type = text(declared.find((attribute) => attribute.name === wanted)?.type);
    if (wanted !== text(inputs[property])) {
      const message = "ValidationException: The provided key element does not match the schema";
      refusals.push(refuse(property, message));
    } else if (wanted !== undefined && type !== undefined) {
      const [actual] = Object.keys(record(attributes[wanted]));
      if (actual === undefined || actual === type) continue;
      const message = `ValidationException: One or more parameter values were invalid: Type mismatch for key ${wanted} expected: ${type} actual: ${actual}`;
      refusals.push(refuse("item", message));
    }
  }
  const id = itemId(making);
  const there = cloud.find(T.TableItem, id, region) !== undefined && id !== (old?.id ?? "");
  if (there) refusals.push(refuse("item", "ConditionalCheckFailedException: The conditional request failed"));
  return refusals;
}
