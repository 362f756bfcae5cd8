import type { EndpointFacts, Facts } from "../facts";
import { gap, isKnown, type Known, known, knownValue } from "../known";
import type { Target } from "../target";
import { following } from "./attempt";
import { readCaller } from "./caller";
import type { ConsumerClients } from "./clients";
import { readEndpoint, readService } from "./endpoint";
import { readGroups, readPrefixLists } from "./groups";
import { readAcls, readInterfaces, readSubnets } from "./network";
import { readDhcp, readVpc, readVpcDns, readZones } from "./vpc";

/** Reads all that AWS says, by calls that change nothing. What is denied or not answered becomes a gap in the facts. */
export async function gather(clients: ConsumerClients, target: Target): Promise<Facts> {
  const { ec2, route53, sts } = clients;
  const { caller, refusedCredentials } = await readCaller(sts);
  if (refusedCredentials !== undefined) return { ...nothing(), caller, refusedCredentials };
  const [service, endpoint] = await Promise.all([readService(ec2, target), readEndpoint(ec2, target)]);
  const vpcId = vpcOf(endpoint, target);
  const [vpc, subnets, groups, clientGroups, acls, vpcDns, zones] = await Promise.all([
    following(vpcId, (id) => readVpc(ec2, id)),
    following(vpcId, (id) => readSubnets(ec2, id)),
    following(endpoint, (one) => readGroups(ec2, one?.groupIds ?? [])),
    readGroups(ec2, target.clients.groupIds),
    following(vpcId, (id) => readAcls(ec2, id)),
    following(vpcId, (id) => readVpcDns(ec2, id)),
    following(vpcId, (id) => readZones(route53, id, target.region)),
  ]);
  const [dhcp, interfaces, prefixLists] = await Promise.all([
    following(vpc, ({ dhcpOptionsId }) => readDhcp(ec2, dhcpOptionsId)),
    following(endpoint, (one) => readInterfaces(ec2, one?.interfaceIds ?? [], knownValue(subnets) ?? [])),
    readPrefixLists(ec2, [...(knownValue(groups) ?? []), ...(knownValue(clientGroups) ?? [])]),
  ]);
  return {
    caller,
    service,
    endpoint,
    vpc,
    subnets,
    interfaces,
    groups,
    clientGroups,
    prefixLists,
    acls,
    vpcDns,
    dhcp,
    zones,
  };
}

/** The endpoint's VPC; without an endpoint the one that the user named. */
function vpcOf(endpoint: Known<EndpointFacts | undefined>, target: Target): Known<string> {
  const found = knownValue(endpoint)?.vpcId ?? target.vpcId;
  if (found !== undefined) return known(found);
  if (!isKnown(endpoint)) return endpoint;
  return gap("Which VPC it is about is not known without an endpoint.", "Say it with --vpc.");
}

function nothing(): Omit<Facts, "caller"> {
  const none = gap("AWS was not asked.", "Put the credentials right first.");
  return {
    service: none,
    endpoint: none,
    vpc: none,
    subnets: none,
    interfaces: none,
    groups: none,
    clientGroups: none,
    prefixLists: none,
    acls: none,
    vpcDns: none,
    dhcp: none,
    zones: none,
  };
}
