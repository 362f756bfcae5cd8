import path from "node:path";
import type { Project } from "../../plan/project";
import type { Place, StackSubject } from "../../stacks/place";
import { PlaceError } from "../../stacks/place-error";
import type { Terminal } from "../../terminal/terminal";
import { keptArchives, notOnSandbox } from "../archives";
import type { HealthSource } from "../gate/health";
import type { Archives } from "../request";
import { sandboxEngine } from "./sandbox-engine";

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

/** The same for a command that has `--sandbox`, which is what those need who have no backend. */
export async function openOwnOrHint(project: Project, terminal: Pick<Terminal, "env">): Promise<Workplace> {
  try {
    return await openOwn(project, terminal);
  } catch (error) {
    if (!(error instanceof PlaceError)) throw error;
    throw new PlaceError(`${error.message}\nTo rehearse it without an account and without a backend, say --sandbox.`);
  }
}

/** Opens the sandbox of the project. Progress of what makes an engine for it goes to stderr. */
export async function openRehearsal(
  project: Project,
  terminal: Pick<Terminal, "stderr">,
  unhealthy: readonly string[],
): Promise<Workplace> {
  const { openSandboxPlace } = await import("../../stacks/sandbox-place.js");
  const { SandboxHealth } = await import("../gate/sandbox-health.js");
  const engine = await sandboxEngine(terminal);
  const place = await openSandboxPlace(project, engine, path.join(project.root, REHEARSAL));
  return {
    place,
    health: new SandboxHealth(place.world.cloud, unhealthy),
    // Nobody is connected to a service that exists on the sandbox only.
    guard: async () => [],
    archives: keptArchives(place.journalFolder, notOnSandbox),
    close: () => place.close(),
  };
}
