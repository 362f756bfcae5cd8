import type { NamedStacks } from "./check-waves";
import { leadersOf, type ProjectStacks } from "./stacks";

const HOME = "home";
const REST = "rest";

/**
 * The waves of a project that has named none. The home stack, which most others need, is alone in the first one; the rest
 * follow as early as their references let them. The references must not have a cycle.
 */
export function defaultWaves(stacks: ProjectStacks): NamedStacks[] {
  const home = homeStack(stacks);
  if (home === undefined) return [];
  const waves: NamedStacks[] = [{ name: HOME, stacks: [home] }];
  const left = new Set([...stacks.keys()].sort().filter((stack) => stack !== home));
  while (left.size > 0) {
    const waits = (stack: string) => stacks.get(stack)?.some((reference) => left.has(reference.stack)) === true;
    const ready = [...left].filter((stack) => !waits(stack));
    if (ready.length === 0) throw new Error(`The stacks ${[...left].join(", ")} refer to each other in a circle.`);
    waves.push({ name: waves.length === 1 ? REST : `${REST}-${waves.length}`, stacks: ready });
    for (const stack of ready) left.delete(stack);
  }
  return waves;
}

/** The stack that most others refer to, directly or through others; the first by name where several are equal. */
export function homeStack(stacks: ProjectStacks): string | undefined {
  const followers = new Map([...stacks.keys()].map((stack) => [stack, 0]));
  for (const stack of stacks.keys()) {
    for (const leader of leadersOf(stack, stacks)) followers.set(leader, (followers.get(leader) ?? 0) + 1);
  }
  const most = Math.max(...followers.values());
  return [...stacks.keys()].sort().find((stack) => followers.get(stack) === most);
}
