import { expect } from "chai";
import { parseHandoff } from "../../components/lib/handoff";
import { T } from "../../sandbox/tokens";
import type { StackOutputs } from "../../stacks/outputs";
import type { Recorded, RecordedResource } from "../support/mocks";
import { reference, runProgram } from "./run-stack";
import { asEntries, readStackFile } from "./stack-files";

/** What there is of each type in a stack with that many zones, without a consumer. */
function provider(zones: number): Record<string, number> {
  return {
    "aws:autoscaling/group:Group": zones,
    "aws:autoscaling/policy:Policy": zones,
    "aws:cloudwatch/logGroup:LogGroup": 1,
    "aws:cloudwatch/metricAlarm:MetricAlarm": 5,
    "aws:dynamodb/tableItem:TableItem": 1,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
    "aws:ec2/launchTemplate:LaunchTemplate": 1,
    "aws:ec2/routeTable:RouteTable": zones,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": zones,
    "aws:ec2/securityGroup:SecurityGroup": 2,
    "aws:ec2/subnet:Subnet": zones,
    "aws:ec2/vpc:Vpc": 1,
    "aws:ec2/vpcEndpoint:VpcEndpoint": 1,
    "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification": 1,
    "aws:ec2/vpcEndpointService:VpcEndpointService": 1,
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": 1,
    "aws:iam/instanceProfile:InstanceProfile": 1,
    "aws:iam/role:Role": 3,
    "aws:iam/rolePolicy:RolePolicy": 3,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
    "aws:kms/key:Key": 2,
    "aws:lambda/eventSourceMapping:EventSourceMapping": 1,
    "aws:lambda/function:Function": 1,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": 1,
    "aws:lb/listener:Listener": 1,
    "aws:lb/loadBalancer:LoadBalancer": 1,
    "aws:lb/targetGroup:TargetGroup": 1,
    "aws:s3/bucket:Bucket": 1,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
    "aws:s3/bucketObjectv2:BucketObjectv2": 1,
    "aws:s3/bucketPolicy:BucketPolicy": 1,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
    "aws:s3/bucketVersioning:BucketVersioning": 1,
    "aws:scheduler/schedule:Schedule": 1,
    "aws:sns/topic:Topic": 2,
    "aws:sns/topicPolicy:TopicPolicy": 2,
    "aws:sns/topicSubscription:TopicSubscription": 1,
    "aws:sqs/queue:Queue": 2,
    "aws:sqs/queuePolicy:QueuePolicy": 2,
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": 1,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 2,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
    "pulumi:pulumi:StackReference": 1,
    "saas-privatelink:index:ConnectionApproval": 1,
    "saas-privatelink:index:ConsumerRegistry": 1,
    "saas-privatelink:index:EndpointService": 1,
    "saas-privatelink:index:Fleet": 1,
    "saas-privatelink:index:ProviderNetwork": 1,
    "saas-privatelink:index:RegionalImage": 1,
    "saas-privatelink:index:ServiceArtifact": 1,
    "saas-privatelink:index:ServiceLoadBalancer": 1,
  };
}

/** What the stack that owns the registry adds, and what one that shares it. */
const TABLE: Record<string, number> = { "aws:dynamodb/table:Table": 1 };
const REPLICA: Record<string, number> = { "aws:dynamodb/tableReplica:TableReplica": 1 };

/** What a copied AMI and a consumer in three zones add. */
const COPY_AND_CONSUMER: Record<string, number> = {
  "aws:ec2/amiCopy:AmiCopy": 1,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
  "aws:ec2/routeTable:RouteTable": 3,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": 3,
  "aws:ec2/securityGroup:SecurityGroup": 1,
  "aws:ec2/subnet:Subnet": 3,
  "aws:ec2/vpc:Vpc": 1,
  "aws:ec2/vpcEndpoint:VpcEndpoint": 1,
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": 1,
  "aws:route53/record:Record": 1,
  "aws:route53/zone:Zone": 1,
  "pulumi:pulumi:StackReference": 1,
  "saas-privatelink:index:ConsumerEndpoint": 1,
  "saas-privatelink:index:ProviderNetwork": 1,
};

function sum(...counts: Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const count of counts) {
    for (const [type, number] of Object.entries(count)) total[type] = (total[type] ?? 0) + number;
  }
  return total;
}

function nameTags(resources: readonly RecordedResource[]): string[] {
  return resources.flatMap(({ inputs }) => (inputs.tags as { Name?: string } | undefined)?.Name ?? []);
}

