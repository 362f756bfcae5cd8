import { listed } from "../../../components/lib/words";
import { Operation } from "../../engine/operation";
import type { Host } from "../../host";
import { type Project, readProject } from "../../plan/project";
import { paintFor } from "../../plan/render/paint";
import { wantedStacks } from "../../plan/wanted";
import type { Place } from "../../stacks/place";
import { confirm } from "../../terminal/confirm";
import { INTERRUPTED } from "../../terminal/exit-codes";
import { endsUntilBegun } from "../../terminal/not-begun";
import { Signals } from "../../terminal/signals";
import type { Terminal } from "../../terminal/terminal";
import { RolloutOutcome, type RolloutSummary } from "../events";
import { Interruption } from "../interruption";
import { lookAhead } from "../journal-of-up";
import type { RolloutPlan } from "../plan";
import type { RolloutRequest } from "../request";
import { runRollout } from "../rollout";
import { goingOn } from "../screen/going-on";
import { openScreen } from "../screen/open";
import { summaryText } from "../screen/summary";
import { NOUN } from "../screen/words";
import { refuseLeftAlone } from "../unhealthy";
import { announcement, inOrder } from "./announce";
import { type RolloutOptions, sameAgain } from "./options";
import { openOwnOrHint, openRehearsal, type Workplace } from "./place";
import { preparedPlan } from "./prepare";
import { outliveReaders } from "./reader-gone";
import { refuseObstacles } from "./refuse-obstacles";
import { refusing } from "./refusing";

/** What a command needs of the world; another one in tests. */
export interface Means {
  readonly open: (project: Project, options: RolloutOptions, terminal: Terminal) => Promise<Workplace>;
  readonly run: (request: RolloutRequest) => Promise<RolloutSummary>;
}

const MEANS: Means = {
  open: (project, { sandbox, unhealthy }, terminal) =>
    sandbox === true ? openRehearsal(project, terminal, unhealthy) : openOwnOrHint(project, terminal),
  run: runRollout,
};

const EXIT_CODES: Readonly<Record<RolloutOutcome, number>> = {
  [RolloutOutcome.Succeeded]: 0,
  [RolloutOutcome.Stopped]: 1,
  [RolloutOutcome.RolledBack]: 1,
  [RolloutOutcome.RollbackFailed]: 1,
  [RolloutOutcome.Interrupted]: INTERRUPTED,
};

/** `privatelink up`, `preview`, `refresh` and `destroy`; returns the exit code. */
export async function rolloutCommand(
  host: Pick<Host, "root">,
  operation: Operation,
  options: RolloutOptions,
  terminal: Terminal,
  means: Means = MEANS,
): Promise<number> {
  const notBegun = endsUntilBegun(terminal);
  const work = async (): Promise<number> => {
    const project = readProject(host.root);
    const plan = await preparedPlan(project, operation, options);
    if (options.unhealthy.length > 0) wantedStacks(project, options.unhealthy, []);
    refuseLeftAlone(options.unhealthy, plan);
    const workplace = await means.open(project, options, terminal);
    try {
      await refuseObstacles(workplace.place, operation, plan);
      const stacks = [...project.stackFiles.keys()];
      return await play({ operation, options, terminal, means, plan, stacks, workplace, notBegun });
    } finally {
      await workplace.close();
    }
  };
  try {
    return await refusing(terminal, work);
  } finally {
    notBegun.forget();
  }
}

interface Play {
  readonly operation: Operation;
  readonly options: RolloutOptions;
  readonly terminal: Terminal;
  readonly means: Means;
  readonly plan: RolloutPlan;
  /** All stacks of the project. */
  readonly stacks: readonly string[];
  readonly workplace: Workplace;
  /** What ends the command until it begins to work on stacks. */
  readonly notBegun: Signals;
}

async function play(given: Play): Promise<number> {
  const { operation, options, terminal, means, plan, stacks, workplace, notBegun } = given;
  const { place, health, guard, archives } = workplace;
  const { json = false, resume = false, gate: gates, target: targets, sandbox: rehearsal = false } = options;
  const { stdout, stderr, env } = terminal;
  const paint = paintFor(stdout, env);
  const fresh = operation === Operation.Up && !rehearsal ? await notThere(place, plan) : [];
  const announced = { operation, plan, place: place.title, gates, resume, rehearsal, targets, fresh };
  const request: RolloutRequest = {
    ...{ operation, plan, stacks, place, health, gates, resume, guard, archives, sandbox: rehearsal },
    ...(targets.length > 0 ? { targets } : {}),
  };
  const notes = operation === Operation.Up ? await lookAhead(request) : [];
  if (!json) stdout.write(`${announcement(announced, paint)}\n\n`);
  if (notes.length > 0) (json ? stderr : stdout).write(`${notes.join("\n")}\n${json ? "" : "\n"}`);
  await ask(operation, plan, place.title, options, terminal);

  const interruption = new Interruption();
  const signals = new Signals(interruption);
  notBegun.forget();
  const forgetReaders = outliveReaders([stdout, stderr], interruption);
  const screen = openScreen({ json, terminal, paint });
  let summary: RolloutSummary;
  try {
    summary = await means.run({ ...request, interruption, onEvent: (event) => screen.take(event) });
  } finally {
    screen.close();
    forgetReaders();
    await signals.end();
  }
  const next = goingOn(summary, { options: sameAgain(options), pulumi: !rehearsal });
  if (!json) stdout.write(`${[summaryText(summary, paint), ...next].join("\n")}\n`);
  else if (next.length > 0) stderr.write(`${next.join("\n")}\n`);
  return EXIT_CODES[summary.outcome];
}

/** Stacks of a plan that an update makes. */
async function notThere(place: Pick<Place, "stacks">, { waves }: RolloutPlan): Promise<string[]> {
  const there = new Set(await place.stacks());
  return waves.flatMap(({ stacks }) => stacks).filter((stack) => !there.has(stack));
}

/** Asks before anything is changed. On the sandbox there is nothing to lose. */
async function ask(
  operation: Operation,
  plan: RolloutPlan,
  place: string,
  { yes, sandbox }: RolloutOptions,
  terminal: Terminal,
): Promise<void> {
  if (operation === Operation.Preview || sandbox === true) return;
  const stacks = inOrder(operation, plan.waves).flatMap((wave) => wave.stacks);
  const verb = NOUN[operation].charAt(0).toUpperCase() + NOUN[operation].slice(1);
  await confirm(`${verb} ${listed(stacks)} (${place})?`, yes, terminal);
}
