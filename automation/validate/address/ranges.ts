import { IPv4, IPv6, parse, parseCIDR } from "ipaddr.js";

/** Addresses of one family from first to last, both included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The addresses of a CIDR block or of one address; undefined for anything else. Host bits do not count. */
export function rangeOf(text: string): Range | undefined {
  if (IPv4.isValidCIDRFourPartDecimal(text) || IPv6.isValidCIDR(text)) {
    const [address, prefix] = parseCIDR(text);
    return block(address, prefix);
  }
  if (!IPv4.isValidFourPartDecimal(text) && !IPv6.isValid(text)) return undefined;
  const address = parse(text);
  return block(address, BITS[address.kind() === "ipv4" ? 4 : 6]);
}

/** The addresses of CIDR blocks that AWS gave. */
export function rangesOf(texts: readonly string[]): Range[] {
  return texts.map((text) => {
    const range = rangeOf(text);
    if (range === undefined) throw new Error(`${text} is neither a CIDR block nor an address.`);
    return range;
  });
}

export function overlap(a: Range, b: Range): Range | undefined {
  if (a.family !== b.family) return undefined;
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first > last ? undefined : { family: a.family, first, last };
}

/** What is left of `range` without all addresses of `by`, in order. */
export function without(range: Range, by: readonly Range[]): Range[] {
  let left = [range];
  for (const taken of by) left = left.flatMap((part) => cut(part, taken));
  return left;
}

/** `10.0.0.0/16`, `10.0.1.25`, or `10.0.1.0 to 10.0.2.255` where it is no block. */
export function textOf({ family, first, last }: Range): string {
  const size = last - first + 1n;
  const bits = size.toString(2).length - 1;
  const isBlock = size === 1n << BigInt(bits) && first % size === 0n;
  if (size === 1n) return address(family, first);
  if (isBlock) return `${address(family, first)}/${BITS[family] - bits}`;
  return `${address(family, first)} to ${address(family, last)}`;
}

function cut(part: Range, taken: Range): Range[] {
  const common = overlap(part, taken);
  if (common === undefined) return [part];
  const below = { ...part, last: common.first - 1n };
  const above = { ...part, first: common.last + 1n };
  return [below, above].filter(({ first, last }) => first <= last);
}

function block(address: IPv4 | IPv6, prefix: number): Range {
  const family = address.kind() === "ipv4" ? 4 : 6;
  const value = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(BITS[family] - prefix);
  const first = (value / size) * size;
  return { family, first, last: first + size - 1n };
}

function address(family: 4 | 6, value: bigint): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, i) =>
    Number((value >> BigInt(BITS[family] - 8 * (i + 1))) & 255n),
  );
  if (family === 4) return bytes.join(".");
  const parts = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return parse(parts.join(":")).toString();
}
