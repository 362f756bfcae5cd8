import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  ModifyLaunchTemplateCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { credentialsOf, present } from "./clients";
import { emulator } from "./emulator";
import type { ImageWorld } from "./images";

/** Users of an AMI in us-east-2, of each kind. */

const OHIO = "us-east-2";

export async function runInstance(here: ImageWorld, imageId: string): Promise<string> {
  const { Instances = [] } = await (await here.ec2(OHIO)).send(
    new RunInstancesCommand({ ImageId: imageId, MinCount: 1, MaxCount: 1 }),
  );
  return present(Instances[0]?.InstanceId, "instance");
}

/** Version 1, the default, has the image; version 2, the latest, another one. */
export async function defaultVersion(here: ImageWorld, imageId: string): Promise<void> {
  const ec2 = await here.ec2(OHIO);
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: "fleet",
      LaunchTemplateData: { ImageId: imageId, InstanceType: "t3.small" },
    }),
  );
  const other = await here.build(OHIO, "other");
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName: "fleet",
      LaunchTemplateData: { ImageId: other, InstanceType: "t3.small" },
    }),
  );
}

/** A group that runs version 1, which is neither the default nor the latest one any more. */
export async function groupVersion(here: ImageWorld, imageId: string): Promise<void> {
  await defaultVersion(here, imageId);
  await (await here.ec2(OHIO)).send(
    new ModifyLaunchTemplateCommand({ LaunchTemplateName: "fleet", DefaultVersion: "2" }),
  );
  await group(here, { LaunchTemplate: { LaunchTemplateName: "fleet", Version: "1" } });
}

/** A group whose instances are being replaced by those of version 2. */
export async function refreshing(here: ImageWorld, imageId: string): Promise<void> {
  await defaultVersion(here, imageId);
  await (await here.ec2(OHIO)).send(
    new ModifyLaunchTemplateCommand({ LaunchTemplateName: "fleet", DefaultVersion: "2" }),
  );
  await group(here, { LaunchTemplate: { LaunchTemplateName: "fleet", Version: "2" } });
  const { control } = await emulator();
  await control.setHealth({ group: `g-${here.account}`, refresh: { status: "Baking", version: 2 } });
}

export async function launchConfiguration(here: ImageWorld, imageId: string): Promise<void> {
  const scaling = await scalingOf(here);
  await scaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: "old",
      ImageId: imageId,
      InstanceType: "t3.small",
    }),
  );
  await group(here, { LaunchConfigurationName: "old" });
}

async function group(
  here: ImageWorld,
  from: Pick<
    ConstructorParameters<typeof CreateAutoScalingGroupCommand>[0],
    "LaunchTemplate" | "LaunchConfigurationName"
  >,
): Promise<void> {
  const scaling = await scalingOf(here);
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: `g-${here.account}`,
      MinSize: 0,
      MaxSize: 1,
      DesiredCapacity: 0,
      AvailabilityZones: ["us-east-2a"],
      ...from,
    }),
  );
}

async function scalingOf(here: ImageWorld): Promise<AutoScalingClient> {
  const { url } = await emulator();
  return new AutoScalingClient({ endpoint: url, region: OHIO, credentials: await credentialsOf(here.account) });
}
