import { type Making, type Place, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { type Properties, records, text, texts } from "../values";
import { parseAddress, parseBlock, usableAddresses } from "./cidr";
import { admitPrivateDns, subnetsOfEndpoint } from "./endpoint-dns";
import { mayConnect } from "./endpoint-service";
import { usedAddresses } from "./load-balancer";
import { vpcOfGroup } from "./references";
import { awsServiceOf, hasGateway, serviceIdOf, serviceRegionOf } from "./service-names";

/** AZs that take no part in cross-Region access. */
const LOCAL_ONLY = new Set(["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"]);

/** The endpoint service of this account that the endpoint connects to, if it is one. */
export function serviceOf({ inputs, cloud, region }: Pick<Making, "inputs" | "cloud" | "region">): Stored | undefined {
  const name = text(inputs.serviceName) ?? "";
  const id = serviceIdOf(name);
  if (id === undefined) return undefined;
  return cloud.find(T.VpcEndpointService, id, text(inputs.serviceRegion) ?? serviceRegionOf(name) ?? region);
}

/** The state that the request for the endpoint leads to; a service of another provider lets it wait. */
function requested(making: Making): string {
  if (making.old !== undefined) return String(making.old.outputs.state);
  if (serviceIdOf(text(making.inputs.serviceName) ?? "") === undefined) return "available";
  return serviceOf(making)?.inputs.acceptanceRequired === false ? "available" : "pendingAcceptance";
}

/** With `autoAccept` the provider accepts its own request afterwards. */
export function endpointState(making: Making): string {
  const state = requested(making);
  return state === "pendingAcceptance" && making.inputs.autoAccept === true ? "available" : state;
}

export function checkEndpoint(inputs: Properties, place: Place): Refusal[] {
  const refusals: Refusal[] = [];
  const problem = (property: string, message: string) => refusals.push(refuse(property, message));
  const type = String(inputs.vpcEndpointType);
  const unsupported: Record<string, string[]> = {
    Gateway: ["subnetIds", "securityGroupIds", "privateDnsEnabled", "subnetConfigurations"],
    Interface: ["routeTableIds"],
    GatewayLoadBalancer: ["routeTableIds", "securityGroupIds", "privateDnsEnabled"],
  };
  for (const property of unsupported[type] ?? []) {
    if (inputs[property] !== undefined)
      problem(property, `InvalidParameter: is not supported for endpoints of type ${type}`);
  }
  if (inputs.serviceName === undefined && type in unsupported) {
    problem("serviceName", `must be given for endpoints of type ${type}`);
  }
  const name = text(inputs.serviceName);
  if (name === undefined) return refusals;
  const region = text(inputs.serviceRegion) ?? place.region;
  const aws = awsServiceOf(name, region);
  const own = serviceIdOf(name) !== undefined;
  const named = serviceRegionOf(name) ?? region;
  if (own && named !== region) {
    problem(
      "serviceName",
      `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist in ${region}; serviceRegion ${named} reaches it`,
    );
  } else if (aws === undefined && !own) {
    problem("serviceName", `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist`);
  } else if (type === "Gateway" && (aws === undefined || !hasGateway(aws))) {
    problem(
      "serviceName",
      "InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]).",
    );
  }
  if (own && inputs.policy !== undefined) {
    problem("policy", "InvalidParameter: The service does not support endpoint policies");
  }
  return refusals;
}

function admitSubnets(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const refusals: Refusal[] = [];
  const vpc = text(inputs.vpcId);
  const byZone = new Map<string, string>();
  const before = old === undefined ? [] : subnetsOfEndpoint(old);
  for (const id of subnetsOfEndpoint(making)) {
    const subnet = cloud.find(T.Subnet, id, region);
    if (subnet === undefined) continue;
    const { vpcId, availabilityZone: zone, cidrBlock } = subnet.outputs;
    if (vpcId !== vpc) refusals.push(refuse("subnetIds", `InvalidParameter: The subnet ${id} is not in ${vpc}`));
    const other = byZone.get(String(zone));
    byZone.set(String(zone), id);
    if (other !== undefined) {
      const message = `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${id} (${other}, ${zone})`;
      refusals.push(refuse("subnetIds", message));
    }
    const block = parseBlock(text(cidrBlock) ?? "");
    if (block !== undefined && !before.includes(id) && usableAddresses(block) <= usedAddresses(making, id)) {
      const message = `InsufficientFreeAddressesInSubnet: The specified subnet ${id} does not have a free IP address`;
      refusals.push(refuse("subnetIds", message));
    }
  }
  return refusals;
}

function admitNeighbours(making: Making): Refusal[] {
  const { inputs, cloud, region } = making;
  const vpc = text(inputs.vpcId);
  const groups = texts(inputs.securityGroupIds).filter((id) => (vpcOfGroup(making, id) ?? vpc) !== vpc);
  const tables = texts(inputs.routeTableIds).filter(
    (id) => (cloud.find(T.RouteTable, id, region)?.outputs.vpcId ?? vpc) !== vpc,
  );
  const taken = texts(inputs.routeTableIds).filter((id) => {
    const table = cloud.find(T.RouteTable, id, region);
    const others = table === undefined ? [] : cloud.referrers(table, T.VpcEndpoint);
    return others.some((s) => s.id !== making.old?.id && s.inputs.serviceName === inputs.serviceName);
  });
  return [
    ...groups.map((id) =>
      refuse("securityGroupIds", `InvalidGroup.NotFound: The security group ${id} is not in ${vpc}`),
    ),
    ...tables.map((id) => refuse("routeTableIds", `InvalidParameter: The route table ${id} is not in ${vpc}`)),
    ...taken.map((id) =>
      refuse("routeTableIds", `RouteAlreadyExists: route table ${id} already has a route to ${inputs.serviceName}`),
    ),
  ];
}

function admitAddresses({ inputs, cloud, region }: Making): Refusal[] {
  return records(inputs.subnetConfigurations).flatMap(({ subnetId, ipv4 }) => {
    const subnet = cloud.find(T.Subnet, text(subnetId) ?? "", region);
    const block = parseBlock(text(subnet?.outputs.cidrBlock) ?? "");
    const address = parseAddress(text(ipv4) ?? "");
    if (block === undefined || text(ipv4) === undefined) return [];
    if (address !== undefined && address >= block.first + 4 && address < block.last) return [];
    const message = `InvalidParameter: ${ipv4} is not an address that ${subnetId} (${subnet?.outputs.cidrBlock}) can hand out`;
    return [refuse("subnetConfigurations", message)];
  });
}

function admitService(making: Making): Refusal[] {
  const { inputs, cloud, region, account, old } = making;
  const service = serviceOf(making);
  const name = text(inputs.serviceName) ?? "";
  if (service === undefined) {
    const foreign = serviceIdOf(name) !== undefined && inputs.autoAccept === true;
    const message = `InvalidVpcEndpointServiceId.NotFound: ${name} is not a service of this account, so its connections cannot be accepted here`;
    return foreign ? [refuse("autoAccept", message)] : [];
  }
  const refusals: Refusal[] = [];
  if (old === undefined && !mayConnect(service, cloud, account)) {
    const message = `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist (no principal of ${account} is allowed)`;
    refusals.push(refuse("serviceName", message));
  }
  const subnets = subnetsOfEndpoint(making).map((id) => ({
    id,
    outputs: cloud.find(T.Subnet, id, region)?.outputs ?? {},
  }));
  const remote = service.region !== region;
  if (remote && !texts(service.outputs.supportedRegions).includes(region)) {
    refusals.push(
      refuse("serviceRegion", `InvalidParameter: The service ${name} does not support access from ${region}`),
    );
  }
  const zones = texts(service.outputs.availabilityZones);
  for (const { id, outputs } of subnets) {
    const zone = text(outputs.availabilityZone);
    const fits = remote
      ? !LOCAL_ONLY.has(String(outputs.availabilityZoneId))
      : zone === undefined || zones.includes(zone);
    if (fits) continue;
    const message = `InvalidParameter: The VPC endpoint service ${name} does not support the availability zone of the subnet: ${id}.`;
    refusals.push(refuse("subnetIds", message));
  }
  const offered = texts(service.outputs.supportedIpAddressTypes);
  const wanted = inputs.ipAddressType === "dualstack" ? ["ipv4", "ipv6"] : texts(inputs.ipAddressType);
  const missing = wanted.filter((family) => !offered.includes(family));
  if (missing.length > 0) {
    refusals.push(
      refuse("ipAddressType", `InvalidParameter: The service ${name} does not support ${missing.join(", ")}`),
    );
  }
  return refusals;
}

/** IPv6 addresses come from the subnets. */
function admitFamilies(making: Making): Refusal[] {
  const { inputs, cloud, region } = making;
  if (inputs.ipAddressType !== "dualstack" && inputs.ipAddressType !== "ipv6") return [];
  const without = subnetsOfEndpoint(making).filter((id) => {
    const subnet = cloud.find(T.Subnet, id, region);
    return subnet !== undefined && !text(subnet.outputs.ipv6CidrBlock);
  });
  if (without.length === 0) return [];
  const message = `InvalidParameter: ${inputs.ipAddressType} needs an IPv6 block in every subnet; ${without.join(", ")} have none`;
  return [refuse("ipAddressType", message)];
}

export function admitEndpoint(making: Making): Refusal[] {
  const wantsName = making.inputs.privateDnsEnabled === true && making.old?.outputs.privateDnsEnabled !== true;
  return [
    ...admitSubnets(making),
    ...admitNeighbours(making),
    ...admitAddresses(making),
    ...admitService(making),
    ...admitFamilies(making),
    ...(wantsName ? admitPrivateDns(making, making.inputs, requested(making), serviceOf(making)) : []),
  ];
}
