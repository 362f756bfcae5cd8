import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { reason } from "../../components/lib/problem";
import { parseConfig, type StackConfig } from "../../stacks/config";
import { ConfigError } from "../../stacks/config-error";
import type { AwsClients } from "../aws/clients";
import { identityOf } from "../aws/read-identity";
import { buildArtifacts } from "../plan/artifacts";
import { PlanError } from "../plan/plan-error";
import type { Project } from "../plan/project";
import { readStackConfig } from "../plan/stack-config";
import { inFolder } from "../stacks/in-folder";
import type { StackFile } from "../stacks/stack-file";
import { type Finding, FindingState, ok, problem, unknown } from "./finding";
import { askOptIn, type GatherClients, gather } from "./gather";
import { judge, judgeOptIn } from "./judge";
import { needsOf } from "./needs";

/** What the program says of settings, and the config where it takes them. */
export interface ConfigLook {
  readonly config?: StackConfig;
  readonly findings: readonly Finding[];
}

/** Reads a stack file that is not there yet as the program would. */
export async function examineSettings(project: Project, stack: string, file: StackFile): Promise<ConfigLook> {
  const folder = await mkdtemp(path.join(tmpdir(), "privatelink-"));
  try {
    const draft = path.join(folder, `Pulumi.${stack}.yaml`);
    await writeFile(draft, file.toString());
    const read = readStackConfig(project, stack, draft);
    // The program refuses an archive that is not there, and the plan that comes next builds it anyway.
    await buildArtifacts(project.root, [read]);
    const { values, secretKeys } = read;
    const config = inFolder(project.root, () => parseConfig(stack, values, secretKeys));
    return { config, findings: [ok("Settings", "the program takes them")] };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { findings: error.problems.map((one) => problem(one.path, reason(one).replace(/\.$/, ""))) };
    }
    if (error instanceof PlanError) return { findings: error.messages.map((text) => problem("Settings", text)) };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface RegionLook {
  readonly region: string;
  /** A Region that the account surely uses, to ask about the others. */
  readonly from: string;
  /** Absent where the program does not take the settings: then nobody knows what the stack needs. */
  readonly config: StackConfig | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Asks AWS whether the Region has what the stack needs. */
export async function examineRegion(clients: GatherClients, look: RegionLook): Promise<Finding[]> {
  const { region, from, config, env } = look;
  const optIn = await askOptIn(clients, { region, from }, env);
  const finding = judgeOptIn(region, optIn);
  if (finding.state === FindingState.Unknown) {
    return [
      { ...finding, subject: "AWS", text: `${finding.text}; neither the Region, its zones nor quotas are looked at` },
    ];
  }
  if (finding.state === FindingState.Problem) return [finding];
  if (config === undefined) return [finding, unknown("Quotas", "not looked at, as the settings are not in order")];
  const needs = needsOf(config);
  return [finding, ...judge(needs, await gather(clients, region, needs.instanceTypes, env), region)];
}

/** Clients with the credentials that a stack of these settings is worked on with. */
export async function clientsFor(settings: Readonly<Record<string, unknown>>): Promise<AwsClients> {
  const { AwsClients } = await import("../aws/clients.js");
  return new AwsClients(identityOf(settings));
}
