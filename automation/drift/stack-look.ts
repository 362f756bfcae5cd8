import { awsErrorText } from "../aws/errors";
import { OperationFailed, type OperationResult } from "../engine/operation";
import { PlanError } from "../plan/plan-error";
import type { Project } from "../plan/project";
import type { Place, StackHandle, StackOutputValues, StackSubject } from "../stacks/place";
import { Refused } from "../terminal/refused";
import type { ComparedStack, RunningImage } from "./compare/compared-stack";
import type { Finding } from "./finding";
import { type ImageSource, imageFindings } from "./images";
import type { StackDrift } from "./report";
import { resourceDrift } from "./resources/resource-findings";
import { type FileSettings, readFileSettings } from "./settings";
import { notDeployed, partlyDestroyed, updateFinding } from "./update-finding";

/** How stacks are looked at. */
export interface LookOptions {
  readonly project: Project;
  readonly place: Place;
  /** Whether AWS is asked for every resource. */
  readonly refresh: boolean;
  /** Undefined where nobody knows more of AMIs than the stacks do. */
  readonly images: ImageSource | undefined;
  readonly signal?: AbortSignal;
}

/** One stack, looked at. */
export interface StackLook {
  readonly drift: StackDrift;
  readonly findings: readonly Finding[];
  /** Undefined where it could not be found out what the stack is, and where it is not deployed. */
  readonly compared: ComparedStack | undefined;
}

/** Looks at one stack. What cannot be found out is among its failures, and the rest is done all the same. */
export async function lookAt(stack: string, options: LookOptions): Promise<StackLook> {
  const began = performance.now();
  const failures: string[] = [];
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      failures.push(...reasons(error));
      return undefined;
    }
  };
  const { project, place } = options;
  const handle = place.stack(stack);
  const file = await attempt(() => readFileSettings(project, stack));
  const deployed = await attempt(() => deployedOf(handle, project.name));
  const operation = options.refresh && deployed?.outputs ? await attempt(() => drift(handle, options)) : undefined;
  const resources = operation && resourceDrift(stack, operation, deployed?.outputs?.registry !== undefined);
  const image = file && deployed?.outputs && (await attempt(() => imageOf(stack, file, deployed.outputs, options)));
  const findings = [...(deployed?.findings ?? []), ...(resources?.findings ?? []), ...(image?.findings ?? [])];
  return {
    drift: {
      stack,
      region: file?.region ?? "",
      resources: resources?.findings.length,
      ignored: resources?.ignored ?? [],
      deployed: deployed?.isWhole,
      settings: deployed?.settings,
      failures,
      seconds: (performance.now() - began) / 1000,
    },
    findings,
    // What is not deployed, or only the remains of it, says nothing of how Regions should be.
    compared: file && deployed?.isWhole ? { stack, ...file, outputs: deployed.outputs, ...image?.known } : undefined,
  };
}

function drift(handle: StackHandle, { signal }: LookOptions): Promise<OperationResult> {
  return handle.drift(signal === undefined ? {} : { signal });
}

interface DeployedLook {
  /** Whether an update ever succeeded, of which no destroy has taken a part away. */
  readonly isWhole: boolean;
  /** Undefined where there is no such stack. */
  readonly outputs: StackOutputValues | undefined;
  readonly settings: number | undefined;
  readonly findings: readonly Finding[];
}

async function deployedOf(handle: StackHandle, project: string): Promise<DeployedLook> {
  const { name } = handle;
  const earlier = await handle.earlier();
  if (earlier === undefined) {
    // An update that failed leaves resources behind all the same.
    const outputs = (await handle.exists()) ? await handle.outputs() : undefined;
    return { isWhole: false, outputs, settings: undefined, findings: [notDeployed(name)] };
  }
  const found = updateFinding(project, name, await handle.settings(), earlier);
  const settings = found?.details.length ?? 0;
  const remains = earlier.partlyDestroyed === true ? [partlyDestroyed(name)] : [];
  const findings = [...remains, ...(found ? [found] : [])];
  return { isWhole: remains.length === 0, outputs: earlier.outputs, settings, findings };
}

/** What AWS knows of the AMI, unless the stack itself says what it is a copy of. */
async function imageOf(
  stack: string,
  { region, identity }: FileSettings,
  outputs: StackOutputValues | undefined,
  { images }: LookOptions,
): Promise<{ readonly known?: { readonly image: RunningImage }; readonly findings: readonly Finding[] }> {
  const { imageId } = outputs ?? {};
  if (images === undefined || typeof imageId !== "string") return { findings: [] };
  const subject: StackSubject = { stack, region, outputs: outputs ?? {}, ...(identity && { identity }) };
  const image = await images.look(subject, imageId);
  return { ...(image && { known: { image } }), findings: imageFindings(subject, imageId, image) };
}

/** What keeps one stack from being looked at, as sentences; a fault of the command is none of it. */
function reasons(error: unknown): readonly string[] {
  if (error instanceof OperationFailed) return error.errors;
  if (error instanceof PlanError) return error.messages;
  if (error instanceof Refused) return [error.message];
  const text = awsErrorText(error);
  if (text === undefined) throw error;
  return [text];
}
