import { DescribeInstanceTypesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { listed } from "../../components/lib/words";
import type { KnownImage } from "./image";
import type { ImageStack } from "./stacks";

/**
 * Stacks of a Region whose instances cannot run an AMI, because it is built for another processor. A type that the Region
 * does not have is none of its business: the stack's next plan says so.
 */
export async function architectureProblems(
  ec2: EC2Client,
  { id, architecture }: KnownImage,
  stacks: readonly ImageStack[],
): Promise<string[]> {
  const wanted = [...new Set(stacks.flatMap(({ instanceTypes }) => instanceTypes))];
  if (architecture === undefined || wanted.length === 0) return [];
  const { InstanceTypes = [] } = await ec2.send(
    new DescribeInstanceTypesCommand({ Filters: [{ Name: "instance-type", Values: wanted }] }),
  );
  const known = new Map(
    InstanceTypes.map(({ InstanceType, ProcessorInfo }) => [
      String(InstanceType),
      (ProcessorInfo?.SupportedArchitectures ?? []).map(String),
    ]),
  );
  return stacks.flatMap(({ stack, instanceTypes }) =>
    instanceTypes.flatMap((type) => {
      const supported = known.get(type);
      if (supported === undefined || supported.includes(architecture)) return [];
      return [
        `${stack}: fleet.instanceType: ${JSON.stringify(type)} runs ${listed(supported)}, and ${id} is built for ${architecture}; promote another AMI, or change the type first.`,
      ];
    }),
  );
}
