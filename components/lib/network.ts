import { checkOneRegion, checkZoneId, checkZoneIds, sortZoneIds, zoneNumber } from "./availability-zones";
import { checkGatewayServices, checkInterfaceServices } from "./aws-services";
import { contains, formatCidr, type Ipv4Block, networkOf, parseCidr } from "./cidr";
import { at } from "./path";
import type { Check, Problem } from "./problem";
import { defaultSlotPrefix, LONGEST_SUBNET_PREFIX, slotCount } from "./slots";

const SHORTEST_VPC_PREFIX = 16;
const LONGEST_VPC_PREFIX = 28;
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
/** Where the block of a VPC may lie. */
export const PRIVATE_BLOCKS = PRIVATE_RANGES.flatMap((range) => parseCidr(range) ?? []);

/** Refuses what is not an IPv4 block in CIDR notation that begins at its network address. */
export const checkIpv4Cidr: Check<string> = (value, path) => {
  const block = parseCidr(value);
  if (block === undefined) {
    const remedy = "write it as address/prefix, for example 10.64.0.0/22";
    return [{ path, value, rule: "is not an IPv4 block in CIDR notation", remedy }];
  }
  const network = networkOf(block);
  if (network.address === block.address) return [];
  const remedy = `use ${JSON.stringify(formatCidr(network))}`;
  return [{ path, value, rule: "begins with a host address, not with the address of its network", remedy }];
};

/** Refuses what cannot be the IPv4 block of a VPC of ours: AWS allows /16 to /28, and we take private ranges only. */
export const checkVpcCidr: Check<string> = (value, path) => {
  const malformed = checkIpv4Cidr(value, path);
  const block = parseCidr(value);
  if (block === undefined || malformed.length > 0) return malformed;
  const problems: Problem[] = [];
  if (block.prefix < SHORTEST_VPC_PREFIX || block.prefix > LONGEST_VPC_PREFIX) {
    const size = block.prefix < SHORTEST_VPC_PREFIX ? "larger" : "smaller";
    const rule = `is ${size} than AWS allows for a VPC, which is /${SHORTEST_VPC_PREFIX} to /${LONGEST_VPC_PREFIX}`;
    problems.push({ path, value, rule, remedy: "use a prefix length in that range, for example /22" });
  }
  if (!PRIVATE_BLOCKS.some((range) => contains(range, block))) {
    const remedy = `use a block inside ${PRIVATE_RANGES.join(", ")}`;
    problems.push({ path, value, rule: "is not in a private address range", remedy });
  }
  return problems;
};

/** A network as its rules see it; `ProviderNetworkArgs` and the `network` key of a stack file both have this shape. */
export interface NetworkShape {
  readonly cidr?: string | undefined;
  readonly slotPrefix?: number | undefined;
  readonly ipv6?: boolean | undefined;
  readonly gatewayEndpoints?: readonly string[] | undefined;
  readonly interfaceEndpoints?: readonly string[] | undefined;
  readonly existing?: ExistingShape | undefined;
}

/** The network that is adopted; only the keys of its records matter to the rules. */
export interface ExistingShape {
  readonly subnetIds: Readonly<Record<string, unknown>>;
  readonly routeTableIds?: Readonly<Record<string, unknown>> | undefined;
}

/** Everything that can be said of a network before its AZ ids are known. */
export const checkNetwork: Check<NetworkShape> = (network, path) => [
  ...(network.existing === undefined ? checkNew(network, path) : checkExisting(network, network.existing, path)),
  ...checkGatewayServices(network.gatewayEndpoints ?? [], at(path, "gatewayEndpoints")),
  ...checkInterfaceServices(network.interfaceEndpoints ?? [], at(path, "interfaceEndpoints")),
];

/** What can be said once the AZ ids are known: they are well-formed, and each has a slot in the VPC. */
export function checkNetworkZones(
  zoneIds: readonly string[] | undefined,
  network: NetworkShape,
  path: string,
): Problem[] {
  const here = at(path, "availabilityZoneIds");
  if (network.existing !== undefined) {
    if (zoneIds === undefined) return [];
    const rule = "is given besides an existing network";
    return [{ path: here, value: zoneIds, rule, remedy: "remove it: the AZ ids are the keys of existing.subnetIds" }];
  }
  if (zoneIds === undefined || zoneIds.length === 0) {
    const remedy = "give the AZ ids to have a subnet in, for example use1-az1";
    return [{ path: here, value: zoneIds, rule: "names no Availability Zone", remedy }];
  }
  return [...checkZoneIds(zoneIds, here), ...checkZoneSlots(zoneIds, network, path)];
}

