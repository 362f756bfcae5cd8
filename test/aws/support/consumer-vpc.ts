import {
  AssociateDhcpOptionsCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateDhcpOptionsCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeNetworkInterfacesCommand,
  ModifyVpcAttributeCommand,
} from "@aws-sdk/client-ec2";
import type { PublishedService } from "../../../functions/lib/published-service";
import { clientsOf, present } from "./clients";

/** A VPC of a consumer with what an endpoint needs, all in order. */
export interface ConsumerVpc {
  readonly account: string;
  readonly vpcId: string;
  readonly cidr: string;
  /** One in each of two zones. */
  readonly subnetIds: readonly string[];
  /** Admits all of the VPC on the port. */
  readonly groupId: string;
}

let made = 0;

/**
 * A VPC whose addresses are loopback addresses, so that servers of this host can listen at those that the emulator
 * gives the endpoint's network interfaces.
 */
export async function consumerVpc(account: string, port: number): Promise<ConsumerVpc> {
  const { ec2 } = await clientsOf(account);
  made += 1;
  const cidr = `127.${made}.0.0/16`;
  const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const vpcId = present(vpc?.VpcId, "VPC");
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
  await useNameServers(account, vpcId, "AmazonProvidedDNS");
  const subnetIds: string[] = [];
  for (const [index, zone] of ["us-east-1a", "us-east-1b"].entries()) {
    const { Subnet: subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: `127.${made}.${index}.0/24`, AvailabilityZone: zone }),
    );
    subnetIds.push(present(subnet?.SubnetId, "subnet"));
  }
  return { account, vpcId, cidr, subnetIds, groupId: await group(account, vpcId, [{ port, cidr }]) };
}

/** A security group that admits the blocks on the ports. */
export async function group(
  account: string,
  vpcId: string,
  rules: readonly { readonly port: number; readonly cidr: string }[],
): Promise<string> {
  const { ec2 } = await clientsOf(account);
  made += 1;
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: `group-${made}`, Description: "tests" }),
  );
  const groupId = present(GroupId, "group");
  for (const { port, cidr } of rules) {
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: groupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr }] }],
      }),
    );
  }
  return groupId;
}

/** Tells the instances of a VPC which name servers to ask. */
export async function useNameServers(account: string, vpcId: string, ...servers: readonly string[]): Promise<void> {
  const { ec2 } = await clientsOf(account);
  const { DhcpOptions: options } = await ec2.send(
    new CreateDhcpOptionsCommand({ DhcpConfigurations: [{ Key: "domain-name-servers", Values: [...servers] }] }),
  );
  await ec2.send(new AssociateDhcpOptionsCommand({ VpcId: vpcId, DhcpOptionsId: options?.DhcpOptionsId ?? "" }));
}

export interface Endpoint {
  readonly endpointId: string;
  /** Addresses of its network interfaces, those of the first subnet first. */
  readonly addresses: readonly string[];
  readonly dnsNames: readonly string[];
}

/** An endpoint of the service in the VPC's subnets, with its group unless other groups are given. */
export async function endpointIn(
  { account, vpcId, subnetIds, groupId }: ConsumerVpc,
  { serviceName }: Pick<PublishedService, "serviceName">,
  groupIds: readonly string[] = [groupId],
): Promise<Endpoint> {
  const { ec2 } = await clientsOf(account);
  const { VpcEndpoint: endpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcEndpointType: "Interface",
      VpcId: vpcId,
      ServiceName: serviceName,
      SubnetIds: [...subnetIds],
      SecurityGroupIds: groupIds.length === 0 ? undefined : [...groupIds],
      PrivateDnsEnabled: false,
    }),
  );
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: endpoint?.NetworkInterfaceIds }),
  );
  const addresses = NetworkInterfaces.map((one) => present(one.PrivateIpAddress, "address")).sort();
  return {
    endpointId: present(endpoint?.VpcEndpointId, "endpoint"),
    addresses,
    dnsNames: (endpoint?.DnsEntries ?? []).map(({ DnsName }) => present(DnsName, "name")),
  };
}
