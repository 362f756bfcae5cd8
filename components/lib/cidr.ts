import { IPv4, IPv6 } from "ipaddr.js";

/** An IPv4 block; `address` may have host bits until it has been checked. */
export interface Ipv4Block {
  /** The address as an unsigned 32-bit number. */
  readonly address: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

const CIDR = /^(\d{1,3}(?:\.\d{1,3}){3})\/(0|[1-9]\d?)$/;
const IPV6_SUBNET_PREFIX = 64;

/** The address as an unsigned number; undefined when it is not four decimal parts without leading zeros. */
export function parseIpv4(text: string): number | undefined {
  if (!IPv4.isValidFourPartDecimal(text)) return undefined;
  return IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The dotted form of an unsigned 32-bit number. */
export function formatIpv4(address: number): string {
  return new IPv4([24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256)).toString();
}

/** The block that `text` denotes in CIDR notation, host bits kept; undefined when it is malformed. */
export function parseCidr(text: string): Ipv4Block | undefined {
  const [, dotted, length] = CIDR.exec(text) ?? [];
  if (dotted === undefined || length === undefined) return undefined;
  const address = parseIpv4(dotted);
  const prefix = Number(length);
  return address === undefined || prefix > 32 ? undefined : { address, prefix };
}

/** CIDR notation of a block. */
export function formatCidr(block: Ipv4Block): string {
  return `${formatIpv4(block.address)}/${block.prefix}`;
}

/** How many addresses a block of this prefix length has. */
export function addressCount(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** The block without host bits. */
export function networkOf(block: Ipv4Block): Ipv4Block {
  const size = addressCount(block.prefix);
  return { address: Math.floor(block.address / size) * size, prefix: block.prefix };
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  if (inner.prefix < outer.prefix) return false;
  return networkOf({ address: inner.address, prefix: outer.prefix }).address === networkOf(outer).address;
}

/** Whether two blocks share an address; of two CIDR blocks that do, one contains the other. */
export function overlaps(a: Ipv4Block, b: Ipv4Block): boolean {
  return contains(a, b) || contains(b, a);
}

/** The `index`-th /64 of an IPv6 block, for example of the /56 that Amazon gives a VPC. */
export function ipv6Subnet(block: string, index: number): string {
  const [address, prefix] = IPv6.parseCIDR(block);
  const count = 2 ** (IPV6_SUBNET_PREFIX - prefix);
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new RangeError(`${block} has ${count} blocks of /${IPV6_SUBNET_PREFIX}; there is no number ${index}.`);
  }
  const network = BigInt(`0x${address.parts.map((part) => part.toString(16).padStart(4, "0")).join("")}`);
  const subnet = ((network >> BigInt(128 - prefix)) << BigInt(128 - prefix)) + (BigInt(index) << 64n);
  const parts = Array.from({ length: 8 }, (_, part) => Number((subnet >> BigInt(112 - 16 * part)) & 0xffffn));
  return `${new IPv6(parts).toRFC5952String()}/${IPV6_SUBNET_PREFIX}`;
}
