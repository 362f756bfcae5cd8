import type { AwsIdentity } from "../aws/identity";
import { type Clock, systemClock } from "../clock";
import type { Project } from "../plan/project";
import { Interruption } from "../rollout/interruption";
import { carryOut, prepareRemoval, removingAlone } from "./carry-out";
import type { Drained } from "./drain";
import { condemned, removableStack } from "./removable";
import { openRemovalSite, type RemovalSite } from "./removal-site";

/** Which stack is to go, and how its consumers are parted from it. */
export interface RegionRemoval {
  readonly project: Project;
  /** Name of the stack, or the Region that it is in. */
  readonly stack: string;
  /** Minutes in which consumers may leave by themselves before they are cut. Defaults to 0. */
  readonly graceMinutes?: number;
  /** Minutes in which the last connection must be gone after the cut. Defaults to 15. */
  readonly timeoutMinutes?: number;
  /** Told what is being done, a line each. Defaults to nobody. */
  readonly tell?: (text: string) => void;
  /** By what it can be ended early. Defaults to nothing. */
  readonly interruption?: Interruption;
  /** Environment of the engine, with backend and credentials. Defaults to that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where the stack is, with the calls about its service; the caller closes it. Defaults to the user's backend and AWS. */
  readonly site?: Pick<RemovalSite, "place" | "apiOf">;
  /** Defaults to the time of this machine. */
  readonly clock?: Clock;
}

/** What a removal has done. */
export interface RegionRemoved extends Drained {
  /** Name of the stack that is gone. */
  readonly stack: string;
}

/**
 * Takes a stack out of a project as `privatelink region remove` does, and without asking: closes its door, cuts its
 * consumers, destroys it, and deletes its stack file, by which the given project is out of date. Undefined for a Region
 * without a stack. The same call again goes on where one that threw has ended. Throws a `Refused` for a stack that is
 * needed, or where connections do not end in time, a `RemovalInterrupted`, an `OperationFailed`, or what AWS answers.
 */
export async function removeRegion(request: RegionRemoval): Promise<RegionRemoved | undefined> {
  const { project } = request;
  const removable = await removableStack(project, request.stack);
  if (removable === undefined) return undefined;
  const { stack, identity } = removable;
  const { site, close } = await siteOf(request, identity);
  try {
    const going = await condemned(site.place, removable);
    await prepareRemoval(project, stack);
    const removing = {
      project,
      site,
      graceMinutes: request.graceMinutes ?? 0,
      timeoutMinutes: request.timeoutMinutes ?? 15,
      clock: request.clock ?? systemClock,
      interruption: request.interruption ?? new Interruption(),
      tell: request.tell ?? (() => {}),
    };
    const drained = await removingAlone(site.place, () => carryOut(going, removing));
    return { stack, ...drained };
  } finally {
    await close();
  }
}

async function siteOf({ project, site, env = process.env }: RegionRemoval, identity: AwsIdentity | undefined) {
  if (site !== undefined) return { site, close: async () => {} };
  const own = await openRemovalSite(project, project, { env }, identity);
  return { site: own, close: () => own.close() };
}
