import type { EC2Client } from "@aws-sdk/client-ec2";
import { counted } from "../../components/lib/words";
import type { Answer, Quota } from "./facts";
import { type Finding, ok, problem, unknown } from "./finding";
import type { Needs } from "./needs";

/** vCPUs of a Region: what each type of the stack has, and what runs already. */
export interface Vcpus {
  readonly ofType: Readonly<Record<string, number>>;
  readonly inUse: number;
}

/** Code of the quota for On-Demand instances of the standard families, in vCPUs. */
export const STANDARD_VCPUS = "L-1216C47A";

/** Families whose instances count to that quota; the others have quotas of their own. */
const STANDARD = /^[acdhimrtz]\d/;
/** Types that one call takes. */
const TYPES_PER_CALL = 100;

function isStandard(instanceType: string): boolean {
  return STANDARD.test(instanceType);
}

/** Counts the vCPUs of On-Demand instances that run, and of one instance of each of the given types. */
export async function countVcpus(client: EC2Client, instanceTypes: readonly string[]): Promise<Vcpus> {
  const { paginateDescribeInstances } = await import("@aws-sdk/client-ec2");
  const running = new Map<string, number>();
  const Filters = [{ Name: "instance-state-name", Values: ["pending", "running"] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters })) {
    for (const { InstanceType: type, InstanceLifecycle } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
      // Spot instances have a quota of their own.
      if (type === undefined || InstanceLifecycle !== undefined || !isStandard(type)) continue;
      running.set(type, (running.get(type) ?? 0) + 1);
    }
  }
  const ofType = await vcpusOf(client, [...new Set([...running.keys(), ...instanceTypes])]);
  const inUse = [...running].reduce((sum, [type, count]) => sum + count * (ofType[type] ?? 0), 0);
  return { ofType, inUse };
}

async function vcpusOf(client: EC2Client, types: readonly string[]): Promise<Record<string, number>> {
  const { DescribeInstanceTypesCommand } = await import("@aws-sdk/client-ec2");
  const found: Record<string, number> = {};
  for (let start = 0; start < types.length; start += TYPES_PER_CALL) {
    // As a filter: a type that AWS does not know is then left out, and does not fail the call.
    const Filters = [{ Name: "instance-type", Values: types.slice(start, start + TYPES_PER_CALL) }];
    const { InstanceTypes = [] } = await client.send(new DescribeInstanceTypesCommand({ Filters }));
    for (const { InstanceType, VCpuInfo } of InstanceTypes) {
      if (InstanceType !== undefined && VCpuInfo?.DefaultVCpus !== undefined)
        found[InstanceType] = VCpuInfo.DefaultVCpus;
    }
  }
  return found;
}

/** Whether the fleets can start, and what they take at their largest. A new Region begins with few vCPUs. */
export function judgeVcpus(
  { fleets }: Pick<Needs, "fleets">,
  zones: readonly string[],
  vcpus: Answer<Vcpus>,
  quota: Answer<Quota>,
  remedy: string,
): Finding[] {
  const subject = "vCPUs";
  const standard = fleets.filter(({ instanceType }) => isStandard(instanceType));
  if (standard.length === 0 || zones.length === 0) return [];
  if ("reason" in vcpus) return [unknown(subject, vcpus.reason.replace(/\.$/, ""))];
  if ("reason" in quota) return [unknown(subject, quota.reason.replace(/\.$/, ""))];
  const { ofType, inUse } = vcpus.value;
  const missing = standard.find(({ instanceType }) => ofType[instanceType] === undefined);
  if (missing !== undefined) return [unknown(subject, `AWS does not say how many ${missing.instanceType} has`)];
  const total = (bound: "min" | "max") =>
    standard.reduce(
      (sum, { instanceType, capacityIn }) =>
        zones.reduce((inner, zone) => inner + capacityIn(zone)[bound] * (ofType[instanceType] ?? 0), sum),
      0,
    );
  const [least, most] = [total("min"), total("max")];
  const text = `${inUse} of ${counted(quota.value.value, "vCPU")} in use, ${least} more to start with and ${most} at most`;
  if (inUse + least > quota.value.value) return [problem(subject, `${text} (quota ${STANDARD_VCPUS}); ${remedy}`)];
  const short =
    inUse + most > quota.value.value ? `; the fleets cannot grow to their largest, unless you ${remedy}` : "";
  return [ok(subject, `${text}${short}`)];
}
