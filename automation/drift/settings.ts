import { jsonOrText } from "../../components/lib/json-or-text";
import { sentence } from "../../components/lib/problem";
import { judge } from "../../components/lib/schema/judge";
import { type Settings, settings as schema } from "../../stacks/schema/settings";
import type { AwsIdentity } from "../aws/identity";
import { identityOf } from "../aws/read-identity";
import { fullKey } from "../plan/declarations";
import { PlanError } from "../plan/plan-error";
import { type Project, stackFile } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";
import { NAMESPACE } from "../stacks/stack-file";

/** Settings of a stack: those of the program by key, those of providers by full key. */
export interface SplitSettings {
  readonly own: Readonly<Record<string, unknown>>;
  readonly others: Readonly<Record<string, unknown>>;
}

/** Tells the program's settings from others. */
export function splitSettings(project: string, settings: Readonly<Record<string, unknown>>): SplitSettings {
  const prefix = `${NAMESPACE}:`;
  const entries = Object.entries(settings).map(([key, value]) => [fullKey(project, key), value] as const);
  return {
    own: Object.fromEntries(entries.flatMap(([k, v]) => (k.startsWith(prefix) ? [[k.slice(prefix.length), v]] : []))),
    others: Object.fromEntries(entries.filter(([key]) => !key.startsWith(prefix))),
  };
}

/** What a stack file says, as it is compared with those of other Regions. */
export interface FileSettings {
  readonly region: string;
  readonly settings: Settings;
  readonly otherSettings: Readonly<Record<string, unknown>>;
  /** Whose credentials AWS is asked with. */
  readonly identity?: AwsIdentity;
}

/**
 * Reads a stack file with the defaults of the program and of Pulumi.yaml. Throws a {@link PlanError}. What the program
 * would refuse beyond the shape of the settings is none of its business: it compares stacks that are there.
 */
export function readFileSettings(project: Project, stack: string): FileSettings {
  const { values, region } = readStackConfig(project, stack, stackFile(project, stack));
  const { own, others } = splitSettings(
    project.name,
    Object.fromEntries(Object.entries(values).map(([key, text]) => [key, jsonOrText(text)])),
  );
  if (region === undefined) throw new PlanError([`${stack}: aws:region: (missing) is required; set it.`]);
  const judged = judge(schema, own, []);
  if ("problems" in judged) throw new PlanError(judged.problems.map((problem) => `${stack}: ${sentence(problem)}`));
  const identity = identityOf(values);
  return { region, settings: judged.value, otherSettings: others, ...(identity && { identity }) };
}
