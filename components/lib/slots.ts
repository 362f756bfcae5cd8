import { zoneNumber } from "./availability-zones";
import { addressCount, formatCidr, type Ipv4Block, parseCidr } from "./cidr";

/** The longest prefix that AWS allows for a subnet, and the shortest subnet that an internal NLB fits in. */
export const LONGEST_SUBNET_PREFIX = 28;
const SLOT_BITS = 4;

/** Prefix length of the slots of a VPC: sixteen of them, or as many /28 as a small VPC holds. */
export function defaultSlotPrefix(vpc: Ipv4Block): number {
  return Math.min(LONGEST_SUBNET_PREFIX, vpc.prefix + SLOT_BITS);
}

/** How many slots a VPC has. */
export function slotCount(vpcPrefix: number, slotPrefix: number): number {
  return addressCount(vpcPrefix) / addressCount(slotPrefix);
}

/** The block of slot number `slot`, counted from 0. */
export function slotBlock(vpc: Ipv4Block, slotPrefix: number, slot: number): Ipv4Block {
  const count = slotCount(vpc.prefix, slotPrefix);
  if (!Number.isInteger(slot) || slot < 0 || slot >= count) {
    throw new RangeError(`${formatCidr(vpc)} has ${count} slots of /${slotPrefix}; there is no slot ${slot}.`);
  }
  return { address: vpc.address + slot * addressCount(slotPrefix), prefix: slotPrefix };
}

/**
 * The slot of an AZ id, counted from 0: its number less one. It depends on nothing else, so that a zone which AWS
 * opens or which is left out later moves no subnet of the others.
 */
export function slotOfZone(zoneId: string): number {
  const number = zoneNumber(zoneId);
  if (number === undefined) throw new RangeError(`${zoneId} is not an Availability Zone id.`);
  return number - 1;
}

/** The subnet block of each AZ id in a VPC, in CIDR notation; slots are as large as said, or of the default size. */
export function zoneCidrs(vpcCidr: string, slotPrefix: number | undefined, zoneIds: readonly string[]) {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined) throw new RangeError(`${vpcCidr} is not an IPv4 block.`);
  const prefix = slotPrefix ?? defaultSlotPrefix(vpc);
  return new Map(zoneIds.map((zoneId) => [zoneId, formatCidr(slotBlock(vpc, prefix, slotOfZone(zoneId)))]));
}
