import { nearest } from "../../components/lib/nearest";
import { listed } from "../../components/lib/words";
import { homeStack } from "../rollout/file/default-waves";
import { leadersOf, type ProjectStacks } from "../rollout/file/stacks";
import { Refused } from "../terminal/refused";

/** Which stack a new one is made of, and which it follows. */
export interface Origin {
  readonly template: string;
  readonly home: string;
  /** Why that template, for people: `the first that follows us-east-1`; undefined where a person asked for it. */
  readonly why?: string;
}

/** The stacks that there are, and in which order and by whom they were made. */
export interface Candidates {
  readonly stacks: ProjectStacks;
  /** In the order of the rollout plan. */
  readonly order: readonly string[];
  /** The stack whose file that of another one was made from, where that says so. */
  readonly madeFrom: ReadonlyMap<string, string>;
}

/**
 * A stack that follows the home stack is a better template than the home stack itself, which is the exception. It is the
 * first in the order of the plan; of one that was made from another that follows, the other one, so that a stack that was
 * added is not the template of the next one only because its name comes first. Throws a {@link Refused} for an unknown
 * name, and for a project without a stack.
 * @param like what a person asks for
 */
export function originOf({ stacks, order, madeFrom }: Candidates, like: string | undefined): Origin {
  const home = homeStack(stacks);
  if (home === undefined)
    throw new Refused("There is no stack file to make one of; write a Pulumi.<stack>.yaml first.");
  if (like !== undefined) return { template: known(like, stacks), home };
  const follows = (stack: string) => stacks.has(stack) && leadersOf(stack, stacks).has(home);
  const first = order.find(follows);
  if (first === undefined) return { template: home, home, why: "the home stack" };
  const template = sourceOf(first, madeFrom, follows);
  const why =
    template === first
      ? `the first that follows ${home}`
      : `from which ${first}, the first that follows ${home}, was made`;
  return { template, home, why };
}

/** Where the line of stacks that were made from each other begins. */
function sourceOf(stack: string, madeFrom: ReadonlyMap<string, string>, follows: (stack: string) => boolean): string {
  const seen = new Set([stack]);
  let source = stack;
  for (let next = madeFrom.get(source); next !== undefined; next = madeFrom.get(source)) {
    if (seen.has(next) || !follows(next)) return source;
    seen.add(next);
    source = next;
  }
  return source;
}

function known(stack: string, stacks: ProjectStacks): string {
  if (stacks.has(stack)) return stack;
  const names = [...stacks.keys()];
  const meant = nearest(stack, names);
  const remedy = meant === undefined ? `the stacks are ${listed(names)}` : `did you mean ${meant}?`;
  throw new Refused(`--like: there is no stack ${stack}; ${remedy}${meant === undefined ? "." : ""}`, 2);
}
