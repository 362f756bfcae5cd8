/** One line of an order. */
export interface OrderItem {
  readonly sku: string;
  readonly quantity: number;
}

export interface Order {
  readonly items: readonly OrderItem[];
  readonly customer?: string;
}

export type ParsedOrder =
  | { readonly order: Order; readonly reasons?: undefined }
  | { readonly order?: undefined; readonly reasons: readonly string[] };

const MAX_ITEMS = 500;
const MAX_QUANTITY = 1_000_000;
const MAX_TEXT = 100;

/** Checks a decoded JSON body; every reason names the place, the rule and the value. */
export function parseOrder(body: unknown): ParsedOrder {
  if (!isObject(body)) return { reasons: [`the body must be a JSON object, got ${show(body)}`] };
  const reasons: string[] = [...unknownKeys(body, "", ["items", "customer"])];
  if (body.customer !== undefined) reasons.push(...textReasons(body.customer, "customer"));
  const { items } = body;
  if (!Array.isArray(items) || items.length === 0 || items.length > MAX_ITEMS) {
    reasons.push(`items must be a list of 1 to ${MAX_ITEMS} items, got ${show(items)}`);
  } else {
    reasons.push(...items.flatMap((item, i) => itemReasons(item, `items[${i}]`)));
  }
  return reasons.length > 0 ? { reasons } : { order: body as unknown as Order };
}

function itemReasons(item: unknown, path: string): string[] {
  if (!isObject(item)) return [`${path} must be an object, got ${show(item)}`];
  const reasons = [...unknownKeys(item, `${path}.`, ["sku", "quantity"]), ...textReasons(item.sku, `${path}.sku`)];
  const { quantity } = item;
  if (!Number.isInteger(quantity) || Number(quantity) < 1 || Number(quantity) > MAX_QUANTITY) {
    reasons.push(`${path}.quantity must be a whole number from 1 to ${MAX_QUANTITY}, got ${show(quantity)}`);
  }
  return reasons;
}

function textReasons(value: unknown, path: string): string[] {
  if (typeof value === "string" && value.trim() !== "" && value.length <= MAX_TEXT) return [];
  return [`${path} must be a text of 1 to ${MAX_TEXT} characters, got ${show(value)}`];
}

/** An unknown key is most often a misspelt one, whose value would otherwise be lost without a word. */
function unknownKeys(object: Record<string, unknown>, prefix: string, known: readonly string[]): string[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => `${prefix}${key} is not a known key, known are ${known.join(", ")}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}...`;
}
