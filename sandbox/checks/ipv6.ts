/** An IPv6 block as numbers. */
export interface Block6 {
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
  /** Whether the text named the first address of the block. */
  readonly aligned: boolean;
}

const BITS = 128;

/** The address that the text names, or undefined when it names none. */
export function parseAddress6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

/** The block that the text names, or undefined when it names none. */
export function parseBlock6(text: string): Block6 | undefined {
  const [address = "", bits, rest] = text.split("/");
  const base = parseAddress6(address);
  if (base === undefined || bits === undefined || rest !== undefined || !/^\d{1,3}$/.test(bits)) return undefined;
  const prefix = Number(bits);
  if (prefix > BITS) return undefined;
  const size = 1n << BigInt(BITS - prefix);
  const first = (base / size) * size;
  return { first, last: first + size - 1n, prefix, aligned: first === base };
}

export function contains6(outer: Block6, inner: Block6): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps6(a: Block6, b: Block6): boolean {
  return a.first <= b.last && b.first <= a.last;
}
