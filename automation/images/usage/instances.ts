import { DescribeInstancesCommand, type EC2Client } from "@aws-sdk/client-ec2";

/** AWS takes so many values of a filter at once. */
const MOST_VALUES = 200;
const PAGE = 1000;
/** All but `terminated`. */
const ALIVE = ["pending", "running", "shutting-down", "stopping", "stopped"];

export interface RunningInstance {
  readonly instanceId: string;
  readonly imageId: string;
}

/** Instances that were started from AMIs and are not terminated. */
export async function instancesOf(ec2: EC2Client, imageIds: readonly string[]): Promise<RunningInstance[]> {
  const found: RunningInstance[] = [];
  for (let from = 0; from < imageIds.length; from += MOST_VALUES) {
    const Filters = [
      { Name: "image-id", Values: imageIds.slice(from, from + MOST_VALUES) },
      { Name: "instance-state-name", Values: ALIVE },
    ];
    let NextToken: string | undefined;
    do {
      const page = await ec2.send(new DescribeInstancesCommand({ Filters, MaxResults: PAGE, NextToken }));
      const instances = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
      found.push(
        ...instances.map(({ InstanceId = "", ImageId = "" }) => ({ instanceId: InstanceId, imageId: ImageId })),
      );
      NextToken = page.NextToken;
    } while (NextToken);
  }
  return found;
}
