import { listed } from "../../components/lib/words";
import type { AwsIdentity } from "../aws/identity";
import { identityOf } from "../aws/read-identity";
import type { Project } from "../plan/project";
import { askEach } from "../rollout/ask-each";
import { ofStack } from "../rollout/stack-work";
import { subjectOf } from "../rollout/subject";
import { type Going, type Need, needsFrom, ownTable, type Saying } from "../stacks/needed-by";
import type { Place, StackSettings, StackSubject } from "../stacks/place";
import { settingsOfStacks } from "../stacks/resolved-settings";
import { serviceSubjects } from "../stacks/service-subjects";
import { Refused } from "../terminal/refused";
import { findStack } from "./find-stack";
import { isRemovalMarked } from "./removal-mark";

/** How many stacks the backend is asked about at the same time. */
const AT_ONCE = 4;

/** A stack that no other one needs, as far as the stack files say. */
export interface Removable {
  readonly stack: string;
  /** Whose credentials AWS is asked with. */
  readonly identity?: AwsIdentity;
  /** Settings of all stacks of the project, with what Pulumi.yaml gives to all. */
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
  const all = await settingsOfStacks(project);
  const stack = findStack(word, all);
  if (stack === undefined) return undefined;
  refuseNeeded({ stack }, sayingsOf(all));
  const identity = identityOf(all.get(stack) ?? {});
  return { stack, all, ...(identity && { identity }) };
}

/**
 * Looks at what is deployed. Throws a {@link Refused} where another stack was last updated with it, or shares the registry
 * that it owns, and for a stack that the backend does not have, unless its removal has begun there.
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
  const tableArn = ownTable(subject);
  refuseNeeded({ stack, ...(tableArn !== undefined && { tableArn }) }, await withDeployed(place, stack, all));
  const services = await serviceSubjects(handle, subject);
  return { stack, subject, services, ownsRegistry: tableArn !== undefined, isGone };
}

type Sayings = ReadonlyMap<string, Saying>;

function sayingsOf(all: Removable["all"]): Sayings {
  return new Map([...all].map(([stack, written]) => [stack, { written }]));
}

/** What the other stacks say, also by their last updates. Throws a {@link Refused} where that is not told. */
async function withDeployed(place: Place, stack: string, all: Removable["all"]): Promise<Sayings> {
  const others = [...all.keys()].filter((other) => other !== stack);
  const { found, problems } = await askEach(others, AT_ONCE, (other) => ofStack(() => place.stack(other).earlier()));
  if (problems.length > 0) throw new Refused(`Nobody can tell whether ${stack} is needed: ${problems.join("\n")}`);
  return new Map(
    [...sayingsOf(all)].map(([other, { written }]) => {
      const deployed = found.get(other)?.settings;
      return [other, { written, ...(deployed && { deployed }) }];
    }),
  );
}

function refuseNeeded(going: Going, sayings: Sayings): void {
  const reasons = [...sayings].flatMap(([other, saying]) =>
    other === going.stack ? [] : needsFrom(saying, [going]).map((need) => needText(other, need)),
  );
  if (reasons.length === 0) return;
  throw new Refused(
    `${going.stack} is needed: ${listed(reasons)}; remove what needs it first, or change it and bring it up.`,
  );
}

function needText(stack: string, { text, path, isDeployedOnly }: Need): string {
  return `${stack} ${text} (${path}${isDeployedOnly ? " of its last update" : ""})`;
}
