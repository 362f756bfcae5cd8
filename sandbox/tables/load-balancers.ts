import { admitLoadBalancer, checkLoadBalancer, subnetsOf } from "../checks/load-balancer";
import { groupReference, nestedSubnetReference } from "../checks/references";
import { all, arnOf, between, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { loadBalancerZoneId } from "../data/hosted-zones";
import { base36, hex } from "../ids";
import { arn, movesWith, type ResourceTable, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, number, records, text, texts } from "../values";
import { listener } from "./listeners";
import { targetGroup } from "./target-groups";

/** Names of load balancers and target groups: 32 characters, letters, digits and inner hyphens. */
const elbName = all(
  upTo(32),
  matching(/^[0-9A-Za-z-]+$/, "consist of letters, digits and hyphens"),
  matching(/^[^-].*[^-]$|^[^-]$/, "not begin or end with a hyphen"),
);

const loadBalancer: ResourceTable = {
  id: (m) => {
    const kind =
      m.inputs.loadBalancerType === "network" ? "net" : m.inputs.loadBalancerType === "gateway" ? "gwy" : "app";
    return arn(m, "elasticloadbalancing", `loadbalancer/${kind}/${m.inputs.name}/${hex(m.seed, "lb", 16)}`);
  },
  notFound: (id) => `LoadBalancerNotFound: Load balancer '${id}' not found`,
  tagged: true,
  autoName: { property: "name", maxLength: 32 },
  defaults: { enableDeletionProtection: false, loadBalancerType: "application" },
  rules: {
    clientKeepAlive: between(60, 604_800),
    dnsRecordClientRoutingPolicy: oneOf(
      "any_availability_zone",
      "availability_zone_affinity",
      "partial_availability_zone_affinity",
    ),
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: oneOf("on", "off"),
    enablePrefixForIpv6SourceNat: oneOf("on", "off"),
    idleTimeout: between(1, 4000),
    ipAddressType: oneOf("ipv4", "dualstack", "dualstack-without-public-ipv4"),
    loadBalancerType: oneOf("application", "network", "gateway"),
    name: all(elbName, (value) =>
      String(value).startsWith("internal-") ? `"${String(value)}" must not begin with "internal-"` : undefined,
    ),
    secondaryIpsAutoAssignedPerSubnet: between(0, 7),
    tags: tagSet,
  },
  check: checkLoadBalancer,
  references: [
    { property: "subnets", types: T.Subnet },
    nestedSubnetReference("subnetMappings"),
    groupReference("securityGroups"),
  ],
  admit: admitLoadBalancer,
  computed: {
    arn: (m) => m.id,
    arnSuffix: (m) => m.id.slice(m.id.indexOf("loadbalancer/") + "loadbalancer/".length),
    dnsName: (m) => {
      const scheme = m.inputs.internal === true && m.inputs.loadBalancerType !== "network" ? "internal-" : "";
      const suffix = hex(m.seed, "lb", 16);
      return `${scheme}${m.inputs.name}-${suffix}.elb.${m.region}.amazonaws.com`;
    },
    zoneId: (m) => loadBalancerZoneId(m.region) ?? `Z${base36(m.region, "elb", 13)}`,
    vpcId: (m) => {
      const subnet = m.cloud.find(T.Subnet, subnetsOf(m.inputs)[0] ?? "", m.region);
      return subnet === undefined ? "" : must(subnet.outputs.vpcId, "a subnet's vpcId");
    },
    internal: (m) => m.inputs.internal ?? false,
    ipAddressType: (m) => m.inputs.ipAddressType ?? "ipv4",
    subnets: (m) => subnetsOf(m.inputs),
    subnetMappings: (m) => m.inputs.subnetMappings ?? subnetsOf(m.inputs).map((subnetId) => ({ subnetId })),
    dnsRecordClientRoutingPolicy: (m) =>
      m.inputs.dnsRecordClientRoutingPolicy ?? (isNetwork(m.inputs) ? "any_availability_zone" : undefined),
    enableCrossZoneLoadBalancing: (m) => m.inputs.enableCrossZoneLoadBalancing ?? !isNetwork(m.inputs),
    enableZonalShift: (m) => m.inputs.enableZonalShift ?? false,
    securityGroups: (m) => m.inputs.securityGroups ?? [],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: (m) =>
      m.inputs.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic ??
      (texts(m.inputs.securityGroups).length > 0 ? "on" : ""),
  },
  keeps: [
    "dnsRecordClientRoutingPolicy",
    "enableCrossZoneLoadBalancing",
    "enableZonalShift",
    "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
    "internal",
    "ipAddressType",
    "securityGroups",
    "subnets",
    "subnetMappings",
  ],
  volatile: { subnetMappings: movesWith("subnets") },
  unordered: ["securityGroups", "subnets", "subnetMappings"],
  replaceOn: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
  replaceWhen: {
    subnets: (before, after, olds) => isNetwork(olds) && texts(before).some((id) => !texts(after).includes(id)),
    subnetMappings: (before, after, olds) => isNetwork(olds) && mappingsChanged(before, after),
    securityGroups: (before, after, olds) =>
      isNetwork(olds) && (texts(before).length === 0) !== (texts(after).length === 0),
    secondaryIpsAutoAssignedPerSubnet: (before, after) => (number(after) ?? 0) < (number(before) ?? 0),
  },
  refuseDelete: (stored, cloud) => {
    if (stored.outputs.enableDeletionProtection === true) {
      return `OperationNotPermitted: Load balancer '${stored.id}' cannot be deleted because deletion protection is enabled`;
    }
    const service = cloud.referrers(stored, T.VpcEndpointService)[0];
    if (service === undefined) return undefined;
    return `ResourceInUse: Load balancer '${stored.id}' cannot be deleted because it is currently associated with another service (${service.id})`;
  },
};

function isNetwork(inputs: Record<string, unknown>): boolean {
  return inputs.loadBalancerType === "network";
}

/** A mapping that is gone or has another address makes a new load balancer; one that is added does not. */
function mappingsChanged(before: unknown, after: unknown): boolean {
  const now = new Set(records(after).map((mapping) => JSON.stringify(mapping)));
  return records(before).some((mapping) => !now.has(JSON.stringify(mapping)));
}

const attachment: ResourceTable = {
  id: ({ inputs, seed }) => `${text(inputs.targetGroupArn)}-${hex(seed, "attachment", 26)}`,
  notFound: (id) => `TargetNotRegistered: ${id}`,
  required: ["targetGroupArn", "targetId"],
  rules: { port: between(1, 65535), targetGroupArn: arnOf("elasticloadbalancing") },
  references: [{ property: "targetGroupArn", types: T.TargetGroup }],
  admit: ({ inputs, cloud, region }) => {
    const group = cloud.find(T.TargetGroup, text(inputs.targetGroupArn) ?? "", region);
    const id = text(inputs.targetId) ?? "";
    const type = text(group?.outputs.targetType);
    const wanted: Record<string, RegExp> = {
      instance: /^i-[0-9a-f]{8,17}$/,
      ip: /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]+)$/,
      alb: /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/.+$/,
    };
    if (type === undefined || wanted[type] === undefined || wanted[type].test(id)) return [];
    return [refuse("targetId", `ValidationError: '${id}' is not a target of type ${type}`)];
  },
  replaceOn: ["availabilityZone", "port", "quicServerId", "targetGroupArn", "targetId"],
};

export const loadBalancers: ResourceTables = {
  [T.LoadBalancer]: loadBalancer,
  [T.TargetGroup]: targetGroup,
  [T.Listener]: listener,
  [T.TargetGroupAttachment]: attachment,
};
