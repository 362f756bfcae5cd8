import type { Facts } from "../facts";
import { type CfnMap, cfn } from "./cloudformation-functions";

/** Endpoint, security group and, where the service has no private DNS name, the zone with the record. */
export function endpointResources(facts: Facts): CfnMap {
  return {
    SecurityGroup: securityGroup(facts),
    Endpoint: endpoint(facts),
    ...(facts.privateDnsName === undefined && { Zone: zone(facts), Record: record(facts) }),
  };
}

function securityGroup({ ports, family, uniqueName }: Facts): CfnMap {
  const client = family === "ipv4" ? "CidrIp" : "CidrIpv6";
  return {
    Type: "AWS::EC2::SecurityGroup",
    Properties: {
      GroupDescription: "Admits clients to a service over AWS PrivateLink",
      VpcId: cfn.ref("VpcId"),
      SecurityGroupIngress: ports.map(({ transport, port }) => ({
        IpProtocol: transport,
        FromPort: port,
        ToPort: port,
        [client]: cfn.ref("ClientCidr"),
      })),
      Tags: named(uniqueName),
    },
  };
}

function endpoint({ serviceName, serviceRegion, endpointRegions, family, privateDnsName, uniqueName }: Facts): CfnMap {
  return {
    Type: "AWS::EC2::VPCEndpoint",
    Properties: {
      VpcEndpointType: "Interface",
      ServiceName: serviceName,
      ...(endpointRegions.length > 1 && { ServiceRegion: cfn.if("CrossesRegions", serviceRegion, cfn.noValue) }),
      ...(endpointRegions.length === 1 && endpointRegions[0] !== serviceRegion && { ServiceRegion: serviceRegion }),
      VpcId: cfn.ref("VpcId"),
      SubnetIds: cfn.ref("SubnetIds"),
      SecurityGroupIds: [cfn.getAtt("SecurityGroup", "GroupId")],
      IpAddressType: family,
      DnsOptions: { DnsRecordIpType: family },
      PrivateDnsEnabled: privateDnsName === undefined ? false : cfn.if("PrivateDnsIsReady", true, false),
      Tags: named(uniqueName),
    },
  };
}

function zone({ zoneName }: Facts): CfnMap {
  return {
    Type: "AWS::Route53::HostedZone",
    Properties: { Name: zoneName, VPCs: [{ VPCId: cfn.ref("VpcId"), VPCRegion: cfn.ref("AWS::Region") }] },
  };
}

/** AWS documents that the first entry is the one of the whole Region, as `<hosted zone id>:<name>`. */
function record({ zoneName, recordType }: Facts): CfnMap {
  const entry = cfn.split(":", cfn.select(0, cfn.getAtt("Endpoint", "DnsEntries")));
  return {
    Type: "AWS::Route53::RecordSet",
    Properties: {
      HostedZoneId: cfn.ref("Zone"),
      Name: zoneName,
      Type: recordType,
      AliasTarget: {
        HostedZoneId: cfn.select(0, entry),
        DNSName: cfn.select(1, entry),
        EvaluateTargetHealth: false,
      },
    },
  };
}

function named(name: string): CfnMap[] {
  return [{ Key: "Name", Value: name }];
}