describe("the stack files of the project", function () {
  this.timeout(60_000);

  let first: Recorded<StackOutputs>;
  let second: Recorded<StackOutputs>;

  before(async () => {
    first = await runProgram({ stack: "us-east-1", config: asEntries(readStackFile("us-east-1")) });
    second = await runProgram({
      stack: "us-east-2",
      region: "us-east-2",
      config: asEntries(readStackFile("us-east-2")),
      stackOutputs: { [reference("us-east-1")]: first.result },
    });
  });

  it("publish order-processor on port 3000 over six zones in us-east-1", () => {
    expect(first.count()).to.deep.equal(sum(provider(6), TABLE));
    expect(first.result.availabilityZoneIds).to.deep.equal([1, 2, 3, 4, 5, 6].map((number) => `use1-az${number}`));
    expect(first.result.ports).to.deep.equal([{ name: "api", port: 3000, protocol: "TCP" }]);
    expect(first.result.region).to.equal("us-east-1");
  });

  it("publish it over three zones in us-east-2, with a copy of us-east-1's AMI and a consumer", () => {
    expect(second.count()).to.deep.equal(sum(provider(3), REPLICA, COPY_AND_CONSUMER));
    expect(second.result.availabilityZoneIds).to.deep.equal([1, 2, 3].map((number) => `use2-az${number}`));
    const copy = second.one(T.AmiCopy);
    expect(copy.inputs).to.include({
      sourceAmiId: first.result.imageId,
      sourceAmiRegion: "us-east-1",
      encrypted: true,
    });
    expect(second.result.imageId).to.equal(copy.id);
    expect(second.one(T.LaunchTemplate).inputs.imageId).to.equal(copy.id);
    expect(second.result.imageSources).to.deep.equal([first.result.imageId]);
    expect(second.result.imageSourceRegion).to.equal("us-east-1");
  });

  it("carry the Name tags that operators look for", () => {
    expect(nameTags(first.resources)).to.include.members([
      "order-processor-nlb",
      "order-processor-tg-api",
      "service-sg",
      "service-notification-topic",
      "order-processor-vpc",
      "order-processor-endpoint-service",
    ]);
    expect(nameTags(second.resources)).to.include.members(["consumer-sg", "order-processor-endpoint", "consumer-vpc"]);
    for (const { result, byType } of [first, second]) {
      const names = byType(T.AutoScalingGroup).map(({ inputs }) => JSON.stringify(inputs.tags));
      for (const zoneId of result.availabilityZoneIds) {
        expect(names.filter((tags) => tags.includes(`order-processor-asg-${zoneId}`))).to.have.length(1);
      }
    }
  });

  it("leave every physical name to Pulumi", () => {
    for (const resource of [...first.resources, ...second.resources]) {
      if (!resource.type.startsWith("aws:") || resource.type.startsWith("aws:route53/")) continue;
      expect(resource.inputs, resource.urn).to.not.have.any.keys("name", "namePrefix", "bucketPrefix");
    }
  });

  it("protect the load balancer, the endpoint service and the registry's table, and nothing else", () => {
    const guarded = ({ resources }: Recorded<unknown>) => resources.filter(({ protect }) => protect);
    const typesOf = (resources: readonly RecordedResource[]) => resources.map(({ type }) => type);
    expect(typesOf(guarded(first))).to.have.members([T.LoadBalancer, T.VpcEndpointService, T.Table]);
    expect(typesOf(guarded(second))).to.have.members([T.LoadBalancer, T.VpcEndpointService]);
    for (const stack of [first, second]) {
      expect(stack.one(T.LoadBalancer).inputs.enableDeletionProtection).to.equal(true);
      expect(stack.one(T.Bucket).inputs.forceDestroy).to.equal(false);
    }
  });

  it("make the fleet of each zone wait for the listener, whose load balancer is there before any instance", () => {
    for (const stack of [first, second]) {
      const listener = stack.one(T.Listener).urn;
      for (const group of stack.byType(T.AutoScalingGroup)) expect(group.dependencies).to.include(listener);
      const order = stack.resources.map(({ type }) => type);
      expect(order.indexOf(T.LoadBalancer)).to.be.lessThan(order.indexOf(T.AutoScalingGroup));
    }
  });

  it("register components at the top, and all resources of AWS below one", () => {
    for (const stack of [first, second]) {
      const top = stack.resources.filter(
        (resource) => resource.parent === undefined || /pulumi:Stack::/.test(resource.parent),
      );
      const types = [...new Set(top.map(({ type }) => type.split(":")[0]))];
      expect(types).to.have.members(["pulumi", "saas-privatelink"]);
    }
  });

  it("use blocks that do not overlap", () => {
    const blocks = [...first.byType(T.Vpc), ...second.byType(T.Vpc)].map(({ inputs }) => inputs.cidrBlock);
    expect(blocks).to.have.members(["10.64.0.0/22", "10.64.4.0/22", "10.128.0.0/22"]);
  });

  it("hand over all that a consumer needs, in a document that consumers can read", () => {
    expect(parseHandoff(first.result.handoff)).to.deep.equal({
      version: 1,
      name: "order-processor",
      serviceName: first.result.serviceName,
      region: "us-east-1",
      supportedRegions: ["us-east-1"],
      availabilityZoneIds: first.result.availabilityZoneIds,
      ports: [{ name: "api", port: 3000, protocol: "TCP" }],
      privateDnsName: null,
      suggestedZoneName: "order-processor.endpoints.internal",
      acceptanceRequired: true,
      ipAddressTypes: ["ipv4"],
    });
    expect(parseHandoff(JSON.stringify(first.result.handoff))).to.deep.equal(first.result.handoff);
  });

  it("give every output of the contract, and none besides", () => {
    const always = [
      "accountId",
      "acceptanceRequired",
      "allowedPrincipals",
      "approvalDeadLetterQueueUrl",
      "approvalFunctionName",
      "approvalRequestsTopicArn",
      "approvalRoleArn",
      "alarmNames",
      "artifacts",
      "autoScalingGroupNames",
      "availabilityZoneIds",
      "handoff",
      "imageId",
      "imageSources",
      "loadBalancerArn",
      "loadBalancerDnsName",
      "notificationTopicArn",
      "ports",
      "region",
      "registry",
      "serviceArn",
      "serviceId",
      "serviceName",
      "subnetIds",
      "supportedRegions",
      "targetGroupArns",
      "version",
      "vpcId",
    ];
    const given = (outputs: StackOutputs) =>
      Object.entries(outputs).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    expect(given(first.result)).to.have.members(always);
    expect(given(second.result)).to.have.members([
      ...always,
      "imageSourceRegion",
      "consumerEndpointId",
      "consumerDnsName",
    ]);
  });

  it("decide about connections from one registry, each Region with the copy of its own", () => {
    const table = first.one(T.Table);
    const replica = second.one(T.TableReplica);
    const { name: tableName, arn: ownerArn } = table.outputs;
    expect(replica.inputs.globalTableArn).to.equal(ownerArn);
    const shared = { tableName, region: "us-east-1", ownerArn };
    expect(first.result.registry).to.deep.equal({ ...shared, tableArn: ownerArn });
    expect(second.result.registry).to.deep.equal({ ...shared, tableArn: replica.outputs.arn });
    expect(first.one(T.TableItem).inputs).to.not.have.property("region");
    expect(second.one(T.TableItem).inputs).to.include({ tableName, region: "us-east-1" });
  });

  it("make the registry before the function that reads it", () => {
    for (const [stack, type] of [
      [first, T.Table],
      [second, T.TableReplica],
    ] as const) {
      const order = stack.resources.map((resource) => resource.type);
      expect(order.indexOf(type)).to.be.lessThan(order.indexOf(T.Function));
      expect(stack.one(T.Function).propertyDependencies.environment).to.include(stack.one(type).urn);
    }
  });

  it("let no consumer be cut or asked for that is the stack's own", () => {
    const principals = (stack: Recorded<StackOutputs>) => {
      const { variables } = stack.one(T.Function).inputs.environment as { variables: { SETTINGS: string } };
      return JSON.parse(variables.SETTINGS).service.stackPrincipals;
    };
    expect(principals(first)).to.deep.equal(["arn:aws:iam::111122223333:root"]);
    expect(principals(second)).to.deep.equal(["arn:aws:iam::111122223333:root", "arn:aws:iam::123456789012:root"]);
  });

  it("connect the consumer through a principal of its own account, in the service's zones, and accept it", () => {
    expect(second.result.allowedPrincipals).to.deep.equal([
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::123456789012:root",
    ]);
    const endpoint = second.named("order-processor-endpoint");
    expect(endpoint.inputs).to.include({ autoAccept: true, vpcEndpointType: "Interface" });
    expect(endpoint.inputs.subnetIds).to.have.length(3);
    const principals = second.byType(T.VpcEndpointServiceAllowedPrinciple).map(({ urn }) => urn);
    expect(endpoint.dependencies).to.include.members(principals);
    expect(second.result.consumerDnsName).to.equal("order-processor.endpoints.internal");
    expect(second.result.consumerEndpointId).to.equal(endpoint.id);
  });
});
