import type { Rule } from "../table";
import { record } from "../values";
import { formatAddress, parseAddress, parseBlock } from "./cidr";
import { parseBlock6 } from "./ipv6";

/** One of a few words. */
export function oneOf(...words: readonly string[]): Rule {
  return (value) =>
    words.includes(String(value)) ? undefined : `expected one of ${JSON.stringify(words)}, got ${String(value)}`;
}

/** Each item of a list is one of a few words. */
export function eachOneOf(...words: readonly string[]): Rule {
  return (value) => {
    const wrong = (Array.isArray(value) ? value : [value]).filter((item) => !words.includes(String(item)));
    return wrong.length === 0 ? undefined : `expected any of ${JSON.stringify(words)}, got ${wrong.join(", ")}`;
  };
}

/** A whole number within bounds, both included. */
export function between(lowest: number, highest: number): Rule {
  return (value) =>
    Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest
      ? undefined
      : `expected to be in the range (${lowest} - ${highest}), got ${String(value)}`;
}

/** A whole number from a list. */
export function anyOf(...numbers: readonly number[]): Rule {
  return (value) =>
    numbers.includes(Number(value)) ? undefined : `expected one of ${numbers.join(", ")}, got ${String(value)}`;
}

/** A string of at most so many characters. */
export function upTo(maxLength: number): Rule {
  return (value) =>
    String(value).length <= maxLength
      ? undefined
      : `expected length to be at most ${maxLength}, got ${String(value).length}`;
}

/** A string with a number of characters within bounds, both included. */
export function lengthBetween(lowest: number, highest: number): Rule {
  return (value) => {
    const { length } = String(value);
    return length >= lowest && length <= highest
      ? undefined
      : `expected length to be in the range (${lowest} - ${highest}), got ${length}`;
  };
}

/** At most so many items. */
export function atMost(items: number): Rule {
  return (value) =>
    !Array.isArray(value) || value.length <= items
      ? undefined
      : `attribute supports ${items} item maximum, but has ${value.length} declared`;
}

/** A string that matches; `rule` reads after "must". */
export function matching(pattern: RegExp, rule: string): Rule {
  return (value) => (pattern.test(String(value)) ? undefined : `"${String(value)}" must ${rule}`);
}

/** All rules in order; the first that is broken speaks. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, inputs) => {
    for (const rule of rules) {
      const message = rule(value, inputs);
      if (message !== undefined) return message;
    }
    return undefined;
  };
}

/** The rule for every item of a list. */
export function each(rule: Rule): Rule {
  return (value, inputs) => {
    for (const item of Array.isArray(value) ? value : []) {
      const message = rule(item, inputs);
      if (message !== undefined) return message;
    }
    return undefined;
  };
}

/** An IPv4 block that starts at its first address. */
export const ipv4Block: Rule = (value) => {
  const block = parseBlock(String(value));
  if (block === undefined) return `"${String(value)}" is not a valid IPv4 CIDR block`;
  const right = `${formatAddress(block.first)}/${block.prefix}`;
  return block.aligned ? undefined : `"${String(value)}" is not a valid IPv4 CIDR block; did you mean "${right}"?`;
};

/** An IPv4 block between two prefix lengths. */
export function ipv4BlockOf(largest: number, smallest: number): Rule {
  return all(ipv4Block, (value) => {
    const prefix = parseBlock(String(value))?.prefix ?? 0;
    return prefix >= largest && prefix <= smallest
      ? undefined
      : `expected "${String(value)}" to contain a network Value with between ${largest} and ${smallest} significant bits, got: ${prefix}`;
  });
}

/** An IPv6 block that starts at its first address. */
export const ipv6Block: Rule = (value) => {
  const block = parseBlock6(String(value));
  return block?.aligned ? undefined : `"${String(value)}" is not a valid IPv6 CIDR block`;
};

/** Text that is a JSON document. */
export const json: Rule = (value) => {
  try {
    JSON.parse(String(value));
    return undefined;
  } catch (error) {
    return `contains an invalid JSON: ${(error as Error).message}`;
  }
};

/** An instant as RFC 3339 writes it. */
export const instant: Rule = (value) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(String(value))
    ? undefined
    : `expected to be a valid RFC3339 date, got ${String(value)}`;

/** The rule for one property of an object. */
export function property(name: string, rule: Rule): Rule {
  return (value, inputs) => {
    const inner = record(value)[name];
    const message = inner === undefined ? undefined : rule(inner, inputs);
    return message === undefined ? undefined : `${name}: ${message}`;
  };
}

/** An object with all of the properties. */
export function needs(...names: readonly string[]): Rule {
  return (value) => {
    const missing = names.find((name) => record(value)[name] === undefined);
    return missing === undefined ? undefined : `Missing required argument "${missing}"`;
  };
}

export const ipv4Address: Rule = (value) =>
  parseAddress(String(value)) === undefined
    ? `expected to contain a valid IPv4 address, got: ${String(value)}`
    : undefined;

/** An ARN of one of the services. */
export function arnOf(...services: readonly string[]): Rule {
  return matching(
    new RegExp(`^arn:aws[a-z-]*:(${services.join("|")}):[a-z0-9-]*:(\\d{12}|aws)?:.+$`),
    `be an ARN of ${services.join(" or ")}`,
  );
}

/** Keys of at most 128 characters that do not start with `aws:`, values of at most 256, and at most 50 of them. */
export const tagSet: Rule = (value) => {
  const tags = Object.entries(value as Record<string, unknown>);
  if (tags.length > 50) return `expected at most 50 tags, got ${tags.length}`;
  for (const [key, text] of tags) {
    if (key === "" || key.length > 128) return `tag key "${key}" must have 1 to 128 characters`;
    if (key.toLowerCase().startsWith("aws:")) return `tag key "${key}" must not start with aws:, which is reserved`;
    if (String(text).length > 256) return `the value of tag "${key}" must have at most 256 characters`;
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(`${key}${String(text)}`)) {
      return `tag "${key}" must consist of letters, digits, spaces and _ . : / = + - @`;
    }
  }
  return undefined;
};