function checkNew(network: NetworkShape, path: string): Problem[] {
  if (network.cidr === undefined) {
    const remedy = "give the block of the new VPC, for example 10.64.0.0/22, or an existing VPC";
    return [{ path: at(path, "cidr"), value: network.cidr, rule: "is needed for a new VPC", remedy }];
  }
  const problems = checkVpcCidr(network.cidr, at(path, "cidr"));
  const vpc = parseCidr(network.cidr);
  if (problems.length > 0 || vpc === undefined || network.slotPrefix === undefined) return problems;
  return checkSlotPrefix(network.slotPrefix, vpc, at(path, "slotPrefix"));
}

function checkSlotPrefix(value: number, vpc: Ipv4Block, path: string): Problem[] {
  if (Number.isInteger(value) && value >= vpc.prefix && value <= LONGEST_SUBNET_PREFIX) return [];
  const remedy =
    vpc.prefix === LONGEST_SUBNET_PREFIX
      ? `use ${LONGEST_SUBNET_PREFIX}`
      : `use a whole number from ${vpc.prefix} to ${LONGEST_SUBNET_PREFIX}: a smaller subnet has no room for the load balancer`;
  return [{ path, value, rule: `is not a prefix length of slots that ${formatCidr(vpc)} can be cut into`, remedy }];
}

function checkExisting(network: NetworkShape, existing: ExistingShape, path: string): Problem[] {
  const problems: Problem[] = [];
  for (const key of ["cidr", "slotPrefix", "ipv6"] as const) {
    const value = network[key];
    if (value === undefined || value === false) continue;
    const rule = "describes a new VPC, and an existing one is given";
    problems.push({ path: at(path, key), value, rule, remedy: "remove one of the two" });
  }
  const subnetIds = at(at(path, "existing"), "subnetIds");
  const zoneIds = Object.keys(existing.subnetIds);
  if (zoneIds.length === 0) {
    const remedy = "give the subnet of each AZ by AZ id";
    problems.push({ path: subnetIds, value: existing.subnetIds, rule: "names no subnet", remedy });
  }
  problems.push(...zoneIds.flatMap((zoneId) => checkZoneId(zoneId, at(subnetIds, zoneId))));
  problems.push(...checkOneRegion(zoneIds, subnetIds), ...checkExistingRouteTables(network, existing, path));
  return problems;
}

function checkExistingRouteTables(network: NetworkShape, existing: ExistingShape, path: string): Problem[] {
  const routeTableIds = at(at(path, "existing"), "routeTableIds");
  if (existing.routeTableIds === undefined) {
    const value = network.gatewayEndpoints ?? [];
    if (value.length === 0) return [];
    const rule = "needs the route tables of the existing VPC";
    return [{ path: at(path, "gatewayEndpoints"), value, rule, remedy: `give ${routeTableIds}, or ask for none` }];
  }
  const zoneIds = Object.keys(existing.routeTableIds);
  const wanted = Object.keys(existing.subnetIds);
  const differ = zoneIds.length !== wanted.length || wanted.some((zoneId) => !zoneIds.includes(zoneId));
  if (!differ) return [];
  const rule = `does not have the AZ ids of the subnets, ${sortZoneIds(wanted).join(", ")}`;
  const remedy = "give one route table id for each: several zones may share one";
  return [{ path: routeTableIds, value: zoneIds, rule, remedy }];
}

function checkZoneSlots(zoneIds: readonly string[], network: NetworkShape, path: string): Problem[] {
  const vpc = network.cidr === undefined ? undefined : parseCidr(network.cidr);
  if (vpc === undefined || checkNew(network, path).length > 0) return [];
  const slotPrefix = network.slotPrefix ?? defaultSlotPrefix(vpc);
  const count = slotCount(vpc.prefix, slotPrefix);
  const homeless = sortZoneIds(zoneIds.filter((zoneId) => (zoneNumber(zoneId) ?? 0) > count));
  const highest = homeless.at(-1);
  if (highest === undefined) return [];
  const rule = `has ${count} ${count === 1 ? "slot" : "slots"} of /${slotPrefix}, and none for ${homeless.join(", ")}`;
  const vpcPrefix = slotPrefix - Math.ceil(Math.log2(zoneNumber(highest) ?? 1));
  const larger = vpcPrefix < SHORTEST_VPC_PREFIX ? "a longer slotPrefix" : `a /${vpcPrefix} or larger`;
  const remedy = `use ${larger}, or exclude these zones: a slot belongs to the number of the AZ id`;
  return [{ path: at(path, "cidr"), value: network.cidr, rule, remedy }];
}
