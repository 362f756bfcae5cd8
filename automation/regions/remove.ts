import { counted } from "../../components/lib/words";
import { awsErrorText } from "../aws/errors";
import { type Clock, systemClock } from "../clock";
import { FailureReason, OperationFailed } from "../engine/failure";
import type { Host } from "../host";
import { type Project, readProject } from "../plan/project";
import { outliveReaders } from "../rollout/command/reader-gone";
import { refusing } from "../rollout/command/refusing";
import { Interruption } from "../rollout/interruption";
import type { LiveConnection } from "../stacks/live-connections";
import { confirm } from "../terminal/confirm";
import { INTERRUPTED } from "../terminal/exit-codes";
import { Refused } from "../terminal/refused";
import { Signals } from "../terminal/signals";
import type { Terminal } from "../terminal/terminal";
import { carryOut, prepareRemoval, removingAlone } from "./carry-out";
import type { Drained } from "./drain";
import { forgetOnly, forgetQuestion, refuseThere } from "./forget-only";
import type { RemoveOptions } from "./options";
import { stayingText } from "./promoted-in";
import { type Condemned, condemned, type Removable, removableStack } from "./removable";
import { RemovalInterrupted } from "./removal";
import { liveAt, openRemovalSite, type RemovalSite } from "./removal-site";
import { type Facts, removalText } from "./removal-text";

/** What the command needs of the world; another one in tests. */
export interface Means {
  readonly open: typeof openRemovalSite;
  readonly clock: Clock;
  readonly interruption: () => Interruption;
}

const MEANS: Means = { open: openRemovalSite, clock: systemClock, interruption: () => new Interruption() };
/** `privatelink region remove`; returns the exit code. */
export async function remove(
  host: Pick<Host, "root">,
  word: string,
  options: RemoveOptions,
  terminal: Terminal,
  means: Means = MEANS,
): Promise<number> {
  return refusing(terminal, async () => {
    const project = readProject(host.root);
    const removable = await removableStack(project, word);
    if (removable === undefined) {
      terminal.stdout.write(
        options.json === true ? json(word, undefined) : `No stack is in ${word}; there is nothing to remove.\n`,
      );
      return 0;
    }
    const site = await means.open(host, project, terminal, removable.identity);
    try {
      const request = { project, removable, options, terminal, means, site };
      return options.forget === true ? await forget(request) : await play(request);
    } finally {
      await site.close();
    }
  });
}

interface Play {
  readonly project: Project;
  readonly removable: Removable;
  readonly options: RemoveOptions;
  readonly terminal: Terminal;
  readonly means: Means;
  readonly site: RemovalSite;
}

async function forget({ project, removable: { stack }, options, terminal, site: { place } }: Play): Promise<number> {
  await refuseThere(place, stack);
  await confirm(forgetQuestion(project, place, stack), options.yes, terminal);
  const notes = await forgetOnly(project, place, stack);
  terminal.stdout.write(
    options.json === true
      ? `${JSON.stringify({ stack, removed: false, forgotten: true }, undefined, 2)}\n`
      : `${notes.join("\n")}\n`,
  );
  return 0;
}

async function play(request: Play): Promise<number> {
  const { project, removable, options, terminal, site } = request;
  const { stack } = removable;
  const going = await condemned(site.place, removable);
  const live = await liveAt(site, going.services);
  const facts = await gatherFacts(request, going, live);
  const out = options.json === true ? terminal.stderr : terminal.stdout;
  out.write(`${removalText(facts)}\n`);
  const cut = live.length === 0 ? "" : `cut ${counted(live.length, "connection")}, `;
  const question = going.isGone
    ? `Delete the stack file of ${stack}?`
    : `Close ${stack} for consumers, ${cut}destroy it and delete its stack file?`;
  await confirm(question, options.yes, terminal);
  await prepareRemoval(project, stack);
  const drained = await removingAlone(site.place, () =>
    interruptible(request, going, (text) => void out.write(`${text}\n`)),
  );
  if (drained === undefined) return INTERRUPTED;
  const { region } = going.subject;
  const staying = stayingText(region, await site.promotedIn(region));
  if (staying !== undefined) out.write(`${staying}\n`);
  if (options.json === true) terminal.stdout.write(json(stack, drained));
  else terminal.stdout.write(`${stack} is removed.\n`);
  return 0;
}

/** Undefined when somebody asked for an end before the end. */
async function interruptible(
  { project, options: { graceMinutes, timeoutMinutes }, terminal, means, site }: Play,
  going: Condemned,
  tell: (text: string) => void,
): Promise<Drained | undefined> {
  const { stack } = going;
  const { clock } = means;
  const interruption = means.interruption();
  const signals = new Signals(interruption);
  const forgetReaders = outliveReaders([terminal.stdout, terminal.stderr], interruption);
  const again = `Go on by: privatelink region remove ${stack}. Until then it may be unprotected and closed for consumers; privatelink up --stack ${stack} makes it what its stack file says.`;
  try {
    return await carryOut(going, { project, site, graceMinutes, timeoutMinutes, clock, interruption, tell });
  } catch (error) {
    const isCancelled = error instanceof OperationFailed && error.reason === FailureReason.Cancelled;
    if (error instanceof RemovalInterrupted || isCancelled) {
      terminal.stderr.write(`Stopped; what was done stays. ${again}\n`);
      return undefined;
    }
    const isTold = error instanceof OperationFailed || error instanceof Refused;
    const text = isTold ? error.message : awsErrorText(error, terminal.env);
    if (text === undefined) throw error;
    throw new Refused(`${text}\n${again}`);
  } finally {
    forgetReaders();
    signals.forget();
  }
}

async function gatherFacts(
  { site, options: { graceMinutes } }: Play,
  { stack, subject, ownsRegistry, isGone }: Condemned,
  live: readonly LiveConnection[],
): Promise<Facts> {
  const names = live.length === 0 ? new Map<string, string>() : await site.namesOf(subject);
  const { region } = subject;
  const { settings } = (await site.place.stack(stack).earlier()) ?? { settings: {} };
  return { stack, region, live, names, graceMinutes, settings, place: site.place.title, ownsRegistry, isGone };
}

function json(stack: string, drained: Drained | undefined): string {
  return `${JSON.stringify({ stack, removed: drained !== undefined, ...drained }, undefined, 2)}\n`;
}
