import { type Account, type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { number, record, records, text, texts } from "../values";

const ROOT_ROLE_USER = /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@-]+)$/;
const OPEN = new Set<unknown>(["available", "pendingAcceptance", "pending"]);

/** Principals are account roots, roles and users without a path, or `*`. */
export function checkPrincipal(value: unknown): string | undefined {
  const principal = String(value);
  if (principal === "*" || ROOT_ROLE_USER.test(principal)) return undefined;
  const hasPath = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+\/.+$/.test(principal);
  const path = hasPath ? " (ARNs with a path are not supported)" : "";
  return `InvalidPrincipal: ${principal} is not an account root, a role or a user${path}`;
}

/** All principals of a service: the inline list and the resources. */
export function principalsOf(service: Stored, cloud: Account): string[] {
  const resources = cloud.referrers(service, T.VpcEndpointServiceAllowedPrinciple);
  const apart = resources.map((s) => String(s.inputs.principalArn));
  return [...new Set([...texts(service.inputs.allowedPrincipals), ...apart])].sort();
}

/** Whether somebody in the account may create an endpoint of the service. */
export function mayConnect(service: Stored, cloud: Account, account: string): boolean {
  return principalsOf(service, cloud).some((p) => p === "*" || p.includes(`::${account}:`));
}

/** Endpoints of the service that are connected or wait to be. */
export function connections(service: Stored, cloud: Account): Stored[] {
  const name = service.outputs.serviceName;
  return cloud.all(T.VpcEndpoint).filter((e) => e.inputs.serviceName === name && OPEN.has(e.outputs.state));
}

/** AZ names of the load balancers as they are when the service is made or changed: AWS publishes no AZ by itself. */
export function publishedZones({ inputs, cloud, region }: Making): string[] {
  const arns = [...texts(inputs.networkLoadBalancerArns), ...texts(inputs.gatewayLoadBalancerArns)];
  const zones = arns.flatMap((arn) => {
    const balancer = cloud.find(T.LoadBalancer, arn, region);
    return texts(balancer?.outputs.subnets).map((id) => cloud.find(T.Subnet, id, region)?.outputs.availabilityZone);
  });
  return [...new Set(texts(zones))].sort();
}

function admitBalancer(making: Making, balancer: Stored): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const { id, outputs } = balancer;
  const refusals: Refusal[] = [];
  const property = "networkLoadBalancerArns";
  if (outputs.loadBalancerType !== "network") {
    refusals.push(refuse(property, `InvalidParameter: ${id} is not a Network Load Balancer`));
  }
  const other = cloud.referrers(balancer, T.VpcEndpointService).find((s) => s.id !== old?.id);
  if (other !== undefined) {
    const message = `InvalidParameter: Load balancer ${id} is already associated with the endpoint service ${other.id}`;
    refusals.push(refuse(property, message));
  }
  if (texts(inputs.supportedIpAddressTypes).includes("ipv6") && outputs.ipAddressType !== "dualstack") {
    const message = `InvalidParameter: ipv6 needs dualstack load balancers; ${id} is ${outputs.ipAddressType}`;
    refusals.push(refuse("supportedIpAddressTypes", message));
  }
  const remote = texts(inputs.supportedRegions).some((name) => name !== region);
  const idle = cloud
    .referrers(balancer, T.Listener)
    .find((s) => (number(s.outputs.tcpIdleTimeoutSeconds) ?? 350) !== 350);
  if (remote && idle !== undefined) {
    const message = `InvalidParameter: cross-Region access is not supported for load balancers with a custom TCP idle timeout (${idle.id})`;
    refusals.push(refuse("supportedRegions", message));
  }
  return refusals;
}

export function admitService(making: Making): Refusal[] {
  const { inputs, cloud, region, old } = making;
  const refusals = texts(inputs.networkLoadBalancerArns).flatMap((arn) => {
    const balancer = cloud.find(T.LoadBalancer, arn, region);
    return balancer === undefined ? [] : admitBalancer(making, balancer);
  });
  if (old === undefined) return refusals;
  const now = texts(inputs.networkLoadBalancerArns);
  const gone = texts(old.inputs.networkLoadBalancerArns).filter((arn) => !now.includes(arn));
  const open = gone.length === 0 ? [] : connections(old, cloud);
  if (open.length > 0) {
    const list = open.map((e) => e.id).join(", ");
    const message = `ExistingVpcEndpointConnections: ${gone.join(", ")} cannot be taken from ${old.id} while endpoints are connected (${list})`;
    refusals.push(refuse("networkLoadBalancerArns", message));
  }
  return refusals;
}

/** Whether public DNS has the record that proves who owns the service's private name. */
export function nameIsProven(service: Stored, cloud: Account): boolean {
  const [configuration] = records(service.outputs.privateDnsNameConfigurations);
  const { name, value } = record(configuration);
  const domain = (text(service.outputs.privateDnsName) ?? "").replace(/^\*\./, "");
  const wanted = `${name}.${domain}`;
  return cloud.all(T.Record).some((s) => {
    const values = texts(s.inputs.records).map((v) => v.replaceAll('"', ""));
    return s.inputs.type === "TXT" && s.outputs.fqdn === wanted && values.includes(String(value));
  });
}
