import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeSubnetsCommand,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import { CreateTargetGroupCommand, TargetTypeEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsClients } from "../../../automation/aws/clients";
import { present } from "./clients";

/** A fleet on the emulator, as a stack makes one: a group for each zone, all in one target group. */
export interface TestFleet {
  readonly name: string;
  readonly region: string;
  readonly templateId: string;
  readonly targetGroupArn: string;
  /** Name of the Auto Scaling group by AZ id. */
  readonly groups: Readonly<Record<string, string>>;
}

const ZONES = 2;

let made = 0;

/** A fleet of so many instances in each of two zones. */
export async function testFleet(aws: AwsClients, region: string, perZone: number): Promise<TestFleet> {
  const name = `fleet-${++made}`;
  const ec2 = await aws.ec2(region);
  const { ImageId } = await ec2.send(new RegisterImageCommand({ Name: name, RootDeviceName: "/dev/xvda" }));
  const { LaunchTemplate: template } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: name,
      LaunchTemplateData: { ImageId, InstanceType: "t4g.small" },
    }),
  );
  const templateId = present(template?.LaunchTemplateId, "launch template");
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "default-for-az", Values: ["true"] }] }),
  );
  const targetGroupArn = await targetGroup(aws, region, name, present(Subnets[0]?.VpcId, "VPC"));
  const autoScaling = await aws.autoScaling(region);
  const groups: Record<string, string> = {};
  for (const { SubnetId, AvailabilityZoneId } of Subnets.slice(0, ZONES)) {
    const zoneId = present(AvailabilityZoneId, "zone");
    const group = `${name}-asg-${zoneId}`;
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: group,
        MinSize: perZone,
        MaxSize: perZone + 2,
        DesiredCapacity: perZone,
        LaunchTemplate: { LaunchTemplateId: templateId, Version: "1" },
        VPCZoneIdentifier: SubnetId,
        TargetGroupARNs: [targetGroupArn],
      }),
    );
    groups[zoneId] = group;
  }
  return { name, region, templateId, targetGroupArn, groups };
}

/** A target group, of instances unless another type is given. */
export async function targetGroup(
  aws: AwsClients,
  region: string,
  Name: string,
  VpcId: string,
  TargetType: TargetTypeEnum = TargetTypeEnum.INSTANCE,
): Promise<string> {
  const { TargetGroups = [] } = await (await aws.loadBalancing(region)).send(
    new CreateTargetGroupCommand({ Name, Protocol: "TCP", Port: 3000, VpcId, TargetType }),
  );
  return present(TargetGroups[0]?.TargetGroupArn, "target group");
}

/** Ids of the instances of a zone, sorted. */
export async function instancesIn(aws: AwsClients, { groups, region }: TestFleet, zoneId: string): Promise<string[]> {
  const { AutoScalingGroups = [] } = await (await aws.autoScaling(region)).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [groups[zoneId] ?? ""] }),
  );
  return (AutoScalingGroups[0]?.Instances ?? []).map(({ InstanceId }) => present(InstanceId, "instance")).sort();
}

/** Gives all groups the next version of the template, as an update does; a refresh to it, if wanted, succeeds at once. */
export async function nextVersion(aws: AwsClients, fleet: TestFleet, refresh: boolean): Promise<number> {
  const { region, templateId: LaunchTemplateId, groups } = fleet;
  const { LaunchTemplateVersion: version } = await (await aws.ec2(region)).send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId,
      SourceVersion: "1",
      LaunchTemplateData: { InstanceType: "t4g.medium" },
    }),
  );
  const number = present(version?.VersionNumber, "version");
  const LaunchTemplate = { LaunchTemplateId, Version: String(number) };
  const autoScaling = await aws.autoScaling(region);
  for (const AutoScalingGroupName of Object.values(groups)) {
    await autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate }));
    if (!refresh) continue;
    const DesiredConfiguration = { LaunchTemplate };
    await autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName, DesiredConfiguration }));
  }
  return number;
}
