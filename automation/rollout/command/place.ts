import path from "node:path";
import { findEngine } from "../../engine/find";
import { LockHeld } from "../../engine/lock";
import type { Project } from "../../plan/project";
import type { Place, StackSubject } from "../../stacks/place";
import { Refused } from "../../terminal/refused";
import type { Terminal } from "../../terminal/terminal";
import { keptArchives, notOnSandbox } from "../archives";
import type { HealthSource } from "../gate/health";
import type { Archives } from "../request";

/** Where a command works, and by what it knows of the stacks there. */
export interface Workplace {
  readonly place: Place;
  readonly health: HealthSource;
  /** Why stacks must not be destroyed there. */
  readonly guard: (subjects: readonly StackSubject[]) => Promise<readonly string[]>;
  /** Archives for a rollback; the runner's own where there are none. */
  readonly archives?: Archives;
  close(): Promise<void>;
}

/** Where the sandbox of rehearsals keeps its AWS account and the state of its stacks, below the project. */
export const REHEARSAL = path.join(".privatelink", "rehearsal");

/** Opens the user's own backend and account. */
export async function openOwn(project: Project, { env }: Pick<Terminal, "env">): Promise<Workplace> {
  const { openOwnPlace } = await import("../../stacks/own-place.js");
  const { AwsHealth } = await import("../gate/aws-health.js");
  const { guardDestroy } = await import("../../stacks/live-connections.js");
  const place = await openOwnPlace(project, env);
  const health = new AwsHealth();
  return {
    place,
    health,
    guard: (subjects) => guardDestroy(subjects, { env }),
    close: async () => {
      health.close();
      await place.close();
    },
  };
}

/** Opens the sandbox of the project. Progress of what makes an engine for it goes to stderr. */
export async function openRehearsal(
  project: Project,
  { stderr }: Pick<Terminal, "stderr">,
  unhealthy: readonly string[],
): Promise<Workplace> {
  const { openSandboxPlace } = await import("../../stacks/sandbox-place.js");
  const { SandboxHealth } = await import("../gate/sandbox-health.js");
  let told = "";
  const lookup = await findEngine({
    onProgress: ({ step }) => {
      if (step !== told) stderr.write(`Pulumi engine: ${step}\n`);
      told = step;
    },
  });
  if (lookup.engine === undefined) {
    throw new Refused(`${lookup.reason} Without an engine, privatelink plan shows what the stacks would be.`);
  }
  const { engine } = lookup;
  const place = await alone(() => openSandboxPlace(project, engine, path.join(project.root, REHEARSAL)));
  return {
    place,
    health: new SandboxHealth(place.world.cloud, unhealthy),
    // Nobody is connected to a service that exists on the sandbox only.
    guard: async () => [],
    archives: keptArchives(place.journalFolder, notOnSandbox),
    close: () => place.close(),
  };
}

async function alone<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new Refused(
      `Process ${error.holder} works on the sandbox in ${REHEARSAL} at the moment: wait until it has ended.`,
    );
  }
}
