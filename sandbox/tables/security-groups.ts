import { GROUPS, groupReference, vpcOfGroup } from "../checks/references";
import { all, between, ipv4Block, ipv6Block, matching, tagSet, upTo } from "../checks/rules";
import { hex } from "../ids";
import {
  arn,
  type Making,
  type Place,
  type Refusal,
  type ResourceTable,
  type ResourceTables,
  refuse,
  type Stored,
} from "../table";
import { T } from "../tokens";
import { number, type Properties, same, text } from "../values";

const HEX = 17;
const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
const PROTOCOLS = /^(-1|all|tcp|udp|icmp|icmpv6|\d{1,3})$/i;

/** Letters, digits and punctuation that EC2 admits in descriptions. */
const described = all(
  upTo(255),
  matching(/^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/, "consist of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"),
);

function checkRule(inputs: Properties, _place: Place): Refusal[] {
  const refusals: Refusal[] = [];
  const sources = SOURCES.filter((property) => inputs[property] !== undefined);
  if (sources.length !== 1) {
    refusals.push(
      refuse(
        "",
        `Invalid Attribute Combination: exactly one of ${SOURCES.join(", ")} must be given, got ${sources.length}`,
      ),
    );
  }
  const protocol = text(inputs.ipProtocol)?.toLowerCase();
  const { fromPort, toPort } = inputs;
  if (protocol === "-1" || protocol === "all") {
    if (fromPort !== undefined || toPort !== undefined) {
      refusals.push(refuse("fromPort", "must not be given when ipProtocol is -1, which means all ports"));
    }
    return refusals;
  }
  if (protocol === "tcp" || protocol === "udp") {
    if (fromPort === undefined)
      refusals.push(refuse("fromPort", `MissingParameter: required for ipProtocol ${protocol}`));
    if (toPort === undefined) refusals.push(refuse("toPort", `MissingParameter: required for ipProtocol ${protocol}`));
  }
  const from = number(fromPort);
  const to = number(toPort);
  if (from !== undefined && to !== undefined && from > to) {
    refusals.push(refuse("toPort", `InvalidParameterValue: Invalid TCP/UDP port range (${from}:${to})`));
  }
  return refusals;
}

function rulesOfGroup(making: Making, groupId: string) {
  const group = making.cloud.find(GROUPS, groupId, making.region);
  return group === undefined ? [] : making.cloud.referrers(group, making.type);
}

function admitRule(making: Making): Refusal[] {
  const { inputs, old } = making;
  const groupId = text(inputs.securityGroupId) ?? "";
  const identity = [...SOURCES, "ipProtocol", "fromPort", "toPort"];
  const others = rulesOfGroup(making, groupId).filter((s) => s.inputs.securityGroupId === groupId && s.id !== old?.id);
  const refusals: Refusal[] = [];
  const twin = others.find((other) => identity.every((property) => same(other.inputs[property], inputs[property])));
  if (twin !== undefined) {
    const message = `InvalidPermission.Duplicate: the specified rule already exists in ${groupId} (${twin.id})`;
    refusals.push(refuse("", message));
  }
  if (others.length >= 60) {
    refusals.push(refuse("", `RulesPerSecurityGroupLimitExceeded: ${groupId} has 60 rules in this direction already`));
  }
  const otherId = text(inputs.referencedSecurityGroupId) ?? "";
  const own = vpcOfGroup(making, groupId);
  const other = vpcOfGroup(making, otherId);
  if (own !== undefined && other !== undefined && own !== other) {
    const message = `InvalidGroup.NotFound: You have specified two resources that belong to different networks (${groupId}, ${otherId})`;
    refusals.push(refuse("referencedSecurityGroupId", message));
  }
  return refusals;
}

