import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { network, TestAccount } from "../account";

const AMI = "ami-0123456789abcdef0";

describe("an Auto Scaling group in the sandbox", () => {
  function setting(instanceType = "t3.small") {
    const account = new TestAccount();
    const net = network(account, ["use1-az1", "use1-az3"]);
    const template = account.make(T.LaunchTemplate, "lt", {
      imageId: AMI,
      instanceType,
      vpcSecurityGroupIds: [net.group.id],
    });
    const args = {
      minSize: 1,
      maxSize: 2,
      vpcZoneIdentifiers: [net.subnets[0]?.id],
      launchTemplate: { id: template.id, version: "1" },
    };
    const refused = (change: Properties) => account.refusals(T.AutoScalingGroup, "g", { ...args, ...change });
    return { account, net, template, args, refused };
  }

  it("has the outputs that AWS computes, and keeps its capacity within new bounds", () => {
    const { account, args } = setting();
    const made = account.make(T.AutoScalingGroup, "g", args);
    expect(made.arn).to.match(
      /^arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/g-[0-9a-f]{7}$/,
    );
    expect(made).to.deep.include({ desiredCapacity: 1, availabilityZones: ["us-east-1b"], healthCheckType: "EC2" });
    const more = account.update(T.AutoScalingGroup, "g", made.id, { ...args, minSize: 3, maxSize: 6 });
    expect(more.desiredCapacity).to.equal(3);
    expect(account.update(T.AutoScalingGroup, "g", made.id, args).desiredCapacity).to.equal(2);
  });

  it("has a minimum within its maximum, and one way to launch", () => {
    const { refused } = setting();
    expect(refused({ minSize: 3 })).to.deep.equal([
      "minSize: ValidationError: Max bound, 2, must be greater than or equal to min bound, 3",
    ]);
    expect(refused({ desiredCapacity: 5 })).to.deep.equal([
      "desiredCapacity: ValidationError: Desired capacity:5 must be between the specified min size:1 and max size:2",
    ]);
    expect(refused({ launchTemplate: undefined })).to.deep.equal([
      "launchTemplate: one of launchConfiguration, launchTemplate, mixedInstancesPolicy must be given, got 0",
    ]);
    expect(refused({ vpcZoneIdentifiers: undefined })).to.deep.equal([
      "vpcZoneIdentifiers: one of vpcZoneIdentifiers and availabilityZones must be given",
    ]);
  });

  it("refreshes within AWS's percentages, and rolls back numbered versions only", () => {
    const { refused, template } = setting();
    const refresh = (preferences: Properties, version = "1") =>
      refused({ launchTemplate: { id: template.id, version }, instanceRefresh: { strategy: "Rolling", preferences } });
    expect(refresh({ minHealthyPercentage: 100, maxHealthyPercentage: 200, autoRollback: true })).to.deep.equal([]);
    const both = { minHealthyPercentage: 100, maxHealthyPercentage: 100 };
    expect(new Set(setting().refused({ instanceMaintenancePolicy: both }))).to.deep.equal(
      new Set([
        "instanceMaintenancePolicy: ValidationError: minHealthyPercentage and maxHealthyPercentage cannot both be 100",
      ]),
    );
    expect(
      setting().refused({ instanceMaintenancePolicy: { minHealthyPercentage: 50, maxHealthyPercentage: 200 } }),
    ).to.have.length(1);
    const fresh = setting();
    const latest = {
      launchTemplate: { id: fresh.template.id, version: "$Latest" },
      instanceRefresh: { preferences: { autoRollback: true } },
    };
    expect(fresh.refused(latest)).to.deep.equal([
      "instanceRefresh.preferences.autoRollback: ValidationError: auto rollback needs a numbered launch template version, not $Latest or $Default",
    ]);
  });

  it("launches a version that exists, of a type that the AZ offers", () => {
    const { refused, template, net } = setting();
    expect(refused({ launchTemplate: { id: template.id, version: "2" } })).to.deep.equal([
      `launchTemplate.version: ValidationError: InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 2 for the launch template with ID ${template.id}.`,
    ]);
    const inOldZone = { vpcZoneIdentifiers: [net.subnets[1]?.id] };
    expect(refused(inOldZone)).to.deep.equal([
      "vpcZoneIdentifiers: InvalidParameterCombination: Your requested instance type (t3.small) is not supported in your requested Availability Zone (use1-az3).",
    ]);
    const old = setting("t2.small");
    expect(old.refused({ vpcZoneIdentifiers: [old.net.subnets[1]?.id] })).to.deep.equal([]);
  });

  it("has subnets, security groups and target groups of one VPC, and targets by instance", () => {
    const { account, refused, net } = setting();
    const vpc = account.make(T.Vpc, "other", { cidrBlock: "10.1.0.0/16" });
    const far = account.make(T.Subnet, "far", {
      vpcId: vpc.id,
      cidrBlock: "10.1.0.0/24",
      availabilityZoneId: "use1-az1",
    });
    expect(refused({ vpcZoneIdentifiers: [far.id] })).to.deep.equal([
      `launchTemplate: ValidationError: InvalidGroup.NotFound: The security group '${net.group.id}' does not exist in VPC '${vpc.id}'`,
    ]);
    expect(refused({ vpcZoneIdentifiers: [net.subnets[0]?.id, far.id] })).to.include(
      "vpcZoneIdentifiers: ValidationError: the subnets belong to different VPCs",
    );
    const group = (name: string, vpcId: string, targetType: string) =>
      account.make(T.TargetGroup, name, { port: 80, protocol: "TCP", vpcId, targetType }).id;
    expect(refused({ targetGroupArns: [group("a", vpc.id, "instance")] })[0]).to.contain(
      "is not in the VPC of the subnets",
    );
    expect(refused({ targetGroupArns: [group("b", net.vpc.id, "ip")] })[0]).to.contain(
      "has target type ip; instance is needed",
    );
    expect(refused({ targetGroupArns: [group("c", net.vpc.id, "instance")] })).to.deep.equal([]);
  });

  it("is scaled by policies of groups that exist", () => {
    const { account, args } = setting();
    const made = account.make(T.AutoScalingGroup, "g", args);
    const tracking = { policyType: "TargetTrackingScaling", targetTrackingConfiguration: { targetValue: 60 } };
    const policyOf = (given: Properties) =>
      account.refusals(T.AutoScalingPolicy, "p", { autoscalingGroupName: made.id, ...given });
    expect(policyOf({ policyType: "TargetTrackingScaling" })).to.deep.equal([
      "targetTrackingConfiguration: must be given for policyType TargetTrackingScaling",
    ]);
    expect(policyOf({ ...tracking, autoscalingGroupName: "none" })).to.have.length(1);
    expect(policyOf(tracking)).to.deep.equal([]);
  });
});
