import * as pulumi from "@pulumi/pulumi";
import { problemSentence, type RecordedResource, useSandbox } from "../../sandbox/mocks";
import { type ErrorReport, report } from "./error-report";
import { History } from "./history";
import type { Job } from "./job";
import { PlannedCloud } from "./planned-cloud";
import { runProgram, type Said } from "./run-program";
import { ORGANIZATION, StackReferences } from "./stack-references";
import type { Looks } from "./watch";

/** What evaluating needs of the place that it happens in. */
export interface Place {
  /** Evaluates the program's modules anew and gives what the entry exports. */
  loadProgram(): unknown;
  /** A stack trace with the places of the sources. */
  trace(stack: string): string;
  /** How it is found that the program stands still. Defaults to looks that no slow program is taken for a stuck one by. */
  readonly looks?: Looks;
}

/** What came of one run of the program. */
export interface Attempt {
  readonly history: History;
  readonly cloud: PlannedCloud;
  /** In order of registration; stack references are no resources of the stack. */
  readonly resources: readonly RecordedResource[];
  /** Stacks that the program refers to and that have no plan yet. */
  readonly needs: ReadonlySet<string>;
  /** What AWS would refuse. */
  readonly problems: readonly string[];
  readonly errors: readonly ErrorReport[];
  readonly said: readonly Said[];
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/**
 * Runs the program once in a sandbox of its own.
 * @param compared whether to start with what the last plan left
 * @param frames of the stack traces of errors
 */
export async function attemptAt(job: Job, place: Place, compared: boolean, frames = 0): Promise<Attempt> {
  const { project, config, lastPlan } = job;
  const history = new History(compared ? lastPlan : undefined);
  const cloud = new PlannedCloud((urn, now) => history.before(urn, now));
  const references = new StackReferences(job);
  const problems: string[] = [];
  let progress = 0;
  const defaultTags = tagsIn(config.values["aws:defaultTags"]);
  const session = await useSandbox(cloud, {
    region: config.region ?? "",
    project,
    stack: config.stack,
    organization: ORGANIZATION,
    ...(defaultTags !== undefined && { defaultTags }),
    stackOutputs: (name) => references.outputs(name).outputs,
    stackOutputSecrets: (name) => references.outputs(name).secrets,
    onProblem: (problem) => problems.push(problemSentence(problem)),
    onResource: () => (progress += 1),
    onCall: () => (progress += 1),
  });
  pulumi.runtime.setAllConfig(config.values, [...config.secretKeys]);
  const { errors, said } = await runProgram({
    load: () => place.loadProgram(),
    frames,
    progress: () => progress,
    ...(place.looks !== undefined && { looks: place.looks }),
  });
  const resources = [...session.resources.values()].filter(({ type }) => type !== STACK_REFERENCE);
  const reports = [...errors].map((error) => report(error, place.trace));
  return { history, cloud, resources, needs: references.needs, problems, errors: reports, said };
}

/** `aws:defaultTags` of a stack file, as the provider takes them. */
function tagsIn(setting: string | undefined): Record<string, string> | undefined {
  return setting === undefined ? undefined : (JSON.parse(setting) as { tags?: Record<string, string> }).tags;
}
