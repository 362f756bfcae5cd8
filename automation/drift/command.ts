import { counted, listed } from "../../components/lib/words";
import { ClientsByIdentity } from "../aws/by-identity";
import type { Host } from "../host";
import { type Project, readProject } from "../plan/project";
import { paintFor } from "../plan/render/paint";
import { chosenPlan } from "../rollout/command/chosen";
import { openOwnOrHint, openRehearsal, type Workplace } from "../rollout/command/place";
import { refusing } from "../rollout/command/refusing";
import { Interruption } from "../rollout/interruption";
import { took } from "../terminal/durations";
import { INTERRUPTED } from "../terminal/exit-codes";
import { Signals } from "../terminal/signals";
import type { Terminal } from "../terminal/terminal";
import { type DriftRequest, findDrift } from "./find-drift";
import { AwsImages } from "./images";
import type { DriftOptions } from "./options";
import { reportJson } from "./render/json";
import { reportText } from "./render/report";
import { type DriftReport, driftExitCode, type StackDrift } from "./report";

/** What the command needs of the world; another one in tests. */
export interface Means {
  readonly open: (
    project: Project,
    options: DriftOptions,
    terminal: Terminal,
  ) => Promise<Pick<Workplace, "place" | "close">>;
  readonly find: (request: DriftRequest) => Promise<DriftReport>;
}

const MEANS: Means = {
  open: (project, { sandbox }, terminal) =>
    sandbox === true ? openRehearsal(project, terminal, []) : openOwnOrHint(project, terminal),
  find: findDrift,
};

/** `privatelink drift`; returns the exit code. */
export async function driftCommand(
  host: Pick<Host, "root">,
  options: DriftOptions,
  terminal: Terminal,
  means: Means = MEANS,
): Promise<number> {
  return refusing(terminal, async () => {
    const project = readProject(host.root);
    const plan = await chosenPlan(project, options);
    const workplace = await means.open(project, options, terminal);
    // The sandbox's AMIs are known to nobody but the stacks that copy them.
    const clients = options.sandbox === true ? undefined : new ClientsByIdentity();
    const interruption = new Interruption();
    const signals = new Signals(interruption);
    const { stdout, stderr, env } = terminal;
    try {
      const stacks = plan.waves.flatMap((wave) => wave.stacks);
      const comparing = options.refresh ? "Comparing" : "Comparing, without asking AWS for each resource,";
      stderr.write(`${comparing} ${counted(stacks.length, "stack")} on ${workplace.place.title}.\n`);
      if (plan.leftOut.length > 0) stderr.write(`In no wave, and not looked at: ${listed(plan.leftOut)}.\n`);
      const report = await means.find({
        project,
        plan,
        place: workplace.place,
        refresh: options.refresh,
        sandbox: options.sandbox === true,
        ...(clients === undefined ? {} : { images: new AwsImages(clients.of) }),
        onStack: (stack) => stderr.write(`${progressLine(stack)}\n`),
        // Nothing is changed, so that nothing has to be finished.
        signal: interruption.drain,
      });
      if (interruption.drain.aborted) {
        stderr.write("Interrupted. Nothing was changed.\n");
        return INTERRUPTED;
      }
      stdout.write(options.json === true ? reportJson(report) : `\n${reportText(report, paintFor(stdout, env))}`);
      return driftExitCode(report);
    } finally {
      signals.forget();
      clients?.close();
      await workplace.close();
    }
  });
}

function progressLine({ stack, resources, failures, seconds }: StackDrift): string {
  const found =
    failures.length > 0
      ? "could not be looked at as a whole"
      : resources === undefined
        ? "read"
        : resources === 0
          ? "is in AWS as it was left"
          : `${resources === 1 ? "1 resource is not as it was" : `${resources} resources are not as they were`} left`;
  return `  ${stack}: ${found} (${took(seconds)})`;
}
