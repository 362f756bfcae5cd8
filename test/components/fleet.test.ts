import * as ec2 from "@pulumi/aws/ec2";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  Fleet,
  type FleetArgs,
  PortProtocol,
  ServiceLoadBalancer,
  type ServicePort,
  TargetType,
} from "../../components";
import { userData } from "../../components/lib/user-data";
import { F, T } from "../../sandbox/tokens";
import { type Recorded, type RecordedResource, withMocks } from "../support/mocks";
import { promiseOf } from "../support/promise-of";
import { rawNetwork } from "../support/raw-network";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:Fleet";
const ZONES = ["use1-az1", "use1-az2", "use1-az4"];
const AMI = "ami-0123456789abcdef0";
const API: ServicePort = { name: "api", port: 3000 };
const SHA256 = "ab".repeat(32);

interface Setup {
  readonly zones?: readonly string[];
  readonly ports?: ServicePort[];
  readonly args?: Partial<FleetArgs>;
}

/** A fleet behind a real load balancer in a plain network. */
function fleet({ zones = ZONES, ports = [API], args = {} }: Setup = {}): Promise<Recorded<Fleet>> {
  return withMocks(() => {
    const network = rawNetwork("net", zones);
    const service = { name: "orders", ports };
    const balancer = new ServiceLoadBalancer("orders", { ...network, services: [service] });
    const served = ports.filter(({ targetType }) => targetType === undefined);
    return new Fleet("orders", {
      ...network,
      service,
      imageId: AMI,
      instanceType: "t4g.small",
      targetGroupArns: served.map(({ name }) => balancer.targetGroupArns.apply((arns) => arns[`orders-${name}`] ?? "")),
      loadBalancerSecurityGroupId: balancer.securityGroupId,
      listenerArns: ports.map(({ name }) => balancer.listenerArns.apply((arns) => arns[`orders-${name}`] ?? "")),
      ...args,
    });
  });
}

function childrenOf(run: Recorded<unknown>): RecordedResource[] {
  const { urn } = run.one(COMPONENT);
  return run.resources.filter(({ parent }) => parent === urn);
}

function countOf(resources: readonly RecordedResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "nothing was refused",
    (error: Error) => error.message,
  );

