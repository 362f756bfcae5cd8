import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { minimal } from "./minimal";
import { reference, refusalOf, runSettings } from "./run-stack";

const SECOND_AMI = "ami-0fedcba9876543210";

/** A stack that copies AMIs from another Region, with what its last update left behind. */
function copying(id: string, last: object, keep?: number) {
  const image = { copyFrom: { region: "us-east-1", id }, ...(keep !== undefined && { keep }) };
  return runSettings({ ...minimal(), image }, { stackOutputs: { [reference("test")]: last } });
}

describe("stacks/provider", function () {
  this.timeout(30_000);

  it("gives components only what the stack file says, so that their defaults hold", async () => {
    const stack = await runSettings(minimal());
    expect(stack.one("saas-privatelink:index:ProviderNetwork").inputs).to.deep.equal({
      cidr: "10.64.0.0/22",
      availabilityZoneIds: stack.result.availabilityZoneIds,
      readableBuckets: [],
      tags: {},
    });
    expect(Object.keys(stack.one("saas-privatelink:index:ServiceLoadBalancer").inputs)).to.have.members([
      "vpcId",
      "subnetIds",
      "services",
      "deletionProtection",
      "tags",
    ]);
    expect(Object.keys(stack.one("saas-privatelink:index:Fleet").inputs)).to.have.members([
      "instanceType",
      "service",
      "vpcId",
      "subnetIds",
      "imageId",
      "targetGroupArns",
      "listenerArns",
      "loadBalancerSecurityGroupId",
      "tags",
    ]);
  });

  it("creates no artifact, principal, consumer or copy that the stack file does not ask for", async () => {
    const count = (await runSettings(minimal())).count();
    for (const type of [T.Bucket, T.VpcEndpointServiceAllowedPrinciple, T.AmiCopy, T.Zone]) {
      expect(count, type).to.not.have.property(type);
    }
    expect(count).to.not.have.any.keys(
      "saas-privatelink:index:ServiceArtifact",
      "saas-privatelink:index:ConsumerEndpoint",
    );
  });

  it("lifts all protection when protect is false", async () => {
    const artifact = { path: "examples/order-processor/dist/order-processor.tar.gz" };
    const service = { name: "orders", ports: [{ name: "api", port: 3000 }], artifact };
    const stack = await runSettings({ ...minimal(), service, protect: false });
    expect(stack.resources.filter((resource) => resource.protect)).to.deep.equal([]);
    expect(stack.one(T.LoadBalancer).inputs.enableDeletionProtection).to.equal(false);
    expect(stack.one(T.Bucket).inputs.forceDestroy).to.equal(true);
  });

  it("puts the tags of the stack on every resource that takes tags", async () => {
    const stack = await runSettings({ ...minimal(), consumer: { cidr: "10.128.0.0/22" }, tags: { team: "orders" } });
    const untagged = stack.resources.filter(({ custom, type, inputs, outputs }) => {
      const takesTags = custom && type.startsWith("aws:") && "tagsAll" in outputs;
      return takesTags && (inputs.tags as { team?: string } | undefined)?.team !== "orders";
    });
    expect(untagged.map(({ urn }) => urn)).to.deep.equal([]);
  });

  it("puts further services behind the same load balancer, each on a fleet of its own", async () => {
    const additionalServices = [
      {
        name: "reports",
        ports: [{ name: "api", port: 4000 }],
        fleet: { instanceType: "t2.medium", perZone: { min: 2, max: 4 } },
      },
    ];
    const stack = await runSettings({ ...minimal(), additionalServices });
    expect(stack.byType(T.LoadBalancer)).to.have.length(1);
    expect(stack.byType(T.VpcEndpointService)).to.have.length(1);
    expect(stack.byType(T.LaunchTemplate).map(({ inputs }) => inputs.instanceType)).to.have.members([
      "t2.small",
      "t2.medium",
    ]);
    expect(stack.result.ports).to.deep.equal([
      { name: "api", port: 3000, protocol: "TCP" },
      { name: "reports-api", port: 4000, protocol: "TCP" },
    ]);
    expect(Object.keys(stack.result.targetGroupArns)).to.have.members(["orders-api", "reports-api"]);
    expect(Object.keys(stack.result.autoScalingGroupNames)).to.have.members(["orders", "reports"]);
    const [group] = stack.byType(T.AutoScalingGroup).filter(({ name }) => name.startsWith("reports-"));
    expect(group?.inputs).to.include({ minSize: 2, maxSize: 4 });
    expect(group?.inputs.targetGroupArns).to.deep.equal([stack.result.targetGroupArns["reports-api"]]);
  });

  it("needs neither AMI nor fleet where no port has instances as targets", async () => {
    const { image: _, fleet: __, ...rest } = minimal();
    const ports = [{ name: "api", port: 3000, targetType: "ip", targetIds: ["10.64.0.20"] }];
    const stack = await runSettings({ ...rest, service: { name: "orders", ports } });
    expect(stack.count()).to.not.have.any.keys(
      T.LaunchTemplate,
      T.AutoScalingGroup,
      "saas-privatelink:index:RegionalImage",
    );
    expect(stack.result.imageId).to.equal(undefined);
    expect(stack.result.autoScalingGroupNames).to.deep.equal({});
  });

  it("has everything that serves consumers before the service, so that a destroy takes the service away first", async () => {
    const ip = { targetType: "ip", targetIds: ["10.64.0.20"] };
    const additionalServices = [
      { name: "reports", ports: [{ name: "api", port: 4000 }] },
      { name: "lookup", ports: [{ name: "api", port: 5000, ...ip }] },
    ];
    const stack = await runSettings({ ...minimal(), additionalServices });
    const components = ["ProviderNetwork", "ServiceLoadBalancer", "Fleet"].map(
      (one) => `saas-privatelink:index:${one}`,
    );
    const parents = components.flatMap((type) => stack.byType(type)).map(({ urn }) => urn);
    const serving = stack.resources.filter(({ custom, parent = "" }) => custom && parents.includes(parent));
    const counted = (type: string) => serving.filter((one) => one.type === type).length;
    expect([T.AutoScalingGroup, T.Listener, T.TargetGroupAttachment].map(counted)).to.deep.equal([4, 3, 1]);
    const { dependencies } = stack.one("saas-privatelink:index:EndpointService");
    expect(dependencies).to.include.members(serving.map(({ urn }) => urn));
    expect(stack.one(T.VpcEndpointService).parent).to.equal(stack.one("saas-privatelink:index:EndpointService").urn);
  });

  it("lets instances read an archive that is in S3 already, through the gateway endpoint", async () => {
    const artifact = { bucket: "artifacts-of-orders", key: "orders.tar.gz", sha256: "ab".repeat(32) };
    const service = { name: "orders", ports: [{ name: "api", port: 3000 }], artifact };
    const stack = await runSettings({ ...minimal(), service });
    expect(stack.count()).to.not.have.property(T.Bucket);
    expect(JSON.stringify(stack.one(T.VpcEndpoint).inputs.policy)).to.include("arn:aws:s3:::artifacts-of-orders");
    expect(JSON.stringify(stack.one(T.RolePolicy).inputs.policy)).to.include(
      "arn:aws:s3:::artifacts-of-orders/orders.tar.gz",
    );
  });

  it("lets instances reach the interface endpoints where there are some", async () => {
    const network = { cidr: "10.64.0.0/22", interfaceEndpoints: ["ssm"] };
    const fleet = (await runSettings({ ...minimal(), network })).one("saas-privatelink:index:Fleet");
    expect(fleet.inputs.endpointSecurityGroupId).to.match(/^sg-/);
  });

  it("keeps the copies of the last AMIs, the newest first, as many as keep says", async () => {
    const last = { imageSources: ["ami-0123456789abcdef0", "ami-0aaaaaaaaaaaaaaaa"], imageSourceRegion: "us-east-1" };
    const two = await copying(SECOND_AMI, last);
    expect(two.result.imageSources).to.deep.equal([SECOND_AMI, "ami-0123456789abcdef0"]);
    expect(two.byType(T.AmiCopy).map(({ inputs }) => inputs.sourceAmiId)).to.have.members(two.result.imageSources);
    const three = await copying(SECOND_AMI, last, 3);
    expect(three.result.imageSources).to.deep.equal([SECOND_AMI, ...last.imageSources]);
    const back = await copying("ami-0123456789abcdef0", { ...last, imageSources: two.result.imageSources });
    expect(back.result.imageSources).to.deep.equal(["ami-0123456789abcdef0", SECOND_AMI]);
  });

  it("forgets earlier AMIs when they come from another Region now, where their ids mean nothing", async () => {
    const last = { imageSources: ["ami-0123456789abcdef0"], imageSourceRegion: "eu-west-1" };
    expect((await copying(SECOND_AMI, last)).result.imageSources).to.deep.equal([SECOND_AMI]);
  });

  it("copies the AMI that another stack runs, and says what to do when that stack has none", async () => {
    const settings = { ...minimal(), image: { copyFrom: { stack: "us-west-2" } } };
    const other = { [reference("us-west-2")]: { region: "us-west-2", imageId: SECOND_AMI } };
    const stack = await runSettings(settings, { stackOutputs: other });
    expect(stack.one(T.AmiCopy).inputs).to.include({ sourceAmiId: SECOND_AMI, sourceAmiRegion: "us-west-2" });
    const empty = { [reference("us-west-2")]: { region: "us-west-2" } };
    expect(await refusalOf(runSettings(settings, { stackOutputs: empty }))).to.equal(
      [
        "The config of stack test has one problem:",
        '  image.copyFrom.stack: "us-west-2" is a stack without the output imageId; run pulumi up --stack us-west-2 first, or name the AMI by image.copyFrom.region and id.',
      ].join("\n"),
    );
  });

  it("opens the service to other Regions together with its own, in the zones that can take part", async () => {
    const stack = await runSettings(
      { ...minimal(), access: { supportedRegions: ["eu-west-1"] } },
      { region: "us-east-1" },
    );
    expect(stack.one(T.VpcEndpointService).inputs.supportedRegions).to.deep.equal(["eu-west-1", "us-east-1"]);
    expect(stack.result.supportedRegions).to.deep.equal(["eu-west-1", "us-east-1"]);
    expect(stack.result.availabilityZoneIds).to.deep.equal([
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
      "use1-az6",
    ]);
    expect(stack.result.handoff.supportedRegions).to.deep.equal(["eu-west-1", "us-east-1"]);
  });

  it("closes other Regions once the last of them is removed, which AWS does not do by itself", async () => {
    const declared = async (supportedRegions: string[]) => {
      const stackOutputs = { [reference("test")]: { supportedRegions } };
      const stack = await runSettings(minimal(), { stackOutputs });
      expect(stack.result.supportedRegions).to.deep.equal(["us-west-1"]);
      return stack.one(T.VpcEndpointService).inputs.supportedRegions;
    };
    expect(await declared(["eu-west-1", "us-west-1"])).to.deep.equal(["us-west-1"]);
    expect(await declared(["us-west-1"])).to.equal(undefined);
  });

  it("publishes from an existing VPC without making one, in the zones of its subnets", async () => {
    const cloud = new Cloud();
    const make = (type: string, seed: string, inputs: Properties) => {
      const context = { region: "us-west-1", seed };
      return cloud.create(type, cloud.check(type, seed, inputs, context).inputs, context).id;
    };
    const vpcId = make(T.Vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
    const subnet = (zoneId: string, cidrBlock: string) =>
      make(T.Subnet, zoneId, { vpcId, cidrBlock, availabilityZoneId: zoneId });
    const subnetIds = { "usw1-az1": subnet("usw1-az1", "10.0.0.0/24"), "usw1-az3": subnet("usw1-az3", "10.0.1.0/24") };
    const stack = await runSettings({ ...minimal(), network: { existing: { vpcId, subnetIds } } }, { cloud });
    expect(stack.count()).to.not.have.any.keys(T.Vpc, T.Subnet, T.RouteTable, T.VpcEndpoint);
    expect(stack.result.vpcId).to.equal(vpcId);
    expect(stack.result.subnetIds).to.deep.equal(subnetIds);
    expect(stack.one(T.LoadBalancer).inputs.subnets).to.have.members(Object.values(subnetIds));
  });

  it("keeps the zones of the last update in view", async () => {
    const lookUps = async (availabilityZoneIds: string[]) => {
      const stackOutputs = { [reference("test")]: { availabilityZoneIds } };
      const { calls } = await runSettings(minimal(), { stackOutputs });
      return calls.filter(({ token }) => token.includes("getAvailabilityZones")).length;
    };
    expect(await lookUps(["usw1-az1"])).to.equal(1);
    expect(await lookUps(["usw1-az2"])).to.equal(2);
  });

  it("admits the own account once when it has a consumer and is admitted already", async () => {
    const access = { allowedPrincipals: ["arn:aws:iam::123456789012:root"] };
    const stack = await runSettings({ ...minimal(), access, consumer: { cidr: "10.128.0.0/22" } });
    expect(stack.result.allowedPrincipals).to.deep.equal(["arn:aws:iam::123456789012:root"]);
  });

  it("names the endpoint by the private DNS name in the same update, once the name is verified", async () => {
    const privateDns = { name: "api.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
    const consumer = { cidr: "10.128.0.0/22", dns: "privateName" };
    const stack = await runSettings({ ...minimal(), privateDns, consumer });
    const order = stack.resources.map(({ type }) => type);
    expect(order.indexOf(T.EndpointPrivateDns)).to.be.greaterThan(
      order.indexOf(T.EndpointServicePrivateDnsVerification),
    );
    expect(stack.byType(T.EndpointPrivateDns)).to.have.length(1);
    expect(stack.result.consumerDnsName).to.equal("api.example.com");
    expect(stack.result.handoff.privateDnsName).to.equal("api.example.com");
  });
});
