import type * as pulumi from "@pulumi/pulumi";
import { ConnectionEvent, type EndpointServiceArgs } from "./endpoint-service-args";
import { InputChecks } from "./inputs";
import { checkPrivateDns } from "./lib/dns-names";
import { checkGatewayLoadBalancerArn, checkNetworkLoadBalancerArn } from "./lib/load-balancer-arns";
import { checkWords } from "./lib/one-of";
import { at } from "./lib/path";
import { checkPrincipals, type Principal, parsePrincipal } from "./lib/principals";
import type { Check, Problem } from "./lib/problem";
import { checkSupportedRegions, resolveSupportedRegions } from "./lib/supported-regions";

/** Args of an endpoint service with defaults put in. */
export interface CheckedEndpointService {
  readonly acceptanceRequired: boolean;
  readonly principals: readonly Principal[];
  /** Empty when only the service's own Region is supported. */
  readonly supportedRegions: string[];
  readonly supportedIpAddressTypes: string[];
  /** Empty when nothing is to be told. */
  readonly events: string[];
}

const ADDRESS_TYPES = ["ipv4", "ipv6"];

/** Checks the args of an endpoint service, and throws everything that is wrong before any child exists. */
export function checkEndpointService(name: string, args: EndpointServiceArgs): CheckedEndpointService {
  const checks = new InputChecks(`EndpointService "${name}"`);
  const { allowedPrincipals = [], supportedRegions = [], hostRegion } = args;
  const terms = {
    acceptanceRequired: args.acceptanceRequired ?? true,
    allowAnyPrincipal: args.allowAnyPrincipal ?? false,
  };
  const isGateway = args.gatewayLoadBalancerArns !== undefined;
  const supportedIpAddressTypes = args.supportedIpAddressTypes ?? ["ipv4"];
  const events = args.notification?.events ?? (isGateway ? [] : Object.values(ConnectionEvent));

  checks.add(checkLoadBalancerKind(args));
  checks.add(checkArns(args.networkLoadBalancerArns, "networkLoadBalancerArns", checkNetworkLoadBalancerArn));
  checks.add(checkArns(args.gatewayLoadBalancerArns, "gatewayLoadBalancerArns", checkGatewayLoadBalancerArn));
  checks.add(checkPrincipals(terms)(allowedPrincipals, "allowedPrincipals"));
  checks.add(checkSupportedRegions(hostRegion, "hostRegion")(supportedRegions, "supportedRegions"));
  checks.add(checkClosing(args));
  checks.add(checkWords(ADDRESS_TYPES)(supportedIpAddressTypes, "supportedIpAddressTypes"));
  if (args.notification?.events !== undefined) {
    checks.add(checkWords(Object.values(ConnectionEvent))(events, "notification.events"));
  }
  if (args.privateDns !== undefined) {
    const { name: dnsName, hostedZoneId, verify = true } = args.privateDns;
    checks.add(checkPrivateDns({ name: dnsName, hasHostedZone: hostedZoneId !== undefined, verify }, "privateDns"));
  }
  checks.refuse();

  return {
    acceptanceRequired: terms.acceptanceRequired,
    principals: allowedPrincipals.map(parsePrincipal),
    supportedRegions: resolveSupportedRegions(hostRegion, supportedRegions, args.closeOtherRegions),
    supportedIpAddressTypes,
    events,
  };
}

function checkClosing({ closeOtherRegions, hostRegion }: EndpointServiceArgs): Problem[] {
  if (closeOtherRegions !== true || hostRegion !== undefined) return [];
  const remedy = "give the Region that the service itself is in";
  return [{ path: "hostRegion", value: undefined, rule: "is needed with closeOtherRegions", remedy }];
}

// Written ARNs only: one that comes from a resource is as right as the resource, and AWS judges that.
function checkArns(arns: pulumi.Input<string>[] | undefined, path: string, check: Check<string>): Problem[] {
  return (arns ?? []).flatMap((arn, index) => (typeof arn === "string" ? check(arn, at(path, index)) : []));
}

function checkLoadBalancerKind(args: EndpointServiceArgs): Problem[] {
  const network = args.networkLoadBalancerArns;
  const gateway = args.gatewayLoadBalancerArns;
  const path = gateway === undefined ? "networkLoadBalancerArns" : "gatewayLoadBalancerArns";
  const problem = (rule: string, remedy: string): Problem[] => [{ path, value: undefined, rule, remedy }];
  if (network !== undefined && gateway !== undefined) {
    return problem("does not go with networkLoadBalancerArns", "give ARNs of one kind of load balancer");
  }
  if ((network ?? gateway ?? []).length === 0) {
    return problem("names no load balancer", "give the ARN of at least one load balancer");
  }
  if (gateway === undefined) return [];
  const unsupported = (["privateDns", "notification"] as const).filter((key) => args[key] !== undefined);
  return unsupported.map((key) => ({
    path: key,
    value: args[key],
    rule: "does not exist in AWS for a service of Gateway Load Balancers",
    remedy: "leave it out",
  }));
}
