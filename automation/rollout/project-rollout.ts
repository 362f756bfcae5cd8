import { Operation } from "../engine/operation";
import { type Project, readProject } from "../plan/project";
import { wantedStacks } from "../plan/wanted";
import { Refused } from "../terminal/refused";
import { chosenPlan } from "./command/chosen";
import { openOwn, openRehearsal, type Workplace } from "./command/place";
import { preparedPlan } from "./command/prepare";
import { refuseObstacles } from "./command/refuse-obstacles";
import type { RolloutEvent, RolloutSummary } from "./events";
import type { HealthSource } from "./gate/health";
import { withGate } from "./given-gate";
import type { Interruption } from "./interruption";
import type { GateSettings, RolloutPlan } from "./plan";
import { judgeOptions } from "./project-options";
import { RolloutRefused } from "./request";
import { runRollout } from "./rollout";
import { refuseLeftAlone } from "./unhealthy";

/** What `rollout` is to do. */
export interface ProjectRollout {
  /** Folder of the project: that of Pulumi.yaml. */
  readonly project: string;
  /** Defaults to `up`. */
  readonly operation?: Operation;
  /** Stacks to work on. Defaults to all that are in waves. */
  readonly stacks?: readonly string[];
  /** Waves to go through. Defaults to all. */
  readonly waves?: readonly string[];
  /** File of the plan. Defaults to `rollout.yaml` of the project, and without one to the order of the stacks' references. */
  readonly file?: string;
  /** How many engines run at once. Defaults to what the plan says. */
  readonly parallel?: number;
  /** URNs or logical names of resources, to which the operation is confined in each stack. Defaults to whole stacks. */
  readonly targets?: readonly string[];
  /** Whether the gates of the waves are held. Defaults to true. */
  readonly gates?: boolean;
  /**
   * Settings in place of those that the gates of all waves have, for example a shorter `timeoutMinutes` for a rehearsal. A wave
   * without a gate gets none by it. Defaults to what the plan says.
   */
  readonly gate?: Partial<GateSettings>;
  /** Goes on after the last healthy wave of the `up` before. Defaults to false. */
  readonly resume?: boolean;
  /**
   * Works on an AWS that is played inside this process, and on a backend below `.privatelink` of the project: no account
   * is needed, and nothing outside is touched. Defaults to false: the user's backend and AWS account.
   */
  readonly sandbox?: boolean;
  /** Stacks that are not healthy on the sandbox. Defaults to none. */
  readonly unhealthy?: readonly string[];
  /** Who knows whether stacks are healthy. Defaults to AWS, or to the sandbox. */
  readonly health?: HealthSource;
  /** Told everything that happens, in its order. */
  readonly onEvent?: (event: RolloutEvent) => void;
  /** By what it can be ended early. Defaults to nothing: signals of the process are the caller's. */
  readonly interruption?: Interruption;
  /** Environment of the engine, with backend and credentials. Defaults to that of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Does an operation with the stacks of a project, wave by wave, as `privatelink up`, `preview`, `refresh` and `destroy` do,
 * and without asking. What goes wrong with a stack is in the summary. Throws a `Refused` where nothing is begun: a `PlanError`
 * for stack files that the program would refuse, a `RolloutFileError` for a plan that cannot be followed, a `PlaceError` for
 * a place that cannot be worked with, and a `RolloutRefused` for options that are wrong and for what must not be done.
 */
export async function rollout(options: ProjectRollout): Promise<RolloutSummary> {
  const { operation = Operation.Up, gates = true, resume = false, targets } = options;
  const { project, plan } = await prepared(options);
  const workplace = await open(project, options);
  try {
    await refuseObstacles(workplace.place, operation, plan);
    return await runRollout({
      operation,
      plan,
      stacks: [...project.stackFiles.keys()],
      sandbox: options.sandbox,
      place: workplace.place,
      health: options.health ?? workplace.health,
      guard: workplace.guard,
      archives: workplace.archives,
      gates,
      resume,
      targets,
      onEvent: options.onEvent,
      interruption: options.interruption,
    });
  } finally {
    await workplace.close();
  }
}

interface Prepared {
  readonly project: Project;
  readonly plan: RolloutPlan;
}

/** What the options stand for. Everything that is wrong with them and with the names that they have is told at once. */
async function prepared(options: ProjectRollout): Promise<Prepared> {
  const { problems, sound } = judgeOptions(options);
  const refusals: Refused[] = problems.length > 0 ? [new RolloutRefused(problems)] : [];
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error);
      return undefined;
    }
  };
  const { project: root, unhealthy = [] } = sound;
  const project = root === undefined ? undefined : await attempt(() => readProject(root));
  if (project !== undefined && unhealthy.length > 0) await attempt(() => wantedStacks(project, unhealthy, []));
  const plan = project && (await attempt(() => planOf(project, sound, refusals.length === 0)));
  if (plan !== undefined && refusals.length === 0) await attempt(() => refuseLeftAlone(unhealthy, plan));
  if (project !== undefined && plan !== undefined && refusals.length === 0) return { project, plan };
  throw joined(refusals);
}

/** One refusal as it is, several as one. */
function joined(refusals: readonly Refused[]): Refused {
  const [only, ...more] = refusals;
  if (only !== undefined && more.length === 0) return only;
  return new RolloutRefused(refusals.map(({ message }) => message));
}

async function planOf(project: Project, options: Partial<ProjectRollout>, isSound: boolean): Promise<RolloutPlan> {
  const { operation = Operation.Up, stacks = [], waves = [], file, parallel, sandbox, gate = {} } = options;
  const chosen = { stack: stacks, wave: waves, file, parallel, sandbox };
  // Where it is not begun anyway, no archive is built.
  return withGate(isSound ? await preparedPlan(project, operation, chosen) : await chosenPlan(project, chosen), gate);
}

function open(
  project: Project,
  { sandbox = false, unhealthy = [], env = process.env }: ProjectRollout,
): Promise<Workplace> {
  return sandbox ? openRehearsal(project, { stderr: process.stderr }, unhealthy) : openOwn(project, { env });
}
