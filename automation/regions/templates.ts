import { nearest } from "../../components/lib/nearest";
import { listed } from "../../components/lib/words";
import { homeStack } from "../rollout/file/default-waves";
import { leadersOf, type ProjectStacks } from "../rollout/file/stacks";
import { Refused } from "../terminal/refused";

/** Which stack a new one is made of, and which it follows. */
export interface Origin {
  readonly template: string;
  readonly home: string;
}

/**
 * A stack that follows the home stack is a better template than the home stack itself, which is the exception. Throws a
 * {@link Refused} for an unknown name, and for a project without a stack.
 * @param like what a person asks for
 * @param order stacks in the order of the rollout plan, of which the first that follows is taken
 */
export function originOf(stacks: ProjectStacks, like: string | undefined, order: readonly string[]): Origin {
  const home = homeStack(stacks);
  if (home === undefined)
    throw new Refused("There is no stack file to make one of; write a Pulumi.<stack>.yaml first.");
  if (like !== undefined) return { template: known(like, stacks), home };
  const follower = order.find((stack) => leadersOf(stack, stacks).has(home));
  return { template: follower ?? home, home };
}

function known(stack: string, stacks: ProjectStacks): string {
  if (stacks.has(stack)) return stack;
  const names = [...stacks.keys()];
  const meant = nearest(stack, names);
  const remedy = meant === undefined ? `the stacks are ${listed(names)}` : `did you mean ${meant}?`;
  throw new Refused(`--like: there is no stack ${stack}; ${remedy}${meant === undefined ? "." : ""}`, 2);
}
