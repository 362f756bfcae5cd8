import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sentence } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import type { Host } from "../host";
import { defaultsOf } from "../plan/declarations";
import { PlanError } from "../plan/plan-error";
import { type Project, readProject } from "../plan/project";
import { paintFor } from "../plan/render/paint";
import { ROLLOUT_FILE } from "../rollout/file/read";
import { readStacks } from "../rollout/file/stacks";
import { writeWhole } from "../stacks/write-whole";
import { Refused } from "../terminal/refused";
import type { Terminal } from "../terminal/terminal";
import { clientsFor, examineRegion, examineSettings } from "./examine";
import { type Finding, FindingState, unknown } from "./finding";
import type { GatherClients } from "./gather";
import type { AddOptions } from "./options";
import { type Proposal, propose, rolloutText } from "./propose";
import { findingLines } from "./render";
import { addToWaves, type WavesChange } from "./waves";

/** What the command asks AWS by; a test gives its own. */
export type MakeClients = (settings: Readonly<Record<string, unknown>>) => Promise<GatherClients & { close(): void }>;

/** `privatelink region add`; returns the exit code. */
export async function add(
  host: Host,
  region: string,
  options: AddOptions,
  terminal: Terminal,
  makeClients: MakeClients = clientsFor,
): Promise<number> {
  try {
    const [wrong] = checkRegion(region, "region");
    if (wrong !== undefined) throw new Refused(sentence(wrong), 2);
    const project = readProject(host.root);
    const proposal = await propose(project, region, options);
    const examined = proposal.isFree ? await examine(project, proposal, options, terminal, makeClients) : [];
    const findings = [...proposal.findings, ...examined];
    const waves = await wavesWith(project, proposal);
    const isRefused = findings.some(({ state }) => state === FindingState.Problem);
    const isWritten = !isRefused && options.dryRun !== true;
    if (isWritten) {
      // The stack file first: a plan that names a stack without a file is refused by every command.
      if (!proposal.isWritten) await writeWhole(proposal.path, proposal.file.toString());
      if (waves.text !== undefined) await writeWhole(path.join(project.root, ROLLOUT_FILE), waves.text);
    }
    if (options.json === true) terminal.stdout.write(json(project, proposal, findings, waves, isWritten));
    else terminal.stdout.write(text(project, proposal, findings, waves, options, terminal));
    if (isRefused) return 1;
    if (options.json === true) return 0;
    const code = await showPlan(host, proposal, isWritten, terminal);
    if (isWritten) terminal.stdout.write(`\n${writtenText(project, proposal, waves, code)}\n`);
    return code;
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof PlanError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return error instanceof Refused ? error.exitCode : 1;
  }
}

async function examine(
  project: Project,
  proposal: Proposal,
  { offline }: AddOptions,
  { env }: Terminal,
  makeClients: MakeClients,
): Promise<Finding[]> {
  const { stack, region, file, template } = proposal;
  const { config, findings } = await examineSettings(project, stack, file);
  if (offline === true) return [...findings, unknown("AWS", "not asked: opt-in, zones and quotas are not looked at")];
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const clients = await makeClients({ ...defaultsOf(project.declarations), ...file.settings() });
  try {
    return [...findings, ...(await examineRegion(clients, { region, from: template.region, config, env }))];
  } finally {
    clients.close();
  }
}

async function wavesWith(project: Project, { stack, file: draft }: Proposal): Promise<WavesChange> {
  const text = await rolloutText(project, ROLLOUT_FILE);
  if (text === undefined)
    return { note: `There is no ${ROLLOUT_FILE}: ${stack} is in the wave that its references give it.` };
  const { stacks } = readStacks(project);
  const { referencesOf } = await import("../stacks/references.js");
  return addToWaves(text, stack, new Map([...stacks, [stack, referencesOf(draft.settings())]]));
}

/** What `privatelink plan` shows of the stack that was added, or would be. */
async function showPlan(
  host: Host,
  { stack, file }: Proposal,
  isWritten: boolean,
  terminal: Terminal,
): Promise<number> {
  const { plan } = await import("../plan/plan.js");
  terminal.stdout.write(`\nWhat ${stack} would have; the sandbox invents the ids, names and account in it.\n\n`);
  const common = { stack: [stack], jobs: 1 };
  if (isWritten) return plan(host, { ...common, configFile: [], save: true }, terminal);
  const folder = await mkdtemp(path.join(tmpdir(), "privatelink-"));
  try {
    const draft = path.join(folder, `Pulumi.${stack}.yaml`);
    await writeWhole(draft, file.toString());
    return await plan(host, { ...common, configFile: [draft], save: false }, terminal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function text(
  project: Project,
  { stack, region, template, why, path: file, file: draft, notes, isFree, isWritten }: Proposal,
  findings: readonly Finding[],
  waves: WavesChange,
  { dryRun }: AddOptions,
  { stdout, env }: Terminal,
): string {
  // Where there is nothing to make, what it would be made from is nobody's concern.
  if (!isFree) return `${findings.map((finding) => `${finding.text}.`).join("\n")}\nNothing was written.\n`;
  const reason = why === undefined ? "" : `, ${why}; --like takes another one`;
  const title = `${stack} in ${region}, made from ${template.stack}${reason}`;
  const lines = [title, "", ...findingLines(findings, paintFor(stdout, env)), ""];
  const problems = findings.filter(({ state }) => state === FindingState.Problem).length;
  const name = path.relative(project.root, file);
  if (problems > 0) {
    lines.push(`${problems === 1 ? "1 problem" : `${problems} problems`}; nothing was written.`);
  } else if (dryRun === true) {
    lines.push(
      `${name} would be:`,
      "",
      ...draft
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`.trimEnd()),
      "",
    );
    lines.push(...notes, "Nothing was written.");
  } else {
    lines.push(isWritten ? `${name} was there already.` : `${name} is written.`, ...notes, waves.note);
  }
  return `${lines.join("\n")}\n`;
}

/** The last line: what there is now that was not there before, and what to do with it. */
function writtenText(
  project: Project,
  { stack, path: file, isWritten }: Proposal,
  { text }: WavesChange,
  planned: number,
): string {
  const files = [
    ...(isWritten ? [] : [path.relative(project.root, file)]),
    ...(text === undefined ? [] : [ROLLOUT_FILE]),
  ];
  const first = planned === 0 ? "" : "put right what the plan says, then ";
  return `Written: ${files.join(" and ")}. Next: ${first}npx privatelink up --stack ${stack}`;
}

function json(
  project: Project,
  { stack, region, template, home, path: file, file: draft, notes }: Proposal,
  findings: readonly Finding[],
  waves: WavesChange,
  written: boolean,
): string {
  const made = { stack, region, like: template.stack, home, file: path.relative(project.root, file), written };
  const content = { findings, notes: [...notes, waves.note], settings: draft.settings(), text: draft.toString() };
  return `${JSON.stringify({ ...made, ...content }, undefined, 2)}\n`;
}
