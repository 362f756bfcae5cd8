import { type Making, type Place, type Refusal, refuse } from "../table";
import { T } from "../tokens";
import { number, type Properties, records, text, texts } from "../values";
import { parseAddress, parseBlock, usableAddresses } from "./cidr";

const FREE_ADDRESSES = 8;

/** Ids of the subnets, given either way. */
export function subnetsOf(inputs: Properties): string[] {
  return [...texts(inputs.subnets), ...records(inputs.subnetMappings).flatMap((mapping) => texts(mapping.subnetId))];
}

export function checkLoadBalancer(inputs: Properties, _place: Place): Refusal[] {
  const refusals: Refusal[] = [];
  const type = inputs.loadBalancerType;
  if ((inputs.subnets === undefined) === (inputs.subnetMappings === undefined)) {
    refusals.push(refuse("subnets", "exactly one of subnets and subnetMappings must be given"));
  }
  const networkOnly = [
    "dnsRecordClientRoutingPolicy",
    "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
    "enablePrefixForIpv6SourceNat",
    "secondaryIpsAutoAssignedPerSubnet",
  ];
  for (const property of networkOnly) {
    if (type !== "network" && inputs[property] !== undefined) {
      refusals.push(refuse(property, "is only valid for load balancers of type network"));
    }
  }
  const groups = inputs.securityGroups;
  if (type === "network" && inputs.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== undefined) {
    if (groups === undefined || (Array.isArray(groups) && groups.length === 0)) {
      const message = "InvalidConfigurationRequest: it can be set only on a load balancer with security groups";
      refusals.push(refuse("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", message));
    }
  }
  if (type === "network" && inputs.idleTimeout !== undefined) {
    refusals.push(refuse("idleTimeout", "is only valid for load balancers of type application"));
  }
  return refusals;
}

/** Addresses in the subnet that something in the account holds. */
export function usedAddresses(making: Making, subnetId: string): number {
  const subnet = making.cloud.find(T.Subnet, subnetId, making.region);
  if (subnet === undefined) return 0;
  let used = 0;
  for (const user of making.cloud.referrers(subnet)) {
    if (user.id === making.old?.id) continue;
    if (user.type === T.LoadBalancer) used += 1 + (number(user.inputs.secondaryIpsAutoAssignedPerSubnet) ?? 0);
    if (user.type === T.VpcEndpoint || user.type === T.NatGateway) used += 1;
    if (user.type === T.AutoScalingGroup) {
      const subnets = texts(user.inputs.vpcZoneIdentifiers).length;
      used += Math.ceil((number(user.outputs.desiredCapacity) ?? 0) / Math.max(1, subnets));
    }
  }
  return used;
}

function admitSubnets(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const refusals: Refusal[] = [];
  const byZone = new Map<string, string>();
  const vpcs = new Set<string>();
  const before = new Set(old === undefined ? [] : subnetsOf(old.inputs));
  for (const id of subnetsOf(inputs)) {
    const subnet = cloud.find(T.Subnet, id, region);
    if (subnet === undefined) continue;
    vpcs.add(String(subnet.outputs.vpcId));
    const zone = String(subnet.outputs.availabilityZone);
    const other = byZone.get(zone);
    if (other !== undefined) {
      const message = `InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone (${other}, ${id} in ${zone})`;
      refusals.push(refuse("subnets", message));
    }
    byZone.set(zone, id);
    const block = parseBlock(text(subnet.outputs.cidrBlock) ?? "");
    if (block === undefined || before.has(id) || designated(inputs, id)) continue;
    const free = usableAddresses(block) - usedAddresses(making, id);
    if (free < FREE_ADDRESSES) {
      const message = `InvalidSubnet: Not enough IP space available in ${id}. ELB requires at least ${FREE_ADDRESSES} free IP addresses in each subnet; it has ${free}.`;
      refusals.push(refuse("subnets", message));
    }
  }
  if (vpcs.size > 1)
    refusals.push(refuse("subnets", "InvalidConfigurationRequest: the subnets belong to different VPCs"));
  return refusals;
}

/** With a private address of its own the load balancer needs no free ones in the subnet. */
function designated(inputs: Properties, subnetId: string): boolean {
  return records(inputs.subnetMappings).some((m) => m.subnetId === subnetId && m.privateIpv4Address !== undefined);
}

function admitAddresses({ inputs, cloud, region }: Making): Refusal[] {
  return records(inputs.subnetMappings).flatMap((mapping) => {
    const address = parseAddress(text(mapping.privateIpv4Address) ?? "");
    const subnet = cloud.find(T.Subnet, text(mapping.subnetId) ?? "", region);
    const block = parseBlock(text(subnet?.outputs.cidrBlock) ?? "");
    if (address === undefined || block === undefined) return [];
    if (address >= block.first + 4 && address < block.last) return [];
    const message = `InvalidConfigurationRequest: ${mapping.privateIpv4Address} is not an address that ${subnet?.id} (${subnet?.outputs.cidrBlock}) can hand out`;
    return [refuse("subnetMappings", message)];
  });
}

function admitDualstack({ inputs, cloud, region }: Making): Refusal[] {
  if (inputs.ipAddressType !== "dualstack") return [];
  const without = subnetsOf(inputs).filter((id) => {
    const subnet = cloud.find(T.Subnet, id, region);
    return subnet !== undefined && (subnet.outputs.ipv6CidrBlock === undefined || subnet.outputs.ipv6CidrBlock === "");
  });
  if (without.length === 0) return [];
  const message = `InvalidSubnet: dualstack needs an IPv6 CIDR block in every subnet; ${without.join(", ")} have none`;
  return [refuse("ipAddressType", message)];
}

function admitGroups({ inputs, cloud, region }: Making): Refusal[] {
  const vpc = cloud.find(T.Subnet, subnetsOf(inputs)[0] ?? "", region)?.outputs.vpcId;
  const foreign = texts(inputs.securityGroups).filter((id) => {
    const group = cloud.find([T.SecurityGroup, T.DefaultSecurityGroup], id, region);
    return group !== undefined && vpc !== undefined && group.outputs.vpcId !== vpc;
  });
  if (foreign.length === 0) return [];
  const message = `InvalidConfigurationRequest: One or more security groups are invalid: ${foreign.join(", ")} are not in ${vpc}`;
  return [refuse("securityGroups", message)];
}

export function admitLoadBalancer(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const twin = cloud.all(T.LoadBalancer, region).find((s) => s.outputs.name === inputs.name && s.id !== old?.id);
  return [
    ...(twin === undefined
      ? []
      : [refuse("name", `DuplicateLoadBalancerName: A load balancer with the same name '${inputs.name}' exists`)]),
    ...admitSubnets(making),
    ...admitAddresses(making),
    ...admitDualstack(making),
    ...admitGroups(making),
  ];
}
