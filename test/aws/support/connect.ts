import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  ModifyVpcEndpointServicePermissionsCommand,
} from "@aws-sdk/client-ec2";
import type { PublishedService } from "../../../functions/lib/published-service";
import { clientsOf, PROVIDER, present } from "./clients";
import { subnetsOf } from "./publish";

type Service = Pick<PublishedService, "serviceId" | "serviceName" | "region">;

/** An endpoint of an account; its id. The account must have been admitted. */
export async function connectFrom(account: string, service: Service, region = service.region): Promise<string> {
  const { ec2 } = await clientsOf(account, region);
  const { vpcId, subnetIds } = await subnetsOf(account, region);
  const { VpcEndpoint: endpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcEndpointType: "Interface",
      VpcId: vpcId,
      SubnetIds: subnetIds.slice(0, 1),
      ServiceName: service.serviceName,
      ServiceRegion: region === service.region ? undefined : service.region,
    }),
  );
  return present(endpoint?.VpcEndpointId, "endpoint id");
}

/** Takes the endpoint away, as its owner does. */
export async function disconnect(account: string, endpointId: string, region = "us-east-1"): Promise<void> {
  const { ec2 } = await clientsOf(account, region);
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }));
}

export function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Lets accounts connect, or, with full ARNs, principals. */
export async function admit(service: Service, ...accounts: readonly string[]): Promise<void> {
  const { ec2 } = await clientsOf(PROVIDER, service.region);
  await ec2.send(
    new ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.serviceId,
      AddAllowedPrincipals: accounts.map((account) => (/^\d{12}$/.test(account) ? rootOf(account) : account)),
    }),
  );
}

/** ARNs that are admitted, sorted. */
export async function admittedTo(service: Service): Promise<string[]> {
  const { ec2 } = await clientsOf(PROVIDER, service.region);
  const { AllowedPrincipals = [] } = await ec2.send(
    new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: service.serviceId }),
  );
  return AllowedPrincipals.map(({ Principal }) => present(Principal, "principal")).sort();
}

/** State of each connection of the service, by endpoint id. */
export async function statesOf(service: Service): Promise<Record<string, string>> {
  const { ec2 } = await clientsOf(PROVIDER, service.region);
  const states: Record<string, string> = {};
  let token: string | undefined;
  do {
    const page = await ec2.send(
      new DescribeVpcEndpointConnectionsCommand({
        Filters: [{ Name: "service-id", Values: [service.serviceId] }],
        NextToken: token,
      }),
    );
    for (const { VpcEndpointId, VpcEndpointState } of page.VpcEndpointConnections ?? []) {
      states[present(VpcEndpointId, "endpoint id")] = present(VpcEndpointState, "state");
    }
    token = page.NextToken;
  } while (token !== undefined);
  return states;
}
