import { ipv4BlockOf, oneOf, tagSet } from "../checks/rules";
import { admitSubnet, checkSubnet, zoneOf } from "../checks/subnet";
import { zoneByName } from "../data/regions";
import { hex } from "../ids";
import { arn, type Making, movesWith, type Refusal, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { text } from "../values";

const HEX = 17;

/** What must be gone before the VPC: target groups, flow logs and zones that name it do not hold it. */
const BLOCKING_CHILDREN: ReadonlySet<string> = new Set([
  T.Subnet,
  T.RouteTable,
  T.SecurityGroup,
  T.VpcEndpoint,
  T.InternetGateway,
]);

function ipv6Of(making: Making): string {
  const h = hex(making.seed, "ipv6", 6);
  return `2600:1f${h.slice(0, 2)}:${h.slice(2)}:1${hex(making.seed, "ipv6-site", 1)}00::/56`;
}

const NEW_BLOCK = movesWith("assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId", "ipv6NetmaskLength");

/** A block that subnets have parts of stays with the VPC. */
function admitVpc({ inputs, cloud, old }: Making): Refusal[] {
  const association = text(old?.outputs.ipv6AssociationId);
  if (old === undefined || !association || inputs.assignGeneratedIpv6CidrBlock === true || inputs.ipv6IpamPoolId)
    return [];
  const vpcThere = cloud.find(T.Vpc, old.id, old.region);
  const users =
    vpcThere === undefined ? [] : cloud.referrers(vpcThere, T.Subnet).filter((s) => text(s.outputs.ipv6CidrBlock));
  if (users.length === 0) return [];
  const message = `DependencyViolation: The vpc CIDR block with association ID ${association} may not be disassociated (${users.map((s) => s.id).join(", ")})`;
  return [refuse("assignGeneratedIpv6CidrBlock", message)];
}

export const vpc: ResourceTables = {
  [T.Vpc]: {
    id: ({ seed }) => `vpc-${hex(seed, "vpc", HEX)}`,
    notFound: (id) => `InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
    tagged: true,
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    rules: {
      cidrBlock: ipv4BlockOf(16, 28),
      instanceTenancy: oneOf("default", "dedicated"),
      tags: tagSet,
    },
    check: (inputs) =>
      inputs.cidrBlock === undefined && inputs.ipv4IpamPoolId === undefined
        ? [refuse("cidrBlock", "one of cidrBlock and ipv4IpamPoolId must be given")]
        : inputs.ipv6CidrBlock !== undefined && inputs.ipv6IpamPoolId === undefined
          ? [refuse("ipv6CidrBlock", "needs ipv6IpamPoolId; assignGeneratedIpv6CidrBlock asks for a block of Amazon's")]
          : [],
    computed: {
      arn: (m) => arn(m, "ec2", `vpc/${m.id}`),
      ownerId: (m) => m.account,
      defaultNetworkAclId: (m) => `acl-${hex(m.seed, "acl", HEX)}`,
      defaultRouteTableId: (m) => `rtb-${hex(m.seed, "main", HEX)}`,
      mainRouteTableId: (m) => `rtb-${hex(m.seed, "main", HEX)}`,
      defaultSecurityGroupId: (m) => `sg-${hex(m.seed, "default", HEX)}`,
      dhcpOptionsId: (m) => `dopt-${hex(m.region, "dopt", HEX)}`,
      enableDnsHostnames: (m) => m.inputs.enableDnsHostnames ?? false,
      enableNetworkAddressUsageMetrics: (m) => m.inputs.enableNetworkAddressUsageMetrics ?? false,
      ipv6CidrBlock: (m) =>
        m.inputs.assignGeneratedIpv6CidrBlock === true ? ipv6Of(m) : (m.inputs.ipv6CidrBlock ?? ""),
      ipv6AssociationId: (m) =>
        m.outputs.ipv6CidrBlock === "" ? "" : `vpc-cidr-assoc-${hex(m.seed, "ipv6-association", HEX)}`,
    },
    volatile: { ipv6CidrBlock: NEW_BLOCK, ipv6AssociationId: NEW_BLOCK },
    admit: admitVpc,
    keeps: ["enableDnsHostnames", "enableNetworkAddressUsageMetrics", "ipv6CidrBlock"],
    replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    replaceWhen: { instanceTenancy: (_, after) => after === "dedicated" },
    refuseDelete: (vpcThere, cloud) => {
      const children = cloud.referrers(vpcThere).filter((s) => BLOCKING_CHILDREN.has(s.type));
      if (children.length === 0) return undefined;
      const list = children.map((child) => child.id).join(", ");
      return `DependencyViolation: The vpc '${vpcThere.id}' has dependencies and cannot be deleted (${list}).`;
    },
  },
  [T.Subnet]: {
    id: ({ seed }) => `subnet-${hex(seed, "subnet", HEX)}`,
    notFound: (id) => `InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    tagged: true,
    required: ["vpcId"],
    defaults: {
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      mapPublicIpOnLaunch: false,
    },
    rules: { cidrBlock: ipv4BlockOf(16, 28), tags: tagSet },
    check: checkSubnet,
    references: [{ property: "vpcId", types: T.Vpc }],
    admit: admitSubnet,
    computed: {
      arn: (m) => arn(m, "ec2", `subnet/${m.id}`),
      ownerId: (m) => m.account,
      availabilityZone: (m) => zoneOf(m)?.name ?? `${m.region}a`,
      availabilityZoneId: (m) => zoneOf(m)?.id ?? zoneByName(m.region, `${m.region}a`)?.id,
      privateDnsHostnameTypeOnLaunch: (m) => m.inputs.privateDnsHostnameTypeOnLaunch ?? "ip-name",
      ipv6CidrBlock: (m) => m.inputs.ipv6CidrBlock ?? "",
      ipv6CidrBlockAssociationId: (m) =>
        m.inputs.ipv6CidrBlock === undefined ? "" : `subnet-cidr-assoc-${hex(m.seed, "ipv6-association", HEX)}`,
    },
    replaceOn: [
      "availabilityZone",
      "availabilityZoneId",
      "cidrBlock",
      "ipv4IpamPoolId",
      "ipv4NetmaskLength",
      "ipv6Native",
      "outpostArn",
      "vpcId",
    ],
    keeps: ["availabilityZone", "availabilityZoneId", "ipv6CidrBlock", "privateDnsHostnameTypeOnLaunch"],
    refuseDelete: (subnet, cloud) => {
      const users = cloud.referrers(subnet).filter((s) => s.type !== T.RouteTableAssociation);
      if (users.length === 0) return undefined;
      const list = users.map((user) => user.id).join(", ");
      return `DependencyViolation: The subnet '${subnet.id}' has dependencies and cannot be deleted (${list}).`;
    },
  },
};
