import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as DynamoDB's API has it. */
export type Item = Record<string, AttributeValue>;

/** A value of an attribute that the registry writes. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** An attribute of a kind that the registry does not write. */
export class StrangeAttribute extends Error {
  constructor(path: string, what: string) {
    super(`${path} is ${what}`);
    this.name = "StrangeAttribute";
  }
}

/** The item of an object; keys without a value are left out. */
export function toItem(value: object): Item {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, toAttribute(member)]),
  );
}

function toAttribute(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "number" && Number.isFinite(value)) return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  if (typeof value === "object") return { M: toItem(value) };
  throw new TypeError(`${String(value)} is not a value of an item.`);
}

/**
 * The object of an item. Our own rather than the SDK's, which fails for a whole page of items when one of them has a
 * number that JavaScript cannot hold.
 */
export function fromItem(item: Item, path = ""): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, fromAttribute(value, path === "" ? key : `${path}.${key}`)]),
  );
}

function fromAttribute(value: AttributeValue, path: string): Plain {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return numberOf(value.N, path);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.L !== undefined) return value.L.map((element, index) => fromAttribute(element, `${path}[${index}]`));
  if (value.M !== undefined) return fromItem(value.M, path);
  throw new StrangeAttribute(path, `of the type ${Object.keys(value).join()}, which the registry does not write`);
}

function numberOf(digits: string, path: string): number {
  const number = Number(digits);
  if (Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  throw new StrangeAttribute(path, `the number ${digits}, which is too large`);
}
