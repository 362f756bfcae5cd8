import { zoneById, zoneByName } from "../data/regions";
import { type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { isUnknown, type Properties, text } from "../values";
import { contains, overlaps, parseBlock } from "./cidr";
import { contains6, overlaps6, parseBlock6 } from "./ipv6";

/** The AZ by whichever of id and name the inputs give. */
export function zoneOf({ inputs, region }: Pick<Making, "inputs" | "region">) {
  const id = text(inputs.availabilityZoneId);
  const name = text(inputs.availabilityZone);
  if (id !== undefined) return zoneById(region, id);
  return name === undefined ? undefined : zoneByName(region, name);
}

export function checkSubnet(inputs: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  if (inputs.availabilityZone !== undefined && inputs.availabilityZoneId !== undefined) {
    refusals.push(refuse("availabilityZoneId", "conflicts with availabilityZone: give only one of them"));
  }
  if (inputs.cidrBlock === undefined && inputs.ipv4IpamPoolId === undefined && inputs.ipv6Native !== true) {
    refusals.push(refuse("cidrBlock", "MissingParameter: a subnet needs an IPv4 block unless it is ipv6Native"));
  }
  if (inputs.assignIpv6AddressOnCreation === true && inputs.ipv6CidrBlock === undefined && !inputs.ipv6IpamPoolId) {
    refusals.push(refuse("assignIpv6AddressOnCreation", "InvalidParameterValue: the subnet has no IPv6 block"));
  }
  const ipv6 = inputs.ipv6CidrBlock;
  if (ipv6 !== undefined && !isUnknown(ipv6)) {
    const block = parseBlock6(String(ipv6));
    if (block === undefined || block.prefix !== 64 || !block.aligned) {
      refusals.push(
        refuse("ipv6CidrBlock", `InvalidSubnet.Range: "${String(ipv6)}" is not an IPv6 block of prefix length /64`),
      );
    }
  }
  return refusals;
}

function admitZone(making: Making): Refusal[] {
  const { inputs, region } = making;
  const property = inputs.availabilityZoneId === undefined ? "availabilityZone" : "availabilityZoneId";
  const value = text(inputs[property]);
  const zone = zoneOf(making);
  if (value === undefined || (zone !== undefined && zone.optIn !== "not-opted-in")) return [];
  const why = zone === undefined ? `it is not in ${region}` : "the account has not opted in to it";
  const message = `InvalidParameterValue: Value (${value}) for parameter ${property} is invalid: ${why}.`;
  return [refuse(property, message)];
}

function conflict(property: string, cidr: unknown, other: Stored): Refusal {
  const message = `InvalidSubnet.Conflict: The CIDR '${cidr}' conflicts with another subnet (${other.id}, ${other.outputs[property]})`;
  return refuse(property, message);
}

function admitIpv4({ inputs, cloud, old }: Making, vpc: Stored): Refusal[] {
  const cidr = text(inputs.cidrBlock);
  const block = parseBlock(cidr ?? "");
  const outer = parseBlock(text(vpc.outputs.cidrBlock) ?? "");
  if (block === undefined || outer === undefined) return [];
  if (!contains(outer, block)) {
    const message = `InvalidSubnet.Range: The CIDR '${cidr}' is invalid: it is not within ${vpc.outputs.cidrBlock} of ${vpc.id}`;
    return [refuse("cidrBlock", message)];
  }
  return cloud.referrers(vpc, T.Subnet).flatMap((other) => {
    const taken = parseBlock(text(other.outputs.cidrBlock) ?? "");
    const clash = other.id !== old?.id && taken !== undefined && overlaps(taken, block);
    return clash ? [conflict("cidrBlock", cidr, other)] : [];
  });
}

function admitIpv6({ inputs, cloud, old }: Making, vpc: Stored): Refusal[] {
  const cidr = text(inputs.ipv6CidrBlock);
  const block = parseBlock6(cidr ?? "");
  if (block === undefined) return [];
  const outer = parseBlock6(text(vpc.outputs.ipv6CidrBlock) ?? "");
  if (outer === undefined || !contains6(outer, block)) {
    const has = outer === undefined ? "has no IPv6 block" : `has ${vpc.outputs.ipv6CidrBlock}`;
    return [refuse("ipv6CidrBlock", `InvalidSubnet.Range: The CIDR '${cidr}' is invalid: ${vpc.id} ${has}`)];
  }
  return cloud.referrers(vpc, T.Subnet).flatMap((other) => {
    const taken = parseBlock6(text(other.outputs.ipv6CidrBlock) ?? "");
    const clash = other.id !== old?.id && taken !== undefined && overlaps6(taken, block);
    return clash ? [conflict("ipv6CidrBlock", cidr, other)] : [];
  });
}

export function admitSubnet(making: Making): Refusal[] {
  const vpc = making.cloud.find(T.Vpc, text(making.inputs.vpcId) ?? "", making.region);
  const blocks = vpc === undefined ? [] : [...admitIpv4(making, vpc), ...admitIpv6(making, vpc)];
  return [...admitZone(making), ...blocks];
}