describe("Fleet", () => {
  describe("with an image that starts the service itself", () => {
    let run: Recorded<Fleet>;
    before(async () => {
      run = await fleet();
    });

    it("has a group and a scaling policy per zone, one template, one role and one security group", () => {
      expect(countOf(childrenOf(run))).to.deep.equal({
        [T.SecurityGroup]: 1,
        [T.SecurityGroupIngressRule]: 1,
        [T.SecurityGroupEgressRule]: 2,
        [T.Role]: 1,
        [T.RolePolicyAttachment]: 1,
        [T.InstanceProfile]: 1,
        [T.LaunchTemplate]: 1,
        [T.AutoScalingGroup]: 3,
        [T.AutoScalingPolicy]: 3,
      });
    });

    it("asks AWS for the Region, the partition and the prefix list of S3 only", () => {
      const tokens = run.calls.map(({ token }) => token).sort();
      expect(tokens).to.deep.equal([F.getManagedPrefixList, F.getPartition, F.getRegion].sort());
      expect(run.calls.find(({ token }) => token === F.getManagedPrefixList)?.args).to.deep.equal({
        name: "com.amazonaws.us-east-1.s3",
      });
    });

    it("admits the load balancer alone, and opens the way on the load balancer's side", () => {
      expect(run.named("orders-sg").inputs).to.deep.equal({
        vpcId: run.named("net").id,
        description: "Instances behind a PrivateLink endpoint service",
        tags: { Name: "service-sg" },
      });
      const flow = { ipProtocol: "tcp", fromPort: 3000, toPort: 3000 };
      expect(run.named("orders-from-nlb-tcp-3000").inputs).to.deep.equal({
        ...flow,
        securityGroupId: run.named("orders-sg").id,
        referencedSecurityGroupId: run.named("orders-nlb-sg").id,
        description: "Traffic and health checks of the load balancer",
      });
      expect(run.named("orders-nlb-to-fleet-tcp-3000").inputs).to.deep.equal({
        ...flow,
        securityGroupId: run.named("orders-nlb-sg").id,
        referencedSecurityGroupId: run.named("orders-sg").id,
        description: "Traffic and health checks of the fleet",
      });
    });

    it("lets instances open connections to S3 and nowhere else", () => {
      const rule = run.named("orders-to-s3").inputs;
      expect(rule).to.include({
        securityGroupId: run.named("orders-sg").id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
      expect(rule.prefixListId).to.match(/^pl-[0-9a-f]+$/);
      const outward = childrenOf(run).filter(
        ({ type, inputs }) =>
          type === T.SecurityGroupEgressRule && inputs.securityGroupId === run.named("orders-sg").id,
      );
      expect(outward.map(({ name }) => name)).to.deep.equal(["orders-to-s3"]);
    });

    it("has a role that EC2 takes on and that Systems Manager can manage", () => {
      const role = run.one(T.Role);
      expect(role.name).to.equal("orders-role");
      expect(JSON.parse(String(role.inputs.assumeRolePolicy)).Statement[0].Principal).to.deep.equal({
        Service: "ec2.amazonaws.com",
      });
      expect(run.one(T.RolePolicyAttachment).inputs).to.deep.equal({
        role: role.outputs.name,
        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      });
      expect(run.one(T.InstanceProfile).inputs).to.deep.equal({ role: role.outputs.name });
    });

    it("has a template with session tokens required, an encrypted volume and no key pair", () => {
      expect(run.one(T.LaunchTemplate).name).to.equal("orders-lt");
      expect(run.one(T.LaunchTemplate).inputs).to.deep.equal({
        description: "Instances of orders",
        imageId: AMI,
        instanceType: "t4g.small",
        updateDefaultVersion: true,
        iamInstanceProfile: { arn: run.one(T.InstanceProfile).outputs.arn },
        vpcSecurityGroupIds: [run.named("orders-sg").id],
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: 16, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
          },
        ],
        tagSpecifications: [
          { resourceType: "volume", tags: { Name: "orders" } },
          { resourceType: "network-interface", tags: { Name: "orders" } },
        ],
        tags: { Name: "orders" },
      });
    });

    it("has a group in each zone's subnet that follows the template by its version number", () => {
      const template = run.one(T.LaunchTemplate);
      const target = run.byType(T.TargetGroup)[0];
      for (const zone of ZONES) {
        expect(run.named(`orders-asg-${zone}`).inputs).to.deep.equal({
          minSize: 1,
          maxSize: 2,
          launchTemplate: { id: template.id, version: "1" },
          vpcZoneIdentifiers: [run.named(`net-${zone}`).id],
          targetGroupArns: [target?.id],
          healthCheckType: "ELB",
          healthCheckGracePeriod: 120,
          defaultInstanceWarmup: 120,
          waitForCapacityTimeout: "10m",
          instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
          instanceRefresh: {
            strategy: "Rolling",
            preferences: {
              minHealthyPercentage: 100,
              maxHealthyPercentage: 200,
              autoRollback: true,
              skipMatching: true,
            },
          },
          tags: [{ key: "Name", value: `orders-asg-${zone}`, propagateAtLaunch: true }],
        });
      }
    });

    it("scales each zone by its own CPU load", () => {
      expect(run.named("orders-cpu-use1-az2").inputs).to.deep.equal({
        autoscalingGroupName: run.named("orders-asg-use1-az2").outputs.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: 60,
        },
      });
    });

    it("starts no instance before the listener, the rules and the permissions are there", () => {
      const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
      const awaited = (type: string) =>
        run
          .named("orders-asg-use1-az1")
          .dependencies.filter((urn) => urn.includes(type))
          .map(nameOf);
      expect(awaited(T.Listener)).to.deep.equal(["orders-api"]);
      expect(awaited(T.SecurityGroupIngressRule)).to.deep.equal(["orders-from-nlb-tcp-3000"]);
      expect(awaited(T.SecurityGroupEgressRule)).to.have.members(["orders-nlb-to-fleet-tcp-3000", "orders-to-s3"]);
      expect(awaited(T.RolePolicyAttachment)).to.deep.equal(["orders-ssm"]);
    });

    it("publishes what others refer to", async () => {
      const outputs = {
        securityGroupId: run.named("orders-sg").id,
        roleArn: run.one(T.Role).outputs.arn,
        roleName: run.one(T.Role).outputs.name,
        launchTemplateId: run.one(T.LaunchTemplate).id,
        launchTemplateVersion: 1,
        autoScalingGroupNames: Object.fromEntries(ZONES.map((zone) => [zone, run.named(`orders-asg-${zone}`).id])),
      };
      expect(run.one(COMPONENT).outputs).to.deep.equal(outputs);
      expect(await promiseOf(run.result.autoScalingGroupNames)).to.deep.equal(outputs.autoScalingGroupNames);
    });
  });

  describe("with an artifact and every setting", () => {
    let run: Recorded<Fleet>;
    before(async () => {
      run = await withMocks(() => {
        const network = rawNetwork("net", ZONES);
        const service = {
          name: "orders",
          ports: [{ ...API, targetPort: 80, proxyProtocol: true, healthCheck: { port: 8080 } }],
        };
        const balancer = new ServiceLoadBalancer("orders", { ...network, services: [service] });
        const endpoints = new ec2.SecurityGroup("endpoints", { vpcId: network.vpcId });
        const bucket = new s3.Bucket("artifacts");
        return new Fleet("orders", {
          ...network,
          service,
          imageId: pulumi.output(AMI),
          instanceType: "t4g.medium",
          targetGroupArns: [balancer.targetGroupArns.apply((arns) => arns["orders-api"] ?? "")],
          loadBalancerSecurityGroupId: balancer.securityGroupId,
          perZone: { min: 2, max: 6 },
          zoneOverrides: { "use1-az4": { min: 3, max: 3 } },
          rootDeviceName: "/dev/sda1",
          volumeSizeGb: 40,
          cpuTargetPercent: 0,
          warmupSeconds: 30,
          healthCheckGraceSeconds: 60,
          capacityTimeoutMinutes: 0,
          refresh: { minHealthyPercentage: 50 },
          artifact: { bucket: bucket.bucket, key: `${SHA256}/orders.tar.gz`, sha256: pulumi.output(SHA256) },
          startCommand: "node main.js",
          environment: { LOG: "it's" },
          packages: ["nodejs24"],
          policyArns: { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
          endpointSecurityGroupId: endpoints.id,
          egressCidrs: ["10.20.0.0/16", "2001:db8::/32"],
          displayName: "shop",
          tags: { team: "orders" },
        });
      });
    });

    it("installs the artifact by user data of ours, which says what the load balancer is set to", () => {
      const text = Buffer.from(String(run.one(T.LaunchTemplate).inputs.userData), "base64").toString();
      expect(text).to.equal(
        userData({
          service: "orders",
          region: "us-east-1",
          artifact: {
            bucket: String(run.named("artifacts").outputs.bucket),
            key: `${SHA256}/orders.tar.gz`,
            sha256: SHA256,
          },
          startCommand: "node main.js",
          environment: { LOG: "it's", PORT: "80", PROXY_PROTOCOL: "v2" },
          packages: ["nodejs24"],
          privilegedPort: true,
        }),
      );
    });

    it("may read the artifact and has the further policies, before an instance starts", () => {
      const policy = run.one(T.RolePolicy);
      expect(policy.name).to.equal("orders-artifact");
      expect(JSON.parse(String(policy.inputs.policy)).Statement[0].Resource).to.equal(
        `arn:aws:s3:::${run.named("artifacts").outputs.bucket}/${SHA256}/orders.tar.gz`,
      );
      expect(run.named("orders-policy-agent").inputs.policyArn).to.equal(
        "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      );
      const { dependencies } = run.named("orders-asg-use1-az1");
      expect(dependencies).to.include.members([policy.urn, run.named("orders-policy-agent").urn]);
    });

    it("has its own capacity where a zone has an exception, and no scaling policy", () => {
      const sizes = run.byType(T.AutoScalingGroup).map(({ name, inputs }) => [name, inputs.minSize, inputs.maxSize]);
      expect(sizes).to.have.deep.members([
        ["orders-asg-use1-az1", 2, 6],
        ["orders-asg-use1-az2", 2, 6],
        ["orders-asg-use1-az4", 3, 3],
      ]);
      expect(run.byType(T.AutoScalingPolicy)).to.deep.equal([]);
    });

    it("passes bounds and times on to the groups", () => {
      expect(run.named("orders-asg-use1-az1").inputs).to.deep.include({
        healthCheckGracePeriod: 60,
        defaultInstanceWarmup: 30,
        waitForCapacityTimeout: "0",
        instanceMaintenancePolicy: { minHealthyPercentage: 50, maxHealthyPercentage: 150 },
      });
    });

    it("admits health checks on their own port, and lets instances out to endpoints and the listed blocks", () => {
      const ours = run.named("orders-sg").id;
      expect(run.byType(T.SecurityGroupIngressRule).map(({ name }) => name)).to.have.members([
        "orders-from-nlb-tcp-80",
        "orders-from-nlb-tcp-8080",
      ]);
      const rules = run.byType(T.SecurityGroupEgressRule).filter(({ inputs }) => inputs.securityGroupId === ours);
      expect(rules.map(({ name }) => name)).to.have.members([
        "orders-to-s3",
        "orders-to-endpoints",
        "orders-to-10-20-0-0-16",
        "orders-to-2001-db8---32",
      ]);
      expect(run.named("orders-to-endpoints").inputs).to.include({
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        referencedSecurityGroupId: run.named("endpoints").id,
      });
      expect(run.named("orders-to-10-20-0-0-16").inputs).to.deep.equal({
        securityGroupId: ours,
        ipProtocol: "-1",
        cidrIpv4: "10.20.0.0/16",
        description: "Dependencies of the service",
        tags: { team: "orders" },
      });
    });

    it("tags instances through their group, and volumes and network interfaces through the template", () => {
      expect(run.named("orders-asg-use1-az1").inputs.tags).to.deep.equal([
        { key: "team", value: "orders", propagateAtLaunch: true },
        { key: "Name", value: "shop-asg-use1-az1", propagateAtLaunch: true },
      ]);
      const tags = { team: "orders", Name: "shop" };
      expect(run.one(T.LaunchTemplate).inputs).to.deep.include({
        tagSpecifications: [
          { resourceType: "volume", tags },
          { resourceType: "network-interface", tags },
        ],
        tags,
        blockDeviceMappings: [
          {
            deviceName: "/dev/sda1",
            ebs: { volumeSize: 40, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
          },
        ],
      });
    });
  });

  it("takes user data of the caller's own as it is", async () => {
    const run = await fleet({ args: { userData: pulumi.output("#!/bin/sh\necho é\n") } });
    expect(Buffer.from(String(run.one(T.LaunchTemplate).inputs.userData), "base64").toString()).to.equal(
      "#!/bin/sh\necho é\n",
    );
  });

  it("leaves ports with other targets than instances to others", async () => {
    const run = await fleet({
      ports: [API, { name: "db", port: 5432, targetType: TargetType.Ip, targetIds: ["10.20.0.9"] }],
    });
    expect(run.byType(T.SecurityGroupIngressRule).map(({ name }) => name)).to.deep.equal(["orders-from-nlb-tcp-3000"]);
  });

  it("opens UDP together with the TCP of its health checks", async () => {
    const run = await fleet({ ports: [{ name: "dns", port: 53, protocol: PortProtocol.Udp }] });
    expect(run.byType(T.SecurityGroupIngressRule).map(({ name }) => name)).to.have.members([
      "orders-from-nlb-udp-53",
      "orders-from-nlb-tcp-53",
    ]);
  });

  it("keeps the names of all children when a zone is added", async () => {
    const names = (run: Recorded<unknown>) => childrenOf(run).map(({ name }) => name);
    const before = names(await fleet());
    const after = names(await fleet({ zones: ["use1-az6", ...ZONES] }));
    expect(after).to.have.members([...before, "orders-asg-use1-az6", "orders-cpu-use1-az6"]);
  });

  describe("refuses before it creates anything", () => {
    const args: FleetArgs = {
      service: { name: "orders", ports: [API] },
      vpcId: "vpc-0123456789abcdef0",
      subnetIds: { "use1-az1": "subnet-0123456789abcdef0" },
      imageId: AMI,
      instanceType: "t4g.small",
      targetGroupArns: [],
      loadBalancerSecurityGroupId: "sg-0123456789abcdef0",
    };
    const refused = (changes: Partial<FleetArgs>, name = "orders") =>
      refusalOf(() => new Fleet(name, { ...args, ...changes }));

    it("everything that is wrong, at once", async () => {
      const { message, count } = await refused(
        {
          service: { name: "orders", ports: [{ ...API, healthCheck: { intervalSeconds: 1 } }] },
          imageId: "al2023",
          instanceType: "small",
          zoneOverrides: { "use1-az2": { min: 1 } },
          loadBalancerSecurityGroupId: "nlb-sg",
          artifact: { bucket: "artifacts", key: "orders.tar.gz", sha256: "abc" },
          environment: { "1X": "" },
          policyArns: { Agent: "CloudWatchAgentServerPolicy" },
        },
        "Orders",
      );
      expect(count).to.deep.equal({ [COMPONENT]: 1 });
      expect(message).to.equal(
        [
          'Fleet "Orders" cannot be created.',
          'name: "Orders" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
          "service.ports[0].healthCheck.intervalSeconds: 1 is not a whole number of seconds from 5 to 300; use a number from 5 to 300.",
          'instanceType: "small" is not an EC2 instance type; use one such as t4g.small.',
          'zoneOverrides["use1-az2"]: "use1-az2" is not among the fleet\'s zones, use1-az1; use one of them, or remove the override.',
          'environment["1X"]: "1X" is not the name of an environment variable; use letters, digits and underscores, and no digit first.',
          'imageId: "al2023" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
          'loadBalancerSecurityGroupId: "nlb-sg" is not the id of a security group; use one such as sg-0123456789abcdef0.',
          'artifact.sha256: "abc" is not a SHA-256; use the output of sha256sum, 64 hexadecimal digits in lowercase.',
          'policyArns.Agent: "Agent" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
          'policyArns.Agent: "CloudWatchAgentServerPolicy" is not the ARN of an IAM policy; use one such as arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy.',
        ].join(" "),
      );
    });

    it("a name that makes the role's too long", async () => {
      const { message } = await refused({}, "o".repeat(52));
      expect(message).to.include(
        "of a role 57 characters long, and 56 is the longest (AWS allows 64, Pulumi appends 8); shorten it by 1 character.",
      );
    });

    it("a service without a port for instances", async () => {
      const port = { ...API, targetType: TargetType.Ip, targetIds: ["10.0.0.1"] };
      const { message } = await refused({ service: { name: "orders", ports: [port] } });
      expect(message).to.equal(
        'Fleet "orders" cannot be created. service.ports: ["api"] has no port that is served by instances; give a port with targetType instance, or make no fleet for this service.',
      );
    });

    it("user data besides an artifact", async () => {
      const { message } = await refused({
        userData: "#!/bin/sh\n",
        artifact: { bucket: "b", key: "k", sha256: SHA256 },
      });
      expect(message).to.equal(
        'Fleet "orders" cannot be created. userData: "(a script)" is given besides artifact, which user data of our own installs; keep one of the two.',
      );
    });

    it("an environment without an artifact", async () => {
      const { message } = await refused({ environment: { A: "1" } });
      expect(message).to.equal(
        'Fleet "orders" cannot be created. environment: {"A":"1"} is set, but there is no artifact to start; give the artifact, or remove it.',
      );
    });

    it("an environment that does not fit into user data", async () => {
      const artifact = { bucket: "b", key: "k", sha256: SHA256 };
      const { message } = await refused({ artifact, environment: { A: "x".repeat(16_000) } });
      expect(message).to.match(/environment: "\d+ bytes" makes user data of \d+ bytes, and EC2 takes at most 16384/);
    });
  });

  describe("refuses as an Output", () => {
    it("an image, a hash and a script that AWS would refuse", async () => {
      expect(await rejection(fleet({ args: { imageId: pulumi.output("al2023") } }))).to.include(
        'Fleet "orders" cannot be created. imageId: "al2023" is not the id of an AMI; use one such as ami-0123456789abcdef0.',
      );
      const artifact = { bucket: "artifacts", key: "orders.tar.gz", sha256: pulumi.output("abc") };
      expect(await rejection(fleet({ args: { artifact } }))).to.include(
        'Fleet "orders" cannot be created. artifact.sha256: "abc" is not a SHA-256; use the output of sha256sum, 64 hexadecimal digits in lowercase.',
      );
      expect(await rejection(fleet({ args: { userData: pulumi.output("x".repeat(16_385)) } }))).to.include(
        'Fleet "orders" cannot be created. userData: "16385 bytes" makes user data of 16385 bytes, and EC2 takes at most 16384; put large values into the artifact or a parameter store.',
      );
    });
  });
});
