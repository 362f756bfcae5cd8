import { endpointZoneId } from "../data/hosted-zones";
import { base36, hex } from "../ids";
import { type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { type Properties, record, records, text, texts } from "../values";
import { awsServiceOf, serviceIdOf, serviceRegionOf } from "./service-names";

/** Ids of the subnets, given either way. */
export function subnetsOfEndpoint({ inputs }: { readonly inputs: Properties }): string[] {
  const configured = records(inputs.subnetConfigurations).flatMap((c) => texts(c.subnetId));
  return [...new Set([...texts(inputs.subnetIds), ...configured])];
}

/** Hosted zone of the names of interface endpoints in the Region. */
export function endpointZone(region: string): string {
  return endpointZoneId(region) ?? `Z${base36(region, "vpce", 13)}`;
}

/** The regional name first, then one name for each AZ; in the Region of the service, with the endpoint's AZ names. */
export function dnsEntries(making: Making): Properties[] {
  const { id, seed, inputs, cloud, region } = making;
  const name = text(inputs.serviceName) ?? "";
  const serviceRegion = text(inputs.serviceRegion) ?? serviceRegionOf(name) ?? region;
  const serviceId = serviceIdOf(name);
  const stem = serviceId ?? awsServiceOf(name, serviceRegion) ?? "service";
  const hostedZoneId = endpointZone(serviceRegion);
  const prefix = `${id}-${hex(seed, "dns", 8)}`;
  const zones = subnetsOfEndpoint(making).flatMap((s) =>
    texts(cloud.find(T.Subnet, s, region)?.outputs.availabilityZone),
  );
  return [prefix, ...zones.sort().map((zone) => `${prefix}-${zone}`)].map((first) => ({
    dnsName: `${first}.${stem}.${serviceRegion}.vpce.amazonaws.com`,
    hostedZoneId,
  }));
}

/** What keeps an accepted endpoint of the service from answering to the private name. */
function nameProblem(service: Stored, serviceName: string): string | undefined {
  const prefix = `InvalidParameter: Private DNS can't be enabled because the service ${serviceName}`;
  if (!text(service.outputs.privateDnsName)) return `${prefix} does not provide a private DNS name.`;
  const [configuration] = records(service.outputs.privateDnsNameConfigurations);
  const state = record(configuration).state;
  return state === "verified" ? undefined : `${prefix} has not verified its private DNS name (${state}).`;
}

/** Names that an endpoint with private DNS takes over in its VPC. */
function privateNames(serviceName: string, region: string, service: Stored | undefined): string[] {
  const aws = awsServiceOf(serviceName, region);
  return aws === undefined ? texts(service?.outputs.privateDnsName) : [`${aws}.${region}.amazonaws.com`];
}

/** The rules of private DNS, for an endpoint that has the state when it is asked for. */
export function admitPrivateDns(making: Making, endpoint: Properties, state: string, service?: Stored): Refusal[] {
  const { cloud, region } = making;
  const refusals: Refusal[] = [];
  const problem = (message: string) => refusals.push(refuse("privateDnsEnabled", message));
  const name = text(endpoint.serviceName) ?? "";
  const vpc = cloud.find(T.Vpc, text(endpoint.vpcId) ?? "", region);
  if (vpc !== undefined && (vpc.outputs.enableDnsSupport !== true || vpc.outputs.enableDnsHostnames !== true)) {
    problem(
      `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
    );
  }
  if (serviceIdOf(name) !== undefined && state !== "available") {
    problem(
      `InvalidParameter: Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${name}.`,
    );
  } else if (service !== undefined) {
    const missing = nameProblem(service, name);
    if (missing !== undefined) problem(missing);
  }
  const wanted = privateNames(name, region, service);
  const rival =
    vpc &&
    cloud.referrers(vpc, T.VpcEndpoint).find((other) => {
      const others =
        other.outputs.privateDnsEnabled === true && other.id !== making.old?.id && other.inputs !== endpoint;
      return (
        others && privateNames(String(other.inputs.serviceName), region, undefined).some((n) => wanted.includes(n))
      );
    });
  if (rival !== undefined) {
    problem(
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${wanted[0]} in the VPC ${vpc?.id} (${rival.id})`,
    );
  }
  return refusals;
}
