import { sideBySide } from "./limit";
import { attempted, StackFailed } from "./stack-work";

/** What stacks answered. */
export interface Answers<T> {
  readonly found: ReadonlyMap<string, T>;
  /** What went wrong with the stacks that cannot be asked, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Asks about each of the stacks, side by side.
 * @param limit how many at once
 * @param ask throws a {@link StackFailed} where a stack cannot be asked; the others are asked all the same
 */
export async function askEach<T>(
  stacks: readonly string[],
  limit: number,
  ask: (stack: string) => Promise<T>,
): Promise<Answers<T>> {
  const found = new Map<string, T>();
  const failed = new Map<string, readonly string[]>();
  await sideBySide(
    stacks,
    limit,
    () => true,
    async (stack) => {
      const answer = await attempted(() => ask(stack));
      if (answer instanceof StackFailed) failed.set(stack, answer.problems);
      else found.set(stack, answer);
    },
  );
  const problems = stacks.flatMap((stack) => (failed.get(stack) ?? []).map((problem) => `${stack}: ${problem}`));
  return { found, problems };
}
