import type { Clock } from "../clock";
import { buildArtifacts } from "../plan/artifacts";
import { type Project, stackFile } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";
import { keptArchives } from "../rollout/archives";
import { earlierSettings } from "../rollout/earlier-settings";
import type { Interruption } from "../rollout/interruption";
import type { Place } from "../stacks/place";
import { StacksBusy, workAlone } from "../stacks/work-lock";
import { Refused } from "../terminal/refused";
import type { Drained } from "./drain";
import { drainServices } from "./drain-services";
import { forgetStack } from "./forget";
import type { Condemned } from "./removable";
import { removeStack } from "./removal";
import { markRemoval, unmarkRemoval } from "./removal-mark";
import type { RemovalSite } from "./removal-site";

/** How a stack of a project is taken away. */
export interface Removing {
  readonly project: Project;
  readonly site: Pick<RemovalSite, "place" | "apiOf">;
  readonly graceMinutes: number;
  readonly timeoutMinutes: number;
  readonly clock: Clock;
  readonly interruption: Interruption;
  readonly tell: (text: string) => void;
}

/** Builds what the updates before the destroy read, which run the program. */
export async function prepareRemoval(project: Project, stack: string): Promise<void> {
  await buildArtifacts(project.root, [readStackConfig(project, stack, stackFile(project, stack))]);
}

/** Drains, destroys and forgets a stack of a project. */
export async function carryOut({ stack, subject, services }: Condemned, removing: Removing): Promise<Drained> {
  const { project, site, graceMinutes, timeoutMinutes, clock, interruption, tell } = removing;
  const handle = site.place.stack(stack);
  await markRemoval(site.place, stack);
  return removeStack({
    stack: handle,
    settings: async (earlier) => {
      const archives = keptArchives(site.place.journalFolder);
      return earlierSettings(earlier, await handle.settings(), project.root, subject, archives);
    },
    interruption,
    tell,
    drain: (signal) =>
      drainServices(site, services, { graceMinutes, timeoutMinutes, clock, signal, tell: (text) => tell(`  ${text}`) }),
    forget: async () => {
      for (const note of await forgetStack(project, stack)) tell(note);
      await unmarkRemoval(site.place, stack);
    },
  });
}

/** Removes a stack of a place while no rollout works there. Throws a {@link Refused} while one does. */
export async function removingAlone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await workAlone(place, work);
  } catch (error) {
    throw error instanceof StacksBusy ? new Refused(error.message) : error;
  }
}
