import { z } from "zod";
import type { StackOutputValues } from "../../stacks/place";

/** The outputs of a stack by which its health is asked for. */
const watchedOutputs = z.object({
  accountId: z.string(),
  serviceId: z.string(),
  supportedRegions: z.array(z.string()),
  targetGroupArns: z.record(z.string(), z.string()),
  autoScalingGroupNames: z.record(z.string(), z.record(z.string(), z.string())),
  alarmNames: z.array(z.string()),
});

export type Watched = z.infer<typeof watchedOutputs>;

/** The outputs that say what belongs to the stack, or a clause about those that do not. */
export function watched(outputs: StackOutputValues): Watched | string {
  const read = watchedOutputs.safeParse(outputs);
  if (read.success) return read.data;
  const names = [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  return `its ${names.length === 1 ? "output" : "outputs"} ${names.join(", ")} ${names.length === 1 ? "does" : "do"} not say what belongs to it; bring it up with this version of saas-privatelink`;
}

/** A zone of a fleet. */
export interface WatchedGroup {
  readonly zoneId: string;
  /** Name of the Auto Scaling group. */
  readonly name: string;
}

export function groupsOf({ autoScalingGroupNames }: Pick<Watched, "autoScalingGroupNames">): WatchedGroup[] {
  return Object.values(autoScalingGroupNames).flatMap((byZone) =>
    Object.entries(byZone).map(([zoneId, name]) => ({ zoneId, name })),
  );
}
