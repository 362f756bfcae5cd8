import type { ResourceStep } from "../../engine/operation";

/** A security group with a rule that nobody declared. */
export interface UndeclaredRules {
  readonly group: ResourceStep;
  /** Rules that AWS has, one source each, for example `ingress tcp 22 from 0.0.0.0/0`. */
  readonly rules: readonly string[];
}

type Properties = Readonly<Record<string, unknown>>;

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const Direction = { Ingress: "ingress", Egress: "egress" } as const;
type Direction = (typeof Direction)[keyof typeof Direction];

const RULE_TYPES: Readonly<Record<string, Direction>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": Direction.Ingress,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": Direction.Egress,
};

/**
 * Rules of the stack's security groups that none of its resources is. A refresh takes no notice of them: each rule that the
 * program declares is a resource of its own, and a further one is none of the group's inputs.
 */
export function undeclaredRules(steps: readonly ResourceStep[]): UndeclaredRules[] {
  const declared = new Set(steps.flatMap(declaredRule));
  return steps.flatMap((group) => {
    if (group.type !== GROUP || group.outputs === undefined) return [];
    const id = group.id ?? "";
    const rules = Object.values(Direction).flatMap((direction) => {
      // Rules that the program lists in the group itself are inputs, which a refresh does compare.
      if (group.inputs?.[direction] !== undefined) return [];
      return listOf(group.outputs?.[direction])
        .flatMap((rule) => atoms(direction, rule, id))
        .filter((rule) => !declared.has(`${id} ${rule}`));
    });
    return rules.length === 0 ? [] : [{ group, rules: [...new Set(rules)] }];
  });
}

function declaredRule({ type, outputs }: ResourceStep): string[] {
  const direction = RULE_TYPES[type];
  if (direction === undefined || outputs === undefined) return [];
  const { securityGroupId, ipProtocol, fromPort, toPort } = outputs;
  const source = [outputs.cidrIpv4, outputs.cidrIpv6, outputs.prefixListId, outputs.referencedSecurityGroupId];
  const [given = ""] = source.filter((value) => typeof value === "string" && value !== "");
  return [`${securityGroupId} ${ruleText(direction, { protocol: ipProtocol, fromPort, toPort }, groupId(given))}`];
}

/** A rule as the group lists it stands for one rule per source. */
function atoms(direction: Direction, rule: Properties, ownId: string): string[] {
  const sources = [
    ...textsOf(rule.cidrBlocks),
    ...textsOf(rule.ipv6CidrBlocks),
    ...textsOf(rule.prefixListIds),
    ...textsOf(rule.securityGroups).map(groupId),
    ...(rule.self === true ? [ownId] : []),
  ];
  return sources.map((source) => ruleText(direction, rule, source));
}

function ruleText(direction: Direction, { protocol, fromPort, toPort }: Properties, source: unknown): string {
  const end = direction === Direction.Ingress ? "from" : "to";
  const isAll = protocol === "-1" || protocol === "all";
  const ports = isAll ? "" : ` ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
  return `${direction} ${isAll ? "all traffic" : protocol}${ports} ${end} ${source}`;
}

/** A group of another account is written with the account before it. */
function groupId(source: unknown): string {
  return String(source).replace(/^\d{12}\/(?=sg-)/, "");
}

function listOf(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
