import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { valueAt } from "../../components/lib/schema/keys";
import type { Project } from "../plan/project";
import { readRolloutPlan } from "../rollout/file/read";
import { readStacks } from "../rollout/file/stacks";
import { NAMESPACE, StackFile } from "../stacks/stack-file";
import { Refused } from "../terminal/refused";
import { readAssignments } from "./assignments";
import { chooseBlock, judgeNetwork, takenBlocks } from "./blocks";
import { boundSettings, withoutGiven } from "./bound";
import { type Draft, draftOf, type Template } from "./draft";
import { type Finding, FindingState, problem, unknown } from "./finding";
import { madeFrom } from "./headline";
import { judgePlace, Leftover } from "./judge-place";
import type { ProposalOptions } from "./options";
import { originOf } from "./templates";

/** A stack file for another Region, as it would be written, and what can be said of it without AWS. */
export interface Proposal extends Draft {
  readonly stack: string;
  readonly region: string;
  readonly template: Template;
  readonly home: string;
  /** Why that template, for people; absent where a person asked for it. */
  readonly why?: string;
  /** Where the file is to be. */
  readonly path: string;
  /** Whether no other stack is there; otherwise that is the only finding. */
  readonly isFree: boolean;
  /** Whether the file is there already, just as it is to be: a run was killed before it had written rollout.yaml. */
  readonly isWritten: boolean;
  readonly findings: readonly Finding[];
}

const STACK_NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** Makes the proposal. Throws a {@link Refused} for what is wrong with the options or the project. */
export async function propose(project: Project, region: string, options: ProposalOptions = {}): Promise<Proposal> {
  const { like, stack = region, set = [], unset = [], instanceType } = options;
  if (!STACK_NAME.test(stack)) {
    throw new Refused(
      `${JSON.stringify(stack)} is not a stack's name; use letters, digits, hyphens, underscores and dots.`,
      2,
    );
  }
  const assignments = readAssignments(set, unset);
  const read = readStacks(project);
  if (read.problems.length > 0) throw new Refused(read.problems.join("\n"));
  // A plan that is not in order cannot be added to.
  const { waves, leftOut } = await readRolloutPlan(project);
  // A run that was killed between its two writes has left a stack file alone. What it would be goes by the other stacks.
  const isLeft = project.stackFiles.has(stack) && leftOut.includes(stack) && like !== stack;
  const isOther = (name: string): boolean => !isLeft || name !== stack;
  const order = [...waves.flatMap((wave) => wave.stacks), ...leftOut].filter(isOther);
  const stacks = new Map([...read.stacks].filter(([name]) => isOther(name)));
  const { template: templateName, home, why } = originOf({ stacks, order, madeFrom: await sources(project) }, like);
  const settings = new Map([...(await settingsOf(project))].filter(([name]) => isOther(name)));
  const template = await readTemplate(project, templateName, settings.get(templateName) ?? {});
  const written = valueAt(settings.get(templateName), [`${NAMESPACE}:network`, "cidr"]);
  const ofTemplate = typeof written === "string" ? written : undefined;
  const taken = takenBlocks(settings);
  const chosen = chooseBlock(options.cidr, ofTemplate, taken);
  const draft = draftOf({
    stack,
    region,
    template,
    home,
    assignments,
    ...(chosen.cidr !== undefined && { cidr: chosen.cidr }),
    ...(instanceType !== undefined && { instanceType }),
  });
  const given = assignments.map((one) => one.path);
  const file = path.join(path.dirname(project.stackFiles.get(templateName) ?? project.root), `Pulumi.${stack}.yaml`);
  const leftover = isLeft ? await leftoverOf(project.stackFiles.get(stack), file, draft) : Leftover.None;
  const place = judgePlace(region, { name: stack, isNamed: options.stack !== undefined, leftover }, settings);
  const isFree = place.state !== FindingState.Problem;
  return {
    ...draft,
    stack,
    region,
    template,
    home,
    ...(why !== undefined && { why }),
    path: file,
    isFree,
    isWritten: leftover === Leftover.Same,
    // What a stack would have in a place that is taken tells nobody anything.
    findings: isFree
      ? [
          place,
          judgeNetwork(draft.file.settings(), { ofTemplate, chosen }, taken),
          ...draft.problems.map((text) => problem("--set", text)),
          ...withoutGiven(
            boundSettings(ownSettings(draft.file), { stack: templateName, region: template.region }, region),
            given,
          ),
          ...judgeParameter(draft.file, region),
        ]
      : [place],
  };
}

async function settingsOf(project: Project): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const all = [...project.stackFiles].map(
    async ([stack, file]) => [stack, (await StackFile.read(file)).settings()] as const,
  );
  return new Map(await Promise.all(all));
}

/** The stack that each one was made from, of those that were. */
async function sources(project: Project): Promise<Map<string, string>> {
  const all = await Promise.all(
    [...project.stackFiles].map(async ([stack, file]) => [stack, madeFrom(await readFile(file, "utf8"))] as const),
  );
  return new Map(all.flatMap(([stack, source]) => (source === undefined ? [] : [[stack, source] as const])));
}

async function leftoverOf(there: string | undefined, file: string, draft: Draft): Promise<Leftover> {
  const isSame = there === file && (await readFile(file, "utf8")) === draft.file.toString();
  return isSame ? Leftover.Same : Leftover.Other;
}

async function readTemplate(
  project: Project,
  stack: string,
  { "aws:region": region }: Readonly<Record<string, unknown>>,
): Promise<Template> {
  if (typeof region !== "string") {
    throw new Refused(
      `${stack}: aws:region: (missing), so nothing tells which of its settings are of its Region; set it.`,
    );
  }
  return { stack, region, text: await readFile(project.stackFiles.get(stack) ?? "", "utf8") };
}

/** The path of every setting as a person writes it, without the namespace. */
function ownSettings(file: StackFile): Record<string, unknown> {
  const own = Object.entries(file.settings()).filter(([key]) => key.startsWith(`${NAMESPACE}:`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(NAMESPACE.length + 1), value]));
}

function judgeParameter(file: StackFile, region: string): Finding[] {
  const name = file.get("config", `${NAMESPACE}:image`, "ssmParameter");
  // AWS publishes those of its own in every Region.
  if (typeof name !== "string" || name.startsWith("/aws/service/")) return [];
  return [unknown("image.ssmParameter", `${name} must be there in ${region} as well, with an AMI of that Region`)];
}

/** The text of rollout.yaml; undefined where there is no such file. */
export async function rolloutText(project: Project, name: string): Promise<string | undefined> {
  const file = path.join(project.root, name);
  return existsSync(file) ? readFile(file, "utf8") : undefined;
}