const rule: ResourceTable = {
  id: ({ seed, type }) => `sgr-${hex(seed, type, HEX)}`,
  notFound: (id) => `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${id}' does not exist`,
  tagged: true,
  required: ["ipProtocol", "securityGroupId"],
  rules: {
    cidrIpv4: ipv4Block,
    cidrIpv6: ipv6Block,
    description: described,
    prefixListId: matching(/^pl-[0-9a-f]{8,17}$/, "be a prefix list id such as pl-0123abcd"),
    fromPort: between(-1, 65535),
    toPort: between(-1, 65535),
    ipProtocol: matching(PROTOCOLS, "be tcp, udp, icmp, icmpv6, -1 or a protocol number"),
    tags: tagSet,
  },
  check: checkRule,
  references: [groupReference("securityGroupId"), groupReference("referencedSecurityGroupId")],
  admit: admitRule,
  computed: {
    arn: (m) => arn(m, "ec2", `security-group-rule/${m.id}`),
    securityGroupRuleId: (m) => m.id,
  },
  replaceOn: ["securityGroupId"],
};

export const securityGroups: ResourceTables = {
  [T.SecurityGroup]: {
    id: ({ seed }) => `sg-${hex(seed, "sg", HEX)}`,
    notFound: (id) => `InvalidGroup.NotFound: The security group '${id}' does not exist`,
    tagged: true,
    autoName: { property: "name", maxLength: 255 },
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    rules: {
      name: all(upTo(255), (value) =>
        String(value).startsWith("sg-") ? `"${String(value)}" must not start with sg-` : undefined,
      ),
      description: described,
      tags: tagSet,
    },
    references: [{ property: "vpcId", types: T.Vpc }],
    admit: ({ inputs, cloud, region, old }) => {
      const vpc = cloud.find(T.Vpc, text(inputs.vpcId) ?? "", region);
      const twin =
        vpc && cloud.referrers(vpc, T.SecurityGroup).find((s) => s.outputs.name === inputs.name && s.id !== old?.id);
      if (twin === undefined) return [];
      return [
        refuse(
          "name",
          `InvalidGroup.Duplicate: The security group '${inputs.name}' already exists for VPC '${vpc?.id}'`,
        ),
      ];
    },
    computed: {
      arn: (m) => arn(m, "ec2", `security-group/${m.id}`),
      ownerId: (m) => m.account,
      ingress: (m) => m.inputs.ingress ?? [],
      egress: (m) => m.inputs.egress ?? [],
      namePrefix: (m) => m.inputs.namePrefix ?? "",
    },
    keeps: ["ingress", "egress", "vpcId", "namePrefix"],
    unordered: ["ingress", "egress"],
    replaceOn: ["description", "name", "namePrefix", "vpcId"],
    refuseDelete: (group, cloud) => {
      const users = cloud.referrers(group).filter((user) => holds(user, group.id));
      if (users.length === 0) return undefined;
      const list = users.map((user) => user.id).join(", ");
      return `DependencyViolation: resource ${group.id} has a dependent object (${list})`;
    },
  },
  [T.DefaultSecurityGroup]: {
    id: ({ inputs, cloud, region, seed }) =>
      text(cloud.find(T.Vpc, text(inputs.vpcId) ?? "", region)?.outputs.defaultSecurityGroupId) ??
      `sg-${hex(seed, "default", HEX)}`,
    notFound: (id) => `InvalidGroup.NotFound: The security group '${id}' does not exist`,
    tagged: true,
    defaults: { revokeRulesOnDelete: false },
    rules: { tags: tagSet },
    references: [{ property: "vpcId", types: T.Vpc }],
    computed: {
      arn: (m) => arn(m, "ec2", `security-group/${m.id}`),
      ownerId: (m) => m.account,
      name: () => "default",
      namePrefix: () => "",
      description: () => "default VPC security group",
      ingress: (m) => m.inputs.ingress ?? [],
      egress: (m) => m.inputs.egress ?? [],
    },
    unordered: ["ingress", "egress"],
    replaceOn: ["vpcId"],
  },
  [T.SecurityGroupIngressRule]: rule,
  [T.SecurityGroupEgressRule]: rule,
};

const RULES: ReadonlySet<string> = new Set([T.SecurityGroupIngressRule, T.SecurityGroupEgressRule]);

/** Its own rules go with a group, and a launch template only names it: what runs, and rules of others, hold it. */
function holds(user: Stored, groupId: string): boolean {
  if (user.type === T.LaunchTemplate) return false;
  return !(RULES.has(user.type) && user.inputs.securityGroupId === groupId);
}
