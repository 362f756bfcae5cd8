import {
  DescribeVpcEndpointServicesCommand,
  type EC2Client,
  paginateDescribeVpcEndpoints,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import { Refused } from "../../terminal/refused";
import type { EndpointFacts, EndpointPlace, ServiceFacts } from "../facts";
import { type Known, known } from "../known";
import type { Target } from "../target";
import { allOf, attempt, present } from "./attempt";

/** The service as this account sees it. */
export function readService(ec2: EC2Client, target: Target): Promise<Known<ServiceFacts | undefined>> {
  const { serviceName, serviceRegion, region } = target;
  return attempt("ec2:DescribeVpcEndpointServices", async () => {
    const elsewhere = region === serviceRegion ? {} : { ServiceRegions: [serviceRegion] };
    try {
      const { ServiceDetails: details = [] } = await ec2.send(
        new DescribeVpcEndpointServicesCommand({ ServiceNames: [serviceName], ...elsewhere }),
      );
      const [found] = details;
      if (found === undefined) return undefined;
      return {
        serviceName,
        zoneIds: found.AvailabilityZoneIds ?? [],
        acceptanceRequired: found.AcceptanceRequired ?? false,
        privateDnsNames: (found.PrivateDnsNames ?? []).flatMap(({ PrivateDnsName: name }) => name ?? []),
        privateDnsState: found.PrivateDnsNameVerificationState,
        owner: found.Owner,
      };
    } catch (error) {
      if (error instanceof Error && error.name === "InvalidServiceName") return undefined;
      throw error;
    }
  });
}

/** The endpoint that the target names, or the one that the VPC or the account has of the service. */
export function readEndpoint(ec2: EC2Client, target: Target): Promise<Known<EndpointFacts | undefined>> {
  return attempt("ec2:DescribeVpcEndpoints", async () => {
    const found = target.endpointId === undefined ? await ofService(ec2, target) : await named(ec2, target.endpointId);
    return found === undefined ? undefined : endpointFacts(found);
  });
}

async function named(ec2: EC2Client, endpointId: string): Promise<VpcEndpoint | undefined> {
  try {
    const [found] = await allOf(
      paginateDescribeVpcEndpoints({ client: ec2 }, { VpcEndpointIds: [endpointId] }),
      (page) => page.VpcEndpoints,
    );
    return found;
  } catch (error) {
    if (error instanceof Error && /^InvalidVpcEndpoint(Id)?\.NotFound$/.test(error.name)) return undefined;
    throw error;
  }
}

/** Endpoints of the service in any VPC, for when the one that the user named has none. */
export async function readElsewhere(ec2: EC2Client, target: Target): Promise<Known<readonly EndpointPlace[]>> {
  if (target.vpcId === undefined || target.endpointId !== undefined) return known([]);
  return attempt("ec2:DescribeVpcEndpoints", async () => {
    const all = await living(ec2, { ...target, vpcId: undefined });
    return all.map((one) => ({
      endpointId: present(one.VpcEndpointId, "endpoint id"),
      vpcId: present(one.VpcId, "VPC id"),
    }));
  });
}

async function living(ec2: EC2Client, { serviceName, vpcId }: Target): Promise<VpcEndpoint[]> {
  const Filters = [
    { Name: "service-name", Values: [serviceName] },
    ...(vpcId === undefined ? [] : [{ Name: "vpc-id", Values: [vpcId] }]),
  ];
  const all = await allOf(paginateDescribeVpcEndpoints({ client: ec2 }, { Filters }), (page) => page.VpcEndpoints);
  return all.filter((endpoint) => !/^delet/i.test(endpoint.State ?? ""));
}

async function ofService(ec2: EC2Client, target: Target): Promise<VpcEndpoint | undefined> {
  const there = await living(ec2, target);
  const connected = there.filter((endpoint) => !/^(rejected|expired|failed)$/i.test(endpoint.State ?? ""));
  const candidates = connected.length > 0 ? connected : there;
  if (candidates.length > 1) {
    const ids = candidates.map((one) => `${one.VpcEndpointId} in ${one.VpcId} (${one.State})`).sort();
    // One VPC may have several; then its id tells none of them from the others.
    const isOnePerVpc = new Set(candidates.map(({ VpcId }) => VpcId)).size === candidates.length;
    const options = isOnePerVpc ? "--endpoint or --vpc" : "--endpoint";
    throw new Refused(
      `There are ${ids.length} endpoints of the service in ${target.region}: ${ids.join(", ")}. Say which one with ${options}.`,
      2,
    );
  }
  return candidates[0];
}

function endpointFacts(endpoint: VpcEndpoint): EndpointFacts {
  const { LastError: error } = endpoint;
  return {
    endpointId: present(endpoint.VpcEndpointId, "endpoint id"),
    serviceName: present(endpoint.ServiceName, "service name"),
    vpcId: present(endpoint.VpcId, "VPC id"),
    state: present(endpoint.State, "state"),
    createdAt: endpoint.CreationTimestamp?.toISOString(),
    failureReason: endpoint.FailureReason,
    ...(error?.Code === undefined ? {} : { lastError: { code: error.Code, message: error.Message ?? "no message" } }),
    subnetIds: endpoint.SubnetIds ?? [],
    interfaceIds: endpoint.NetworkInterfaceIds ?? [],
    groupIds: (endpoint.Groups ?? []).flatMap(({ GroupId: id }) => id ?? []),
    privateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
    dnsNames: (endpoint.DnsEntries ?? []).flatMap(({ DnsName: name }) => name ?? []),
  };
}
