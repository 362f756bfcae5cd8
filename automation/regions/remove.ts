import path from "node:path";
import { counted, listed } from "../../components/lib/words";
import { FailureReason, OperationFailed } from "../engine/failure";
import { LockHeld, withLock } from "../engine/lock";
import type { Host } from "../host";
import { buildArtifacts } from "../plan/artifacts";
import { type Project, readProject, stackFile } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";
import { refusing } from "../rollout/command/refusing";
import { Signals } from "../rollout/command/signals";
import { type Clock, systemClock } from "../rollout/gate/clock";
import { Interruption } from "../rollout/interruption";
import { subjectOf } from "../rollout/subject";
import type { LiveConnection } from "../stacks/live-connections";
import type { StackSettings, StackSubject } from "../stacks/place";
import { StackFile } from "../stacks/stack-file";
import { confirm } from "../terminal/confirm";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { type Drained, drain } from "./drain";
import { findStack, neededBy } from "./find-stack";
import { forgetStack } from "./forget";
import type { RemoveOptions } from "./options";
import { RemovalInterrupted, removeStack } from "./removal";
import { liveAt, openRemovalSite, type RemovalSite } from "./removal-site";
import { type Facts, removalText } from "./removal-text";

/** What the command needs of the world; another one in tests. */
export interface Means {
  readonly open: typeof openRemovalSite;
  readonly clock: Clock;
  readonly interruption: () => Interruption;
}

const MEANS: Means = { open: openRemovalSite, clock: systemClock, interruption: () => new Interruption() };
const INTERRUPTED = 130;

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
    const all = await settingsOf(project);
    const stack = findStack(word, all);
    if (stack === undefined) {
      terminal.stdout.write(
        options.json === true ? json(word, undefined) : `No stack is in ${word}; there is nothing to remove.\n`,
      );
      return 0;
    }
    refuseNeeded(stack, neededBy(stack, all));
    const { "aws:profile": profile } = all.get(stack) ?? {};
    const site = await means.open(host, project, terminal, typeof profile === "string" ? profile : undefined);
    try {
      return await play({ project, all, stack, options, terminal, means, site });
    } finally {
      await site.close();
    }
  });
}

interface Play {
  readonly project: Project;
  readonly all: ReadonlyMap<string, StackSettings>;
  readonly stack: string;
  readonly options: RemoveOptions;
  readonly terminal: Terminal;
  readonly means: Means;
  readonly site: RemovalSite;
}

async function play(request: Play): Promise<number> {
  const { project, all, stack, options, terminal, site } = request;
  const handle = site.place.stack(stack);
  const subject = subjectOf(stack, all.get(stack) ?? {}, await handle.outputs());
  const ownTable = ownRegistry(subject);
  refuseNeeded(stack, neededBy(stack, all, ownTable));
  const live = await liveAt(site, subject);
  const facts = await gatherFacts(request, subject, live, ownTable);
  const out = options.json === true ? terminal.stderr : terminal.stdout;
  out.write(`${removalText(facts)}\n`);
  const cut = live.length === 0 ? "" : `cut ${counted(live.length, "connection")}, `;
  await confirm(`Close ${stack} for consumers, ${cut}destroy it and delete its stack file?`, options.yes, terminal);
  // The updates before the destroy run the program, which reads the archives.
  await buildArtifacts(project.root, [readStackConfig(project, stack, stackFile(project, stack))]);
  const drained = await alone(site, () => carryOut(request, subject, (text) => void out.write(`${text}\n`)));
  if (drained === undefined) return INTERRUPTED;
  if (options.json === true) terminal.stdout.write(json(stack, drained));
  else terminal.stdout.write(`${stack} is removed.\n`);
  return 0;
}

/** Undefined when somebody asked for an end before the end. */
async function carryOut(
  { project, stack, options, terminal, means, site }: Play,
  subject: StackSubject,
  tell: (text: string) => void,
): Promise<Drained | undefined> {
  const { clock } = means;
  const { graceMinutes, timeoutMinutes } = options;
  const interruption = means.interruption();
  const signals = new Signals(interruption);
  const again = `Go on by: privatelink region remove ${stack}`;
  try {
    return await removeStack({
      stack: site.place.stack(stack),
      interruption,
      tell,
      drain: async (signal) => {
        const api = await site.apiOf(subject);
        if (api === undefined) return { principals: [], rejected: [] };
        return drain({
          api,
          outputs: subject.outputs,
          graceMinutes,
          timeoutMinutes,
          clock,
          signal,
          tell: (text) => tell(`  ${text}`),
        });
      },
      forget: async () => {
        for (const note of await forgetStack(project, stack)) tell(note);
      },
    });
  } catch (error) {
    const isCancelled = error instanceof OperationFailed && error.reason === FailureReason.Cancelled;
    if (error instanceof RemovalInterrupted || isCancelled) {
      terminal.stderr.write(`Stopped; what was done stays. ${again}\n`);
      return undefined;
    }
    if (error instanceof OperationFailed) throw new Refused(`${error.message}\n${again}`);
    throw error;
  } finally {
    signals.forget();
  }
}

async function gatherFacts(
  { stack, site, options }: Play,
  subject: StackSubject,
  live: readonly LiveConnection[],
  ownTable: string | undefined,
): Promise<Facts> {
  const names = live.length === 0 ? new Map<string, string>() : await site.namesOf(subject);
  const { region } = subject;
  const { graceMinutes } = options;
  const { settings } = (await site.place.stack(stack).earlier()) ?? { settings: {} };
  return {
    stack,
    region,
    live,
    names,
    graceMinutes,
    settings,
    place: site.place.title,
    ownsRegistry: ownTable !== undefined,
  };
}

/** ARN of the registry's table, where the stack owns it. */
function ownRegistry({ region, outputs }: StackSubject): string | undefined {
  const { registry } = outputs as { readonly registry?: { readonly ownerArn?: string; readonly region?: string } };
  return registry?.region === region ? registry.ownerArn : undefined;
}

function refuseNeeded(stack: string, reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  throw new Refused(`${stack} is needed: ${listed(reasons)}; remove or change what needs it first.`);
}

/** Not at the same time as a rollout. */
async function alone<T>({ place }: RemovalSite, work: () => Promise<T>): Promise<T> {
  const file = path.join(place.journalFolder, "rollout.lock");
  try {
    return await withLock(file, { timeoutMs: 0 }, work);
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new Refused(`Process ${error.holder} works on the stacks at the moment: wait until it has ended.`);
  }
}

async function settingsOf(project: Project): Promise<ReadonlyMap<string, StackSettings>> {
  const all = [...project.stackFiles].map(
    async ([stack, file]) => [stack, (await StackFile.read(file)).settings()] as const,
  );
  return new Map(await Promise.all(all));
}

function json(stack: string, drained: Drained | undefined): string {
  return `${JSON.stringify({ stack, removed: drained !== undefined, ...drained }, undefined, 2)}\n`;
}
