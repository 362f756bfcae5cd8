import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLaunchConfigurationsCommand,
} from "@aws-sdk/client-auto-scaling";
import { DescribeInstancesCommand, DescribeLaunchTemplateVersionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import { usageOf } from "../../../automation/images/usage/usage";

// The warning of the SDK about Node.js 20 would stand among the titles of the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const version = (number: number, ImageId: string, template = "lt-1") => ({
  LaunchTemplateId: template,
  LaunchTemplateName: `${template}-name`,
  VersionNumber: number,
  LaunchTemplateData: { ImageId },
});

describe("who uses an image", () => {
  const ec2 = mockClient(EC2Client);
  const scaling = mockClient(AutoScalingClient);
  const clients = [new EC2Client({ region: "us-east-2" }), new AutoScalingClient({ region: "us-east-2" })] as const;

  beforeEach(() => {
    ec2.reset();
    scaling.reset();
    ec2.on(DescribeInstancesCommand).resolves({});
    ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({});
    scaling.on(DescribeAutoScalingGroupsCommand).resolves({});
    scaling.on(DescribeInstanceRefreshesCommand).resolves({});
    scaling.on(DescribeLaunchConfigurationsCommand).resolves({});
  });

  after(() => {
    ec2.restore();
    scaling.restore();
  });

  it("is looked for on every page", async () => {
    const instance = (InstanceId: string, ImageId: string) => ({ Instances: [{ InstanceId, ImageId }] });
    ec2
      .on(DescribeInstancesCommand)
      .callsFake(({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { Reservations: [instance("i-1", "ami-1")], NextToken: "more" }
          : { Reservations: [instance("i-2", "ami-2")] },
      );
    const current = { Versions: ["$Latest", "$Default"] };
    ec2
      .on(DescribeLaunchTemplateVersionsCommand, current)
      .callsFake(({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { LaunchTemplateVersions: [version(1, "ami-0", "lt-0")], NextToken: "more" }
          : { LaunchTemplateVersions: [version(9, "ami-3", "lt-2")] },
      );
    scaling.on(DescribeAutoScalingGroupsCommand).callsFake(({ NextToken }: { NextToken?: string }) =>
      NextToken === undefined
        ? { AutoScalingGroups: [], NextToken: "more" }
        : {
            AutoScalingGroups: [
              { AutoScalingGroupName: "g", LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "4" } },
            ],
          },
    );
    ec2
      .on(DescribeLaunchTemplateVersionsCommand, { LaunchTemplateId: "lt-1" })
      .callsFake(({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { LaunchTemplateVersions: [version(5, "ami-5")], NextToken: "more" }
          : { LaunchTemplateVersions: [version(4, "ami-4")] },
      );
    const usage = await usageOf(...clients, ["ami-1", "ami-2", "ami-3", "ami-4", "ami-5"]);
    expect(Object.fromEntries(usage)).to.deep.equal({
      "ami-1": ["instance i-1"],
      "ami-2": ["instance i-2"],
      "ami-3": ["version 9 of launch template lt-2-name"],
      "ami-4": ["version 4 of launch template lt-1-name, which Auto Scaling group g runs"],
      "ami-5": [],
    });
  });

  it("is a group also by its policy for several instance types, and by an instance of an older version", async () => {
    const use = (Version: string) => ({ LaunchTemplateId: "lt-1", Version });
    scaling.on(DescribeAutoScalingGroupsCommand).callsFake(() => ({
      AutoScalingGroups: [
        {
          AutoScalingGroupName: "g",
          MixedInstancesPolicy: {
            LaunchTemplate: {
              LaunchTemplateSpecification: use("1"),
              Overrides: [{ LaunchTemplateSpecification: use("2") }],
            },
          },
          Instances: [{ LaunchTemplate: use("3") }],
        },
      ],
    }));
    ec2
      .on(DescribeLaunchTemplateVersionsCommand, { LaunchTemplateId: "lt-1" })
      .resolves({ LaunchTemplateVersions: [1, 2, 3, 4].map((number) => version(number, `ami-${number}`)) });
    const usage = await usageOf(...clients, ["ami-1", "ami-2", "ami-3", "ami-4"]);
    expect([...usage].filter(([, users]) => users.length > 0).map(([id]) => id)).to.deep.equal([
      "ami-1",
      "ami-2",
      "ami-3",
    ]);
  });

  it("is a launch template that names it by an SSM parameter", async () => {
    ec2
      .on(DescribeLaunchTemplateVersionsCommand, { Versions: ["$Latest", "$Default"] })
      .resolves({ LaunchTemplateVersions: [version(2, "resolve:ssm:/images/orders")] });
    ec2
      .on(DescribeLaunchTemplateVersionsCommand, { LaunchTemplateId: "lt-1", Versions: ["2"], ResolveAlias: true })
      .resolves({ LaunchTemplateVersions: [version(2, "ami-1")] });
    const usage = await usageOf(...clients, ["ami-1"]);
    expect(usage.get("ami-1")).to.deep.equal(["version 2 of launch template lt-1-name"]);
  });

  it("is not answered with nobody when AWS does not answer", async () => {
    const denied = new Error("not authorized");
    scaling.on(DescribeAutoScalingGroupsCommand).rejects(denied);
    const error = await usageOf(...clients, ["ami-1"]).catch((one: unknown) => one);
    expect(error).to.equal(denied);
  });

  it("is not asked for no image", async () => {
    expect((await usageOf(...clients, [])).size).to.equal(0);
    expect(ec2.calls()).to.deep.equal([]);
  });
});
