import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { EndpointFailover, type EndpointFailoverArgs, type FailoverEndpoint } from "../../components";
import { T } from "../../sandbox/tokens";
import { type MockOptions, type Recorded, withMocks } from "./mocks";
import { rawNetwork } from "./raw-network";

export const ENDPOINT_FAILOVER = "saas-privatelink:index:EndpointFailover";
export const DNS_NAME = "orders.corp.internal";
/** A probe that reports 1 while it gets an answer. */
export const PROBE = {
  namespace: "Probes",
  metricName: "Answered",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
} as const;
export const PROBED: Partial<FailoverEndpoint> = { health: { probe: PROBE } };

/** An endpoint of its own in a VPC of its own: of a service in `home`, which is its own Region unless told otherwise. */
export function rawEndpoint(name: string, region = "us-east-1", home = region): pulumi.Output<string> {
  const vpcId = new ec2.Vpc(name, { region, cidrBlock: "10.30.0.0/24", enableDnsHostnames: true }).id;
  const availabilityZone = `${region}a`;
  const subnet = new ec2.Subnet(name, { region, vpcId, availabilityZone, cidrBlock: "10.30.0.0/26" });
  return new ec2.VpcEndpoint(name, {
    region,
    vpcEndpointType: "Interface",
    vpcId,
    serviceName: `com.amazonaws.vpce.${home}.vpce-svc-0123456789abcdef0`,
    serviceRegion: home === region ? undefined : home,
    subnetIds: [subnet.id],
  }).id;
}

/** What each endpoint has besides its id. */
export type Endpoints = Readonly<Record<string, Partial<FailoverEndpoint>>>;
export type FailoverSettings = Partial<EndpointFailoverArgs> & Pick<EndpointFailoverArgs, "routing">;

/** A failover "fo" of endpoints that are made with it, named as their keys, with a zone for a client's VPC "clients". */
export function failover(endpoints: Endpoints, settings: FailoverSettings, options: MockOptions = {}) {
  return withMocks(() => {
    const { vpcId } = rawNetwork("clients", []);
    const made = Object.entries(endpoints).map(([key, given]): [string, FailoverEndpoint] => {
      return [key, { endpointId: rawEndpoint(key, given.region), ...given }];
    });
    return new EndpointFailover("fo", {
      dnsName: DNS_NAME,
      ...(settings.hostedZoneId === undefined ? { zone: { vpcs: [{ vpcId }] } } : {}),
      endpoints: Object.fromEntries(made),
      ...settings,
    });
  }, options);
}

/** What `failover` makes around the component for endpoints of that number. */
export function around(endpoints: number): Record<string, number> {
  return {
    "aws:ec2/vpc:Vpc": endpoints + 1,
    "aws:ec2/subnet:Subnet": endpoints,
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoints,
  };
}

export type FailoverRun = Recorded<EndpointFailover>;

/** The alias of an endpoint's regional name. */
export function alias(run: FailoverRun, endpoint: string) {
  const [entry] = run.resources
    .filter(({ type, name }) => type === T.VpcEndpoint && name === endpoint)
    .flatMap(({ outputs }) => outputs.dnsEntries as { dnsName: string; hostedZoneId: string }[]);
  return [{ name: entry?.dnsName, zoneId: entry?.hostedZoneId, evaluateTargetHealth: true }];
}

/** The alias of a set of records. */
export function toSet(run: FailoverRun, set: string) {
  return [{ name: `${set}.${DNS_NAME}`, zoneId: run.named("fo-zone").id, evaluateTargetHealth: true }];
}

export function healthCheck(run: FailoverRun, name: string) {
  const found = run.byType(T.HealthCheck).find((check) => check.name === name);
  if (found === undefined) throw new Error(`There is no health check ${name}.`);
  return found;
}

/** Inputs of all records by logical names. */
export function recordsOf(run: FailoverRun) {
  return Object.fromEntries(run.byType(T.Record).map(({ name, inputs }) => [name, inputs]));
}
