import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { TestAccount } from "./account";

/** Which input of a type makes a new resource when it changes; what the AWS provider itself plans. */
const REPLACED_BY: Record<string, string[]> = {
  [T.Vpc]: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  [T.Subnet]: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"],
  [T.RouteTable]: ["vpcId"],
  [T.RouteTableAssociation]: ["gatewayId", "subnetId"],
  [T.InternetGateway]: [],
  [T.FlowLog]: ["iamRoleArn", "logDestination", "logFormat", "maxAggregationInterval", "trafficType", "vpcId"],
  [T.SecurityGroup]: ["description", "name", "vpcId"],
  [T.SecurityGroupIngressRule]: ["securityGroupId"],
  [T.SecurityGroupEgressRule]: ["securityGroupId"],
  [T.VpcEndpoint]: ["serviceName", "serviceRegion", "vpcEndpointType", "vpcId"],
  [T.VpcEndpointService]: [],
  [T.VpcEndpointServiceAllowedPrinciple]: ["principalArn", "vpcEndpointServiceId"],
  [T.VpcEndpointConnectionNotification]: ["vpcEndpointId", "vpcEndpointServiceId"],
  [T.VpcEndpointConnectionAccepter]: ["vpcEndpointId", "vpcEndpointServiceId"],
  [T.EndpointPrivateDns]: ["vpcEndpointId"],
  [T.EndpointServicePrivateDnsVerification]: ["serviceId"],
  [T.LaunchTemplate]: ["name"],
  [T.AmiCopy]: ["encrypted", "kmsKeyId", "name", "sourceAmiId", "sourceAmiRegion"],
  [T.LoadBalancer]: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name"],
  [T.TargetGroup]: ["ipAddressType", "name", "port", "protocol", "targetType", "vpcId"],
  [T.Listener]: ["loadBalancerArn"],
  [T.TargetGroupAttachment]: ["availabilityZone", "port", "targetGroupArn", "targetId"],
  [T.AutoScalingGroup]: ["name"],
  [T.AutoScalingPolicy]: ["autoscalingGroupName", "name"],
  [T.Role]: ["name", "path"],
  [T.RolePolicy]: ["name", "role"],
  [T.RolePolicyAttachment]: ["policyArn", "role"],
  [T.InstanceProfile]: ["name", "path"],
  [T.Bucket]: ["bucket", "objectLockEnabled"],
  [T.BucketPolicy]: ["bucket"],
  [T.BucketObjectv2]: ["bucket", "key"],
  [T.Key]: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  [T.Alias]: ["name"],
  [T.Topic]: ["fifoTopic", "name"],
  [T.TopicPolicy]: ["arn"],
  [T.TopicSubscription]: ["endpoint", "protocol", "topic"],
  [T.Zone]: ["delegationSetId", "name"],
  [T.Record]: ["name", "zoneId"],
  [T.LogGroup]: ["logGroupClass", "name"],
  [T.Queue]: ["fifoQueue", "name"],
  [T.QueuePolicy]: ["queueUrl"],
  [T.RedriveAllowPolicy]: ["queueUrl"],
  [T.Function]: ["name", "packageType"],
  [T.FunctionEventInvokeConfig]: ["functionName", "qualifier"],
  [T.Permission]: ["action", "function", "principal", "qualifier", "sourceAccount", "sourceArn", "statementId"],
  [T.EventSourceMapping]: ["eventSourceArn", "queues", "startingPosition", "topics"],
  [T.Table]: ["hashKey", "localSecondaryIndexes", "name", "rangeKey", "restoreSourceName"],
  [T.TableReplica]: ["globalTableArn", "kmsKeyArn", "tableClassOverride"],
  [T.TableItem]: ["hashKey", "rangeKey", "tableName"],
  [T.Schedule]: ["groupName", "name"],
  [T.MetricAlarm]: ["name"],
};

/** Inputs that a reader may expect to replace, and that do not. */
const UPDATED_BY: Record<string, string[]> = {
  [T.Vpc]: ["enableDnsHostnames", "assignGeneratedIpv6CidrBlock", "tags"],
  [T.Subnet]: ["mapPublicIpOnLaunch", "ipv6CidrBlock"],
  [T.RouteTableAssociation]: ["routeTableId"],
  [T.VpcEndpoint]: ["subnetIds", "securityGroupIds", "policy", "ipAddressType", "privateDnsEnabled"],
  [T.VpcEndpointService]: ["acceptanceRequired", "networkLoadBalancerArns", "privateDnsName", "supportedRegions"],
  [T.VpcEndpointConnectionNotification]: ["connectionEvents", "connectionNotificationArn"],
  [T.LaunchTemplate]: ["imageId", "userData", "instanceType"],
  [T.LoadBalancer]: ["enableCrossZoneLoadBalancing", "enableDeletionProtection", "ipAddressType"],
  [T.TargetGroup]: ["deregistrationDelay", "healthCheck", "proxyProtocolV2"],
  [T.Listener]: ["port", "protocol", "certificateArn", "tcpIdleTimeoutSeconds", "defaultActions"],
  [T.AutoScalingGroup]: ["launchTemplate", "maxSize", "minSize", "vpcZoneIdentifiers", "targetGroupArns"],
  [T.Role]: ["assumeRolePolicy"],
  [T.Record]: ["type", "records", "aliases", "ttl"],
  [T.AmiCopy]: ["deprecationTime", "description", "tags"],
};

