import { listed } from "../../components/lib/words";
import type { Project } from "../plan/project";
import { subjectOf } from "../rollout/subject";
import type { Place, StackSettings, StackSubject } from "../stacks/place";
import { serviceSubjects } from "../stacks/service-subjects";
import { StackFile } from "../stacks/stack-file";
import { Refused } from "../terminal/refused";
import { findStack, neededBy } from "./find-stack";
import { isRemovalMarked } from "./removal-mark";

/** A stack that no other one needs, as far as the stack files say. */
export interface Removable {
  readonly stack: string;
  /** Named profile of its credentials. */
  readonly profile?: string;
  /** Settings of all stacks of the project. */
  readonly all: ReadonlyMap<string, StackSettings>;
}

/** A stack that is going to be removed, with what its outputs and its state say. */
export interface Condemned {
  readonly stack: string;
  readonly subject: StackSubject;
  /** The stack once for each service that it has. */
  readonly services: readonly StackSubject[];
  /** Whether the registry of consumers goes with it. */
  readonly ownsRegistry: boolean;
  /** Whether the backend has let go of it already, in a removal that was ended before it had forgotten the stack. */
  readonly isGone: boolean;
}

/**
 * The stack that is meant by its name or its Region; undefined for a Region without one. Throws a {@link Refused} for one
 * that is not there, and for one that another stack needs.
 */
export async function removableStack(project: Project, word: string): Promise<Removable | undefined> {
  const read = [...project.stackFiles].map(
    async ([stack, file]) => [stack, (await StackFile.read(file)).settings()] as const,
  );
  const all: ReadonlyMap<string, StackSettings> = new Map(await Promise.all(read));
  const stack = findStack(word, all);
  if (stack === undefined) return undefined;
  refuseNeeded(stack, neededBy(stack, all));
  const { "aws:profile": profile } = all.get(stack) ?? {};
  return { stack, all, ...(typeof profile === "string" && { profile }) };
}

/**
 * Looks at what is deployed. Throws a {@link Refused} where other stacks share the registry that it owns, and for a stack
 * that the backend does not have, unless its removal has begun there.
 */
export async function condemned(place: Place, { stack, all }: Removable): Promise<Condemned> {
  const handle = place.stack(stack);
  const isGone = !(await handle.exists());
  if (isGone && !(await isRemovalMarked(place, stack))) {
    throw new Refused(
      `The backend does not have ${stack} (${place.title}): check that it is the right one, with PULUMI_BACKEND_URL and pulumi whoami --verbose; if ${stack} was never brought up, privatelink region remove ${stack} --forget deletes its stack file and its place in rollout.yaml, and nothing else.`,
    );
  }
  const subject = subjectOf(stack, all.get(stack) ?? {}, await handle.outputs());
  const ownTable = ownRegistry(subject);
  refuseNeeded(stack, neededBy(stack, all, ownTable));
  const services = await serviceSubjects(handle, subject);
  return { stack, subject, services, ownsRegistry: ownTable !== undefined, isGone };
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
