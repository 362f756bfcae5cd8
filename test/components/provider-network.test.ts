import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { GatewayService, ProviderNetwork, type ProviderNetworkArgs } from "../../components";
import { Cloud } from "../../sandbox/cloud";
import { F, T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { type Recorded, withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:ProviderNetwork";
const ZONES = ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"];
const OWN_ACCOUNT = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };
const PACKAGES = {
  Sid: "ReadPackages",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: ["arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*"],
};

const network = (args: Partial<ProviderNetworkArgs> = {}) =>
  withMocks(() => new ProviderNetwork("orders", { cidr: "10.64.0.0/22", availabilityZoneIds: ZONES, ...args }));
const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );
const policyOf = (run: Recorded<unknown>, name: string) => JSON.parse(String(run.named(name).inputs.policy));
const idOf = (run: Recorded<unknown>, name: string) => run.named(name).id;

/** The sandbox, with other answers to one function. */
class Answering extends Cloud {
  readonly #token: string;
  readonly #change: Properties;

  constructor(token: string, change: Properties) {
    super();
    this.#token = token;
    this.#change = change;
  }

  override invoke(token: string, ...rest: Parameters<Cloud["invoke"]> extends [string, ...infer R] ? R : never) {
    const answer = super.invoke(token, ...rest);
    return token === this.#token ? { ...answer, ...this.#change } : answer;
  }
}

