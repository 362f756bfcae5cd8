import {
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { clientsOf, PROVIDER, present } from "./clients";

/** The endpoint of the service in the VPC; there must be one and no more. */
export async function endpointIn(
  account: string,
  vpcId: string,
  serviceName: string,
  region?: string,
): Promise<VpcEndpoint> {
  const { ec2 } = await clientsOf(account, region);
  const { VpcEndpoints = [] } = await ec2.send(
    new DescribeVpcEndpointsCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "service-name", Values: [serviceName] },
      ],
    }),
  );
  if (VpcEndpoints.length > 1) throw new Error(`${vpcId} has ${VpcEndpoints.length} endpoints of ${serviceName}.`);
  return present(VpcEndpoints[0], "endpoint");
}

/** AZ ids of an endpoint's subnets, sorted. */
export async function zonesOf(account: string, { SubnetIds = [] }: VpcEndpoint): Promise<string[]> {
  const { ec2 } = await clientsOf(account);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
  return Subnets.map(({ AvailabilityZoneId }) => present(AvailabilityZoneId, "AZ id")).sort();
}

/** What the security group of an endpoint admits, as `tcp 3000-3000 10.0.0.0/16`, sorted. */
export async function rulesOf(account: string, { Groups = [] }: VpcEndpoint): Promise<string[]> {
  const { ec2 } = await clientsOf(account);
  const { SecurityGroupRules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({
      Filters: [{ Name: "group-id", Values: Groups.map(({ GroupId }) => present(GroupId, "group")) }],
    }),
  );
  return SecurityGroupRules.filter(({ IsEgress }) => IsEgress === false)
    .map(({ IpProtocol, FromPort, ToPort, CidrIpv4 }) => `${IpProtocol} ${FromPort}-${ToPort} ${CidrIpv4}`)
    .sort();
}

/** What the alias records of a private hosted zone of the VPC lead to. */
export async function aliasesIn(account: string, vpcId: string, zoneName: string): Promise<string[]> {
  const { config } = await clientsOf(account);
  const route53 = new Route53Client(config);
  const { HostedZoneSummaries = [] } = await route53.send(
    new ListHostedZonesByVPCCommand({ VPCId: vpcId, VPCRegion: "us-east-1" }),
  );
  const zones = HostedZoneSummaries.filter(({ Name }) => Name === `${zoneName}.`);
  const records = await Promise.all(
    zones.map(({ HostedZoneId }) => route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }))),
  );
  route53.destroy();
  return records
    .flatMap(({ ResourceRecordSets = [] }) => ResourceRecordSets)
    .filter(({ Type, Name }) => Type === "A" && Name === `${zoneName}.`)
    .map(({ AliasTarget }) => present(AliasTarget?.DNSName, "alias").replace(/\.$/, ""));
}

/** Lets the service take connections without a decision. */
export async function acceptAll(serviceId: string): Promise<void> {
  const { ec2 } = await clientsOf(PROVIDER);
  await ec2.send(new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: serviceId, AcceptanceRequired: false }));
}

/** Gives the service a private DNS name that is verified by its TXT record. */
export async function publishName(serviceId: string, name: string): Promise<void> {
  const { ec2, config } = await clientsOf(PROVIDER);
  await ec2.send(new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: serviceId, PrivateDnsName: name }));
  const { ServiceConfigurations: [service] = [] } = await ec2.send(
    new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [serviceId] }),
  );
  const record = present(service?.PrivateDnsNameConfiguration, "private DNS name");
  const route53 = new Route53Client(config);
  const { HostedZone: zone } = await route53.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: serviceId }),
  );
  const set = {
    Name: `${record.Name}.${name}`,
    Type: "TXT" as const,
    TTL: 60,
    ResourceRecords: [{ Value: `"${record.Value}"` }],
  };
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: present(zone?.Id, "zone"),
      ChangeBatch: { Changes: [{ Action: "CREATE", ResourceRecordSet: set }] },
    }),
  );
  route53.destroy();
  await ec2.send(new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: serviceId }));
}
