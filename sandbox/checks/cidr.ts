/** An IPv4 block as numbers, its first address masked. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  /** Whether the text named the first address of the block. */
  readonly aligned: boolean;
}

const cache = new Map<string, Block | undefined>();

export function parseAddress(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  let address = 0;
  for (const part of match.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith("0"))) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

function parse(text: string): Block | undefined {
  const [address, bits, rest] = text.split("/");
  const base = parseAddress(address ?? "");
  if (base === undefined || bits === undefined || rest !== undefined || !/^\d{1,2}$/.test(bits)) return undefined;
  const prefix = Number(bits);
  if (prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1, prefix, aligned: first === base };
}

/** The block that the text names, or undefined when it names none. */
export function parseBlock(text: string): Block | undefined {
  if (!cache.has(text)) cache.set(text, parse(text));
  return cache.get(text);
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Block, b: Block): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Addresses that a subnet of this size can hand out: AWS keeps the first four and the last. */
export function usableAddresses(block: Block): number {
  return Math.max(0, block.last - block.first + 1 - 5);
}
