import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { type Flow, listenerFlows, targetFlows } from "./lib/flows";
import { TargetType } from "./lib/port-spec";
import type { ResolvedPort } from "./lib/ports";
import { cidrKey, ruleCidr } from "./lib/rule-cidrs";

type Ports = readonly ResolvedPort<pulumi.Input<string>>[];

interface RuleContext {
  /** The load balancer's security group. */
  readonly securityGroupId: pulumi.Input<string>;
  readonly ports: Ports;
  readonly tags: Record<string, string> | undefined;
}

/** Lets client addresses in on every listener port. */
export function createClientRules(
  name: string,
  { securityGroupId, ports, tags, cidrs }: RuleContext & { readonly cidrs: readonly string[] },
  opts: pulumi.CustomResourceOptions,
): void {
  for (const flow of listenerFlows(ports)) {
    for (const cidr of cidrs) {
      new vpc.SecurityGroupIngressRule(
        `${name}-nlb-from-${cidrKey(cidr)}-${flow.key}`,
        { securityGroupId, description: "Clients", ...ruleOf(flow), ...ruleCidr(cidr), tags },
        opts,
      );
    }
  }
}

/**
 * Lets the load balancer reach targets that no fleet registers: each address on the ports of its target group, and
 * each given security group on every target port. A fleet opens the way to its own instances.
 */
export function createTargetRules(
  name: string,
  {
    securityGroupId,
    ports,
    tags,
    groups,
  }: RuleContext & { readonly groups: Readonly<Record<string, pulumi.Input<string>>> },
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [address, flow] of addressFlows(ports)) {
    new vpc.SecurityGroupEgressRule(
      `${name}-nlb-to-${cidrKey(address)}-${flow.key}`,
      { securityGroupId, description: "Targets", ...ruleOf(flow), cidrIpv4: `${address}/32`, tags },
      opts,
    );
  }
  for (const flow of targetFlows(ports)) {
    for (const [key, referencedSecurityGroupId] of Object.entries(groups)) {
      new vpc.SecurityGroupEgressRule(
        `${name}-nlb-to-${key}-${flow.key}`,
        { securityGroupId, description: "Targets", ...ruleOf(flow), referencedSecurityGroupId, tags },
        opts,
      );
    }
  }
}

/** Protocol and port of a rule. */
export function ruleOf({ transport, port }: Flow): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: transport, fromPort: port, toPort: port };
}

// Several ports may have the same address as target; each flow to it is one rule.
function addressFlows(ports: Ports): readonly (readonly [string, Flow])[] {
  const flows = ports
    .filter(({ targetType }) => targetType === TargetType.Ip)
    .flatMap((port) => port.targetIds.flatMap((id) => targetFlows([port]).map((flow) => [String(id), flow] as const)));
  return [...new Map(flows.map((entry) => [`${entry[0]} ${entry[1].key}`, entry])).values()];
}