function changeOf(type: string, property: string) {
  return new Cloud().diff(type, { [property]: "before" }, { [property]: "after" });
}

describe("the sandbox's diff", () => {
  for (const [type, properties] of Object.entries(REPLACED_BY)) {
    it(`replaces ${type} for ${properties.join(", ") || "nothing"}`, () => {
      for (const property of properties) expect(changeOf(type, property).replaces, property).to.deep.equal([property]);
    });
  }

  for (const [type, properties] of Object.entries(UPDATED_BY)) {
    it(`changes ${type} in place for ${properties.join(", ")}`, () => {
      for (const property of properties) {
        const { changed, replaces } = changeOf(type, property);
        expect({ changed, replaces }, property).to.deep.equal({ changed: [property], replaces: [] });
      }
    });
  }

  it("sees no change in equal inputs, whatever the order of a set", () => {
    const cloud = new Cloud();
    const diff = (before: Properties, after: Properties) => cloud.diff(T.LoadBalancer, before, after).changed;
    expect(diff({ subnets: ["a", "b"], name: "x" }, { name: "x", subnets: ["b", "a"] })).to.deep.equal([]);
    expect(diff({ subnets: ["a", "b"] }, { subnets: ["a"] })).to.deep.equal(["subnets"]);
    expect(cloud.diff(T.Record, { records: ["1", "2"] }, { records: ["2", "1"] }).changed).to.deep.equal([]);
  });

  it("sees no change when an input that AWS fills in is taken away, or given the value it has", () => {
    const cloud = new Cloud();
    expect(cloud.diff(T.VpcEndpointService, { privateDnsName: "a.example.com" }, {}).changed).to.deep.equal([]);
    expect(cloud.diff(T.LaunchTemplate, { description: "x" }, {}).changed).to.deep.equal(["description"]);
    const there = { instanceTenancy: "default" };
    expect(cloud.diff(T.Vpc, {}, there, there).changed).to.deep.equal([]);
  });

  const network = { loadBalancerType: "network", name: "n" };
  const replaced = (before: Properties, after: Properties) =>
    new Cloud().diff(T.LoadBalancer, { ...network, ...before }, { ...network, ...after }).replaces;

  it("replaces an NLB when a subnet leaves, not when one comes", () => {
    expect(replaced({ subnets: ["a"] }, { subnets: ["a", "b"] })).to.deep.equal([]);
    expect(replaced({ subnets: ["a", "b"] }, { subnets: ["b"] })).to.deep.equal(["subnets"]);
    const at = (subnetId: string, privateIpv4Address: string) => ({ subnetId, privateIpv4Address });
    const one = [at("a", "10.0.0.10")];
    expect(replaced({ subnetMappings: one }, { subnetMappings: [...one, at("b", "10.0.1.10")] })).to.deep.equal([]);
    expect(replaced({ subnetMappings: one }, { subnetMappings: [at("a", "10.0.0.11")] })).to.deep.equal([
      "subnetMappings",
    ]);
  });

  it("replaces an NLB when its first security group comes or its last one leaves", () => {
    expect(replaced({ securityGroups: [] }, { securityGroups: ["a"] })).to.deep.equal(["securityGroups"]);
    expect(replaced({ securityGroups: ["a"] }, { securityGroups: [] })).to.deep.equal(["securityGroups"]);
    expect(replaced({ securityGroups: ["a"] }, { securityGroups: ["b"] })).to.deep.equal([]);
  });

  it("replaces an NLB when it shall have fewer secondary addresses", () => {
    const fewer = [{ secondaryIpsAutoAssignedPerSubnet: 2 }, { secondaryIpsAutoAssignedPerSubnet: 1 }] as const;
    expect(replaced(fewer[0], fewer[1])).to.deep.equal(["secondaryIpsAutoAssignedPerSubnet"]);
    expect(replaced(fewer[1], fewer[0])).to.deep.equal([]);
  });

  it("replaces a VPC that shall become dedicated, not one that shall become shared", () => {
    const [shared, dedicated] = [{ instanceTenancy: "default" }, { instanceTenancy: "dedicated" }];
    expect(new Cloud().diff(T.Vpc, shared, dedicated).replaces).to.deep.equal(["instanceTenancy"]);
    expect(new Cloud().diff(T.Vpc, dedicated, shared).replaces).to.deep.equal([]);
  });

  it("deletes before it replaces only where a fixed name is in the way", () => {
    const account = new TestAccount();
    const order = (before: Properties, after: Properties) => {
      const olds = account.check(T.TargetGroup, "tg", before).inputs;
      return account.cloud.diff(T.TargetGroup, olds, account.check(T.TargetGroup, "tg", after, olds).inputs)
        .deleteBeforeReplace;
    };
    expect(order({ port: 80 }, { port: 81 })).to.equal(false);
    expect(order({ name: "fixed", port: 80 }, { name: "fixed", port: 81 })).to.equal(true);
    expect(order({ name: "fixed", port: 80 }, { name: "other", port: 81 })).to.equal(false);
    expect(order({ name: "fixed", port: 80 }, { name: "fixed", port: 80 })).to.equal(false);
  });
});