describe("ProviderNetwork", () => {
  describe("by default", () => {
    let run: Recorded<ProviderNetwork>;
    before(async () => {
      run = await network();
    });

    it("is a VPC with a subnet and a route table per AZ, and an S3 gateway endpoint", () => {
      expect(run.count()).to.deep.equal({
        [T.DefaultSecurityGroup]: 1,
        [T.RouteTable]: 6,
        [T.RouteTableAssociation]: 6,
        [T.Subnet]: 6,
        [T.Vpc]: 1,
        [T.VpcEndpoint]: 1,
        [COMPONENT]: 1,
      });
    });

    it("is the parent of all that it creates", () => {
      const { urn } = run.one(COMPONENT);
      const children = run.resources.filter((resource) => resource.type !== COMPONENT);
      expect(children.filter(({ parent }) => parent !== urn)).to.deep.equal([]);
    });

    it("resolves names in the VPC, and has no IPv6", () => {
      expect(run.named("orders-vpc").inputs).to.deep.equal({
        cidrBlock: "10.64.0.0/22",
        enableDnsSupport: true,
        enableDnsHostnames: true,
        assignGeneratedIpv6CidrBlock: false,
        tags: { Name: "orders-vpc" },
      });
    });

    it("closes the default security group", () => {
      expect(run.named("orders-default-sg").inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        ingress: [],
        egress: [],
        tags: { Name: "orders-default-sg" },
      });
    });

    it("gives each AZ id its own slot, without public addresses", () => {
      expect(run.named("orders-subnet-use1-az4").inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        availabilityZoneId: "use1-az4",
        cidrBlock: "10.64.0.192/26",
        mapPublicIpOnLaunch: false,
        tags: { Name: "orders-subnet-use1-az4" },
      });
      const blocks = run.byType(T.Subnet).map(({ inputs }) => [inputs.availabilityZoneId, inputs.cidrBlock]);
      expect(blocks).to.deep.equal([
        ["use1-az1", "10.64.0.0/26"],
        ["use1-az2", "10.64.0.64/26"],
        ["use1-az3", "10.64.0.128/26"],
        ["use1-az4", "10.64.0.192/26"],
        ["use1-az5", "10.64.1.0/26"],
        ["use1-az6", "10.64.1.64/26"],
      ]);
    });

    it("gives each subnet a route table of its own, without routes", () => {
      expect(run.named("orders-rtb-use1-az2-association").inputs).to.deep.equal({
        subnetId: idOf(run, "orders-subnet-use1-az2"),
        routeTableId: idOf(run, "orders-rtb-use1-az2"),
      });
      expect(run.named("orders-rtb-use1-az2").inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        tags: { Name: "orders-rtb-use1-az2" },
      });
    });

    it("reaches S3 from every subnet, for the packages of Amazon Linux 2023 only", () => {
      const { policy, ...inputs } = run.named("orders-endpoint-s3").inputs;
      expect(inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        vpcEndpointType: "Gateway",
        serviceName: "com.amazonaws.us-east-1.s3",
        routeTableIds: ZONES.map((zoneId) => idOf(run, `orders-rtb-${zoneId}`)),
        tags: { Name: "orders-s3-endpoint" },
      });
      expect(JSON.parse(String(policy))).to.deep.equal({ Version: "2012-10-17", Statement: [PACKAGES] });
    });

    it("tells the ids by AZ id", async () => {
      const { result } = run;
      const byZone = (kind: string) =>
        Object.fromEntries(ZONES.map((zoneId) => [zoneId, idOf(run, `orders-${kind}-${zoneId}`)]));
      const outputs = {
        vpcId: idOf(run, "orders-vpc"),
        vpcCidr: "10.64.0.0/22",
        subnetIds: byZone("subnet"),
        routeTableIds: byZone("rtb"),
        availabilityZoneIds: ZONES,
      };
      expect(run.one(COMPONENT).outputs).to.deep.equal(outputs);
      expect(await promiseOf(result.subnetIds)).to.deep.equal(outputs.subnetIds);
      expect(await promiseOf(result.ipv6CidrBlock)).to.equal(undefined);
      expect(await promiseOf(result.endpointSecurityGroupId)).to.equal(undefined);
    });
  });

  it("asks AWS nothing that it does not need, and nothing twice", async () => {
    const run = await network({ gatewayEndpoints: [] });
    expect(run.calls).to.deep.equal([]);
    expect(run.byType(T.VpcEndpoint)).to.deep.equal([]);
    const all = await network({ interfaceEndpoints: ["ssm", "logs"], flowLogs: {} });
    expect(all.calls.map(({ token }) => token).sort()).to.deep.equal([
      F.getVpcEndpointService,
      F.getVpcEndpointService,
      F.getAvailabilityZones,
      F.getCallerIdentity,
      F.getPartition,
      F.getRegion,
    ]);
  });

  it("is in the Region of the provider that it is given, its policies too", async () => {
    const run = await withMocks(() => {
      const provider = new Provider("ohio", { region: "us-east-2" });
      const args = { cidr: "10.64.0.0/22", availabilityZoneIds: ["use2-az1"], interfaceEndpoints: ["ssm"] };
      return new ProviderNetwork("orders", args, { provider });
    });
    expect(run.named("orders-endpoint-s3").inputs.serviceName).to.equal("com.amazonaws.us-east-2.s3");
    expect(run.named("orders-endpoint-ssm").inputs.serviceName).to.equal("com.amazonaws.us-east-2.ssm");
    expect(policyOf(run, "orders-endpoint-s3").Statement[0].Resource).to.deep.equal([
      "arn:aws:s3:::al2023-repos-us-east-2-de612dc2/*",
    ]);
    expect(run.calls.filter(({ provider }) => provider === undefined)).to.deep.equal([]);
  });

  it("keeps every subnet where it is when AZs come and go, whatever their order", async () => {
    const run = await network({ availabilityZoneIds: ["use1-az6", "use1-az2"] });
    const blocks = run.byType(T.Subnet).map(({ name, inputs }) => [name, inputs.cidrBlock]);
    expect(blocks).to.deep.equal([
      ["orders-subnet-use1-az2", "10.64.0.64/26"],
      ["orders-subnet-use1-az6", "10.64.1.64/26"],
    ]);
    expect(run.one(COMPONENT).outputs.availabilityZoneIds).to.deep.equal(["use1-az2", "use1-az6"]);
  });

  it("fits six AZs into a /25 with /28 slots", async () => {
    const run = await network({ cidr: "10.64.0.128/25", slotPrefix: 28 });
    expect(run.named("orders-subnet-use1-az6").inputs.cidrBlock).to.equal("10.64.0.208/28");
  });

  it("begins Name tags with the display name, and tags everything as told", async () => {
    const run = await network({
      displayName: "order-processor",
      tags: { team: "orders" },
      flowLogs: {},
      interfaceEndpoints: ["ssm"],
    });
    const untagged = new Set<string>([COMPONENT, T.RouteTableAssociation, T.RolePolicy]);
    const tagged = run.resources.filter(({ type }) => !untagged.has(type));
    expect(tagged.filter(({ inputs }) => (inputs.tags as Record<string, string>).team !== "orders")).to.deep.equal([]);
    const names = tagged.map(({ inputs }) => (inputs.tags as Record<string, string>).Name);
    expect(names.filter((name) => !name?.startsWith("order-processor-"))).to.deep.equal([]);
    expect(names).to.include.members([
      "order-processor-vpc",
      "order-processor-subnet-use1-az1",
      "order-processor-rtb-use1-az1",
    ]);
  });

  it("has a /64 of an Amazon-provided block in each subnet when it is dual-stack", async () => {
    const run = await network({ ipv6: true });
    expect(run.named("orders-vpc").inputs.assignGeneratedIpv6CidrBlock).to.equal(true);
    const block = String(run.named("orders-vpc").outputs.ipv6CidrBlock);
    expect(block).to.match(/00::\/56$/);
    expect(run.named("orders-subnet-use1-az4").inputs.ipv6CidrBlock).to.equal(block.replace(/00::\/56$/, "03::/64"));
    expect(run.named("orders-subnet-use1-az4").inputs).not.to.have.property("assignIpv6AddressOnCreation");
    expect(await promiseOf(run.result.ipv6CidrBlock)).to.equal(block);
  });

  describe("with gateway endpoints", () => {
    it("lets the account's principals read the given buckets, an Output's among them", async () => {
      const readableBuckets = ["arn:aws:s3:::artifacts", pulumi.output("arn:aws:s3:::more")];
      const run = await network({ readableBuckets });
      expect(policyOf(run, "orders-endpoint-s3").Statement).to.deep.equal([
        PACKAGES,
        {
          Sid: "ReadGivenBuckets",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: ["arn:aws:s3:::artifacts/*", "arn:aws:s3:::more/*"],
          Condition: OWN_ACCOUNT,
        },
      ]);
    });

    it("reaches DynamoDB for the account's principals", async () => {
      const run = await network({ gatewayEndpoints: [GatewayService.DynamoDb] });
      expect(run.byType(T.VpcEndpoint).map(({ inputs }) => inputs.serviceName)).to.deep.equal([
        "com.amazonaws.us-east-1.dynamodb",
      ]);
      expect(policyOf(run, "orders-endpoint-dynamodb").Statement).to.deep.equal([
        { Sid: "OwnAccount", Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition: OWN_ACCOUNT },
      ]);
    });
  });

  describe("with interface endpoints", () => {
    let run: Recorded<ProviderNetwork>;
    before(async () => {
      run = await network({ interfaceEndpoints: ["ssm", "ecr.dkr"], gatewayEndpoints: [GatewayService.S3] });
    });

    it("has one endpoint each, behind one security group with one rule", () => {
      expect(run.count()).to.deep.equal({
        [T.DefaultSecurityGroup]: 1,
        [T.RouteTable]: 6,
        [T.RouteTableAssociation]: 6,
        [T.SecurityGroup]: 1,
        [T.Subnet]: 6,
        [T.Vpc]: 1,
        [T.VpcEndpoint]: 3,
        [T.SecurityGroupIngressRule]: 1,
        [COMPONENT]: 1,
      });
    });

    it("answers by private DNS in every subnet, for the account's principals", () => {
      const { policy, ...inputs } = run.named("orders-endpoint-ssm").inputs;
      expect(inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        vpcEndpointType: "Interface",
        serviceName: "com.amazonaws.us-east-1.ssm",
        subnetIds: ZONES.map((zoneId) => idOf(run, `orders-subnet-${zoneId}`)),
        securityGroupIds: [idOf(run, "orders-endpoints-sg")],
        privateDnsEnabled: true,
        tags: { Name: "orders-ssm-endpoint" },
      });
      expect(JSON.parse(String(policy)).Statement).to.have.lengthOf(1);
      expect(JSON.parse(String(policy)).Statement[0].Condition).to.deep.equal(OWN_ACCOUNT);
    });

    it("admits HTTPS from the VPC by a rule of its own, and nothing inline", () => {
      expect(run.named("orders-endpoints-sg").inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        description: "Interface endpoints of AWS services",
        tags: { Name: "orders-endpoints-sg" },
      });
      expect(run.one(T.SecurityGroupIngressRule).inputs).to.deep.equal({
        securityGroupId: idOf(run, "orders-endpoints-sg"),
        description: "HTTPS from the VPC",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.64.0.0/22",
        tags: { Name: "orders-endpoints-https" },
      });
    });

    it("lets image layers through the S3 gateway when images are pulled from ECR", () => {
      expect(policyOf(run, "orders-endpoint-s3").Statement[0].Resource).to.deep.equal([
        "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*",
        "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      ]);
    });

    it("tells the security group that instances need egress to", async () => {
      expect(await promiseOf(run.result.endpointSecurityGroupId)).to.equal(idOf(run, "orders-endpoints-sg"));
    });

    const with1 = (change: Properties) =>
      withMocks(
        () =>
          new ProviderNetwork("orders", {
            cidr: "10.64.0.0/22",
            availabilityZoneIds: ["use1-az1", "use1-az3"],
            interfaceEndpoints: ["ssm"],
          }),
        { cloud: new Answering(F.getVpcEndpointService, change) },
      );

    it("has no interface where AWS does not run the service", async () => {
      const some = await with1({ availabilityZones: ["us-east-1b", "us-east-1c"] });
      expect(some.named("orders-endpoint-ssm").inputs.subnetIds).to.deep.equal([idOf(some, "orders-subnet-use1-az1")]);
    });

    it("refuses a service that AWS runs in none of the zones", async () => {
      expect(await rejection(with1({ availabilityZones: ["us-east-1c", "us-east-1a"] }))).to.contain(
        "interfaceEndpoints: AWS runs ssm in use1-az2, use1-az6, and the network has none of these zones, but use1-az1, use1-az3; remove the service, or use one of its zones.",
      );
    });

    it("has no policy where the service supports none", async () => {
      const some = await with1({ vpcEndpointPolicySupported: false });
      expect(some.named("orders-endpoint-ssm").inputs).not.to.have.property("policy");
    });

    it("refuses a service that AWS does not have", async () => {
      expect(await rejection(network({ interfaceEndpoints: ["no-such-service"] }))).to.contain(
        "no matching EC2 VPC Endpoint Service found",
      );
    });
  });

  describe("with flow logs", () => {
    it("writes the whole VPC's traffic to a log group of its own", async () => {
      const run = await network({ flowLogs: {} });
      const { [T.LogGroup]: groups, [T.Role]: roles, [T.RolePolicy]: policies, [T.FlowLog]: logs } = run.count();
      expect([groups, roles, policies, logs]).to.deep.equal([1, 1, 1, 1]);
      const group = run.one(T.LogGroup);
      expect(group.inputs).to.deep.equal({ retentionInDays: 30, tags: { Name: "orders-flow-logs" } });
      expect(run.one(T.FlowLog).inputs).to.deep.equal({
        vpcId: idOf(run, "orders-vpc"),
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.outputs.arn,
        iamRoleArn: run.one(T.Role).outputs.arn,
        maxAggregationInterval: 60,
        tags: { Name: "orders-flow-log" },
      });
      expect(run.one(T.FlowLog).dependencies).to.include(run.one(T.RolePolicy).urn);
    });

    it("lets only flow logs of the account write, and only there", async () => {
      const run = await network({ flowLogs: { retentionDays: 7, maxAggregationInterval: 600 } });
      const trust = JSON.parse(String(run.one(T.Role).inputs.assumeRolePolicy)).Statement;
      expect(trust).to.have.lengthOf(1);
      expect(trust[0].Principal).to.deep.equal({ Service: "vpc-flow-logs.amazonaws.com" });
      expect(trust[0].Condition.StringEquals).to.deep.equal({ "aws:SourceAccount": "123456789012" });
      const [delivery] = JSON.parse(String(run.one(T.RolePolicy).inputs.policy)).Statement;
      const { arn } = run.one(T.LogGroup).outputs;
      expect(delivery.Resource).to.deep.equal([arn, `${arn}:*`]);
      expect(run.one(T.LogGroup).inputs.retentionInDays).to.equal(7);
      expect(run.one(T.FlowLog).inputs.maxAggregationInterval).to.equal(600);
    });
  });

  describe("around an existing VPC", () => {
    const ctx = { region: "us-east-1", seed: "existing" };
    const make = (cloud: Cloud, type: string, name: string, inputs: Properties) => {
      const here = { ...ctx, seed: name };
      return cloud.create(type, cloud.check(type, name, inputs, here).inputs, here).id;
    };
    const account = () => {
      const cloud = new Cloud();
      const vpcId = make(cloud, T.Vpc, "vpc", { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true });
      const subnet = (availabilityZoneId: string, cidrBlock: string) =>
        make(cloud, T.Subnet, availabilityZoneId, { vpcId, availabilityZoneId, cidrBlock });
      const subnetIds = {
        "use1-az2": subnet("use1-az2", "10.1.2.0/24"),
        "use1-az1": subnet("use1-az1", "10.1.1.0/24"),
      };
      const routeTableId = make(cloud, T.RouteTable, "rtb", { vpcId });
      const routeTableIds = { "use1-az1": routeTableId, "use1-az2": routeTableId };
      return { cloud, vpcId, subnetIds, routeTableIds };
    };

    it("creates nothing, and tells the VPC's own block", async () => {
      const { cloud, vpcId, subnetIds } = account();
      const existing = { vpcId: pulumi.output(vpcId), subnetIds };
      const run = await withMocks(() => new ProviderNetwork("orders", { existing }), { cloud });
      expect(run.count()).to.deep.equal({ [COMPONENT]: 1 });
      expect(run.calls.map(({ token }) => token)).to.deep.equal([F.getVpc]);
      expect(run.one(COMPONENT).outputs).to.deep.equal({
        vpcId,
        vpcCidr: "10.1.0.0/16",
        subnetIds,
        routeTableIds: {},
        availabilityZoneIds: ["use1-az1", "use1-az2"],
      });
    });

    it("does not ask for the block when it is given", async () => {
      const { cloud, vpcId, subnetIds } = account();
      const existing = { vpcId, subnetIds, cidr: "10.1.0.0/16" };
      const run = await withMocks(() => new ProviderNetwork("orders", { existing }), { cloud });
      expect(run.calls).to.deep.equal([]);
      expect(await promiseOf(run.result.vpcCidr)).to.equal("10.1.0.0/16");
    });

    it("may still have endpoints and flow logs, with each route table named once", async () => {
      const { cloud, vpcId, subnetIds, routeTableIds } = account();
      const run = await withMocks(
        () =>
          new ProviderNetwork("orders", {
            existing: { vpcId, subnetIds, routeTableIds },
            gatewayEndpoints: [GatewayService.S3],
            interfaceEndpoints: ["ssm"],
            flowLogs: {},
          }),
        { cloud },
      );
      expect(run.count()).to.deep.equal({
        [T.FlowLog]: 1,
        [T.LogGroup]: 1,
        [T.Role]: 1,
        [T.RolePolicy]: 1,
        [T.SecurityGroup]: 1,
        [T.SecurityGroupIngressRule]: 1,
        [T.VpcEndpoint]: 2,
        [COMPONENT]: 1,
      });
      expect(run.named("orders-endpoint-s3").inputs.routeTableIds).to.deep.equal([routeTableIds["use1-az1"]]);
      expect(run.named("orders-endpoint-ssm").inputs.subnetIds).to.have.members(Object.values(subnetIds));
      expect(run.one(T.SecurityGroupIngressRule).inputs.cidrIpv4).to.equal("10.1.0.0/16");
      expect(run.one(T.FlowLog).inputs.vpcId).to.equal(vpcId);
    });

    it("refuses malformed ids, all at once and before the first child", async () => {
      const existing = {
        vpcId: "vpc-1",
        cidr: "10.1.0.1/16",
        subnetIds: { "use1-az1": "subnet-1" },
        routeTableIds: { "use1-az1": "rtb-1" },
      };
      expect(await rejection(withMocks(() => new ProviderNetwork("orders", { existing })))).to.equal(
        'ProviderNetwork "orders" cannot be created. ' +
          'existing.vpcId: "vpc-1" is not the id of a VPC; use one such as vpc-0123456789abcdef0. ' +
          'existing.cidr: "10.1.0.1/16" begins with a host address, not with the address of its network; use "10.1.0.0/16". ' +
          'existing.subnetIds["use1-az1"]: "subnet-1" is not the id of a subnet; use one such as subnet-0123456789abcdef0. ' +
          'existing.routeTableIds["use1-az1"]: "rtb-1" is not the id of a route table; use one such as rtb-0123456789abcdef0.',
      );
    });

    it("refuses the same when it is an Output", async () => {
      const { cloud, subnetIds } = account();
      const existing = { vpcId: pulumi.output("vpc-1"), subnetIds, cidr: "10.1.0.0/16" };
      expect(await rejection(withMocks(() => new ProviderNetwork("orders", { existing }), { cloud }))).to.contain(
        'ProviderNetwork "orders" cannot be created. existing.vpcId: "vpc-1" is not the id of a VPC; use one such as vpc-0123456789abcdef0.',
      );
    });
  });

  it("refuses wrong args, all at once, by property, and before the first child", async () => {
    const args: ProviderNetworkArgs = {
      cidr: "10.64.0.5/22",
      interfaceEndpoints: ["s3"],
      flowLogs: { retentionDays: 2 },
      readableBuckets: ["artifacts"],
    };
    const { message, count } = await refusalOf(() => new ProviderNetwork("orders", args));
    expect(count).to.deep.equal({ [COMPONENT]: 1 });
    expect(message.split(/(?<=\.) (?=[a-zA-Z.]+(?:\[\d\])?: )/)).to.deep.equal([
      'ProviderNetwork "orders" cannot be created.',
      'cidr: "10.64.0.5/22" begins with a host address, not with the address of its network; use "10.64.0.0/22".',
      'interfaceEndpoints[0]: "s3" is reached by a gateway endpoint, which costs nothing; name it in gatewayEndpoints.',
      "availabilityZoneIds: (missing) names no Availability Zone; give the AZ ids to have a subnet in, for example use1-az1.",
      "flowLogs.retentionDays: 2 is not a retention that CloudWatch Logs has; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days.",
      'readableBuckets[0]: "artifacts" is not the ARN of an S3 bucket; use the bucket\'s ARN, arn:aws:s3:::<name>, without a path.',
    ]);
  });

  it("refuses zones that its slots do not reach", async () => {
    expect(await rejection(network({ cidr: "10.64.0.0/26" }))).to.equal(
      'ProviderNetwork "orders" cannot be created. cidr: "10.64.0.0/26" has 4 slots of /28, and none for use1-az5, use1-az6; use a /25 or larger, or exclude these zones: a slot belongs to the number of the AZ id.',
    );
  });
});
