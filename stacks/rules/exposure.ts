import { ConnectionEvent } from "../../components/endpoint-service-args";
import { checkPrivateDns } from "../../components/lib/dns-names";
import { checkHostedZoneId } from "../../components/lib/hosted-zone-ids";
import { checkLoadBalancer, LoadBalancerIpAddressType } from "../../components/lib/load-balancer";
import { checkWords } from "../../components/lib/one-of";
import { at } from "../../components/lib/path";
import { PORT_DEFAULTS, resolvePorts } from "../../components/lib/ports";
import { checkPrincipals } from "../../components/lib/principals";
import { type Problem, show } from "../../components/lib/problem";
import { checkSecurityGroupId } from "../../components/lib/resource-ids";
import { checkSupportedRegions, isCrossRegion } from "../../components/lib/supported-regions";
import { ServiceIpAddressType } from "../schema/access";
import { type Facts, publishedServices, type StackRule } from "./facts";
import { checkNamedValues } from "./values";

const ADDRESS_TYPES = Object.values(ServiceIpAddressType);

/** What has to hold of the load balancer and the endpoint service before their Availability Zones are known. */
export const exposureRules: readonly StackRule[] = [
  (facts) => checkLoadBalancer(facts.loadBalancer, "loadBalancer", { ports: allPorts(facts) }),
  ({ access }) => checkPrincipals(access)(access.allowedPrincipals, "access.allowedPrincipals"),
  ({ access, region }) =>
    checkSupportedRegions(region, "aws:region")(access.supportedRegions, "access.supportedRegions"),
  ({ access }) => checkWords(ADDRESS_TYPES)(access.supportedIpAddressTypes, "access.supportedIpAddressTypes"),
  ({ notification }) => checkEvents(notification?.events),
  ({ loadBalancer }) => checkTargetGroups(loadBalancer.targetSecurityGroupIds ?? {}),
  checkIdleTimeouts,
  checkAddressFamilies,
  checkDns,
];

function checkEvents(events: readonly string[] | undefined): Problem[] {
  return events === undefined ? [] : checkWords(Object.values(ConnectionEvent))(events, "notification.events");
}

function checkTargetGroups(groups: Readonly<Record<string, string>>): Problem[] {
  return checkNamedValues(groups, "loadBalancer.targetSecurityGroupIds", checkSecurityGroupId);
}

function allPorts(facts: Facts) {
  return resolvePorts(publishedServices(facts).map(({ service }) => service));
}

// AWS does not open a service to other Regions whose load balancer has a listener with an idle timeout of its own.
function checkIdleTimeouts(facts: Facts): Problem[] {
  const { supportedRegions } = facts.access;
  if (!isCrossRegion(facts.region, supportedRegions)) return [];
  return publishedServices(facts).flatMap(({ service, path }) =>
    service.ports.flatMap(({ idleTimeoutSeconds: value }, index) => {
      if (value === undefined || value === PORT_DEFAULTS.idleTimeoutSeconds) return [];
      const rule = `cannot be combined with access.supportedRegions ${show(supportedRegions)}`;
      const remedy = "remove one of the two: AWS opens a service to other Regions only with its own idle timeout";
      return [{ path: at(at(at(path, "ports"), index), "idleTimeoutSeconds"), value, rule, remedy }];
    }),
  );
}

function checkAddressFamilies({ access, loadBalancer, network }: Facts): Problem[] {
  const isDualstack = loadBalancer.ipAddressType === LoadBalancerIpAddressType.Dualstack;
  const problems: Problem[] = [];
  if (access.supportedIpAddressTypes.includes("ipv6") && !isDualstack) {
    const rule = "needs a load balancer of both address families";
    const remedy = "set loadBalancer.ipAddressType to dualstack, or remove ipv6";
    problems.push({ path: "access.supportedIpAddressTypes", value: access.supportedIpAddressTypes, rule, remedy });
  }
  if (isDualstack && network.existing === undefined && network.ipv6 !== true) {
    const rule = "needs subnets with IPv6";
    const remedy = "set network.ipv6 to true";
    problems.push({ path: "loadBalancer.ipAddressType", value: loadBalancer.ipAddressType, rule, remedy });
  }
  return problems;
}

function checkDns({ privateDns }: Facts): Problem[] {
  if (privateDns === undefined) return [];
  const { name, hostedZoneId, verify } = privateDns;
  return [
    ...checkPrivateDns({ name, hasHostedZone: hostedZoneId !== undefined, verify }, "privateDns"),
    ...(hostedZoneId === undefined ? [] : checkHostedZoneId(hostedZoneId, "privateDns.hostedZoneId")),
  ];
}
