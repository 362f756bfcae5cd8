import type { Facts } from "../../../../automation/validate/facts";
import { known } from "../../../../automation/validate/known";
import type { Target } from "../../../../automation/validate/target";

export const SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
export const ENDPOINT = "vpce-0123456789abcdef0";
export const REGIONAL = `${ENDPOINT}-abcd1234.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com`;
export const ACCOUNT = "111122223333";

/** What is asked for: TCP 443 of a service in three zones. */
export function aTarget(changes: Partial<Target> = {}): Target {
  return {
    serviceName: SERVICE,
    serviceRegion: "us-east-1",
    region: "us-east-1",
    supportedRegions: ["us-east-1"],
    ports: [{ name: "api", port: 443, protocol: "TCP" }],
    clients: { cidrs: [], groupIds: [] },
    ...changes,
  };
}

type Values = {
  [K in keyof Facts]?: Facts[K] extends infer F ? (F extends { readonly value: infer V } ? V : never) : never;
};

/** Facts of an endpoint in two zones where all is in order, apart from the given ones. */
export function facts(changes: Values = {}): Facts {
  const values = {
    caller: { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/ops` },
    service: {
      serviceName: SERVICE,
      zoneIds: ["use1-az1", "use1-az2", "use1-az4"],
      acceptanceRequired: true,
      privateDnsNames: [],
    },
    endpoint: anEndpoint(),
    elsewhere: [],
    vpc: { vpcId: "vpc-1", cidrs: ["10.0.0.0/16"] },
    subnets: [
      { subnetId: "subnet-1", zoneId: "use1-az1", cidrs: ["10.0.1.0/24"] },
      { subnetId: "subnet-2", zoneId: "use1-az2", cidrs: ["10.0.2.0/24"] },
      { subnetId: "subnet-6", zoneId: "use1-az6", cidrs: ["10.0.6.0/24"] },
    ],
    interfaces: [
      { interfaceId: "eni-1", subnetId: "subnet-1", zoneId: "use1-az1", status: "in-use", addresses: ["10.0.1.25"] },
      { interfaceId: "eni-2", subnetId: "subnet-2", zoneId: "use1-az2", status: "in-use", addresses: ["10.0.2.31"] },
    ],
    groups: [aGroup("sg-1", [ingress("10.0.0.0/16")])],
    clientGroups: [],
    prefixLists: new Map<string, readonly string[]>(),
    acls: [openAcl("acl-1", ["subnet-1", "subnet-2", "subnet-6"])],
    vpcDns: { support: true, hostnames: true },
    dhcp: { optionsId: "dopt-1", nameServers: ["AmazonProvidedDNS"] },
    zones: [],
    ...changes,
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, known(value)])) as unknown as Facts;
}

export function anEndpoint(changes: object = {}) {
  return {
    endpointId: ENDPOINT,
    serviceName: SERVICE,
    vpcId: "vpc-1",
    state: "available",
    subnetIds: ["subnet-1", "subnet-2"],
    interfaceIds: ["eni-1", "eni-2"],
    groupIds: ["sg-1"],
    privateDnsEnabled: false,
    dnsNames: [REGIONAL],
    ...changes,
  };
}

export function aGroup(groupId: string, rules: readonly object[], groupName = "endpoint") {
  return { groupId, groupName, rules: rules as never };
}

/** A rule about TCP 443, unless changed. */
export function ingress(cidr: string | undefined, changes: object = {}) {
  return {
    egress: false,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...(cidr === undefined ? {} : { cidr }),
    ...changes,
  };
}

/** The ACL that AWS makes with a VPC. */
export function openAcl(aclId: string, subnetIds: readonly string[], more: readonly object[] = []) {
  const all = { protocol: "-1", cidr: "0.0.0.0/0", fromPort: 0, toPort: 65535 };
  const entries = [false, true].flatMap((egress) => [
    { ...all, egress, number: 100, allow: true },
    { ...all, egress, number: 32767, allow: false },
  ]);
  return { aclId, subnetIds, entries: [...entries, ...more] as never };
}

export function aService(changes: object = {}) {
  return {
    serviceName: SERVICE,
    zoneIds: ["use1-az1", "use1-az2", "use1-az4"],
    acceptanceRequired: true,
    privateDnsNames: ["api.example.com"],
    privateDnsState: "verified",
    ...changes,
  };
}
