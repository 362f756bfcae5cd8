import type { EndpointFacts, Facts } from "../facts";
import { type Gap, gap, isKnown, type Known, known, knownValue } from "../known";
import { stopOf } from "../rules/account";
import type { Target } from "../target";
import { following } from "./attempt";
import { readCaller } from "./caller";
import type { ConsumerClients } from "./clients";
import { readElsewhere, readEndpoint, readService } from "./endpoint";
import { readGroups, readPrefixLists } from "./groups";
import { readAcls, readInterfaces, readSubnets } from "./network";
import { isMissingVpc, readDhcp, readVpc, readVpcDns, readZones } from "./vpc";

/** Reads all that AWS says, by calls that change nothing. What is denied or not answered becomes a gap in the facts. */
export async function gather(clients: ConsumerClients, target: Target): Promise<Facts> {
  const { ec2, route53, sts } = clients;
  const { caller, refusedCredentials } = await readCaller(sts);
  if (refusedCredentials !== undefined) {
    const { gap: unasked } = gap("AWS was not asked.", "Put the credentials right first.");
    return { ...nothing(unasked), caller, refusedCredentials, isStopped: true };
  }
  const stop = stopOf(caller, target);
  if (stop !== undefined) return { ...nothing(stop), caller, isStopped: true };
  const { vpcId: named } = target;
  const [service, isMissing] = await Promise.all([
    readService(ec2, target),
    named === undefined ? false : isMissingVpc(ec2, named),
  ]);
  if (named !== undefined && isMissing) {
    const { gap: missing } = gap(`There is no VPC ${named}.`, "Put right --vpc first.");
    return { ...nothing(missing), caller, service, missingVpc: named };
  }
  const endpoint = await readEndpoint(ec2, target);
  const vpcId = vpcOf(endpoint, target);
  const [elsewhere, vpc, subnets, groups, clientGroups, acls, vpcDns, zones] = await Promise.all([
    following(endpoint, async (one) => (one === undefined ? readElsewhere(ec2, target) : known([]))),
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
    elsewhere,
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

function nothing(reason: Gap): Omit<Facts, "caller"> {
  const none = { gap: reason };
  return {
    service: none,
    endpoint: none,
    elsewhere: none,
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
