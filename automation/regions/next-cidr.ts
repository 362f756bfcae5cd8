import { addressCount, formatCidr, type Ipv4Block, networkOf, overlaps, parseCidr } from "../../components/lib/cidr";
import { PRIVATE_BLOCKS } from "../../components/lib/network";

/**
 * The first free block of the same size after `like`; where there is none up to the end of its private range, the first
 * one from the beginning of the range. Undefined where the whole range is taken, or `like` is in none.
 * @param taken blocks in CIDR notation, that of `like` among them or not
 */
export function nextCidr(like: string, taken: readonly string[]): string | undefined {
  const block = parseCidr(like);
  if (block === undefined) return undefined;
  const own = networkOf(block);
  const range = PRIVATE_BLOCKS.find((one) => overlaps(one, own) && one.prefix <= own.prefix);
  if (range === undefined) return undefined;
  const blocks = [own, ...taken.flatMap((text) => parseCidr(text) ?? []).map(networkOf)];
  const end = range.address + addressCount(range.prefix);
  const found =
    firstFree(own.address, end, own.prefix, blocks) ?? firstFree(range.address, own.address, own.prefix, blocks);
  return found === undefined ? undefined : formatCidr(found);
}

/** Steps over whole blocks that are taken, so that a /28 in a /8 does not take a million steps. */
function firstFree(from: number, to: number, prefix: number, taken: readonly Ipv4Block[]): Ipv4Block | undefined {
  const size = addressCount(prefix);
  for (let address = from; address + size <= to; ) {
    const candidate = { address, prefix };
    const inTheWay = taken.filter((block) => overlaps(block, candidate));
    if (inTheWay.length === 0) return candidate;
    const past = Math.max(...inTheWay.map((block) => block.address + addressCount(block.prefix)));
    address = Math.max(address + size, Math.ceil(past / size) * size);
  }
  return undefined;
}
