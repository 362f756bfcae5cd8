import type { ProjectStacks } from "../../../../automation/rollout/file/stacks";

/** Stacks by name, each with the stacks whose image it copies. */
export function stacksOf(references: Readonly<Record<string, readonly string[]>>): ProjectStacks {
  return new Map(
    Object.entries(references).map(([stack, others]) => [
      stack,
      others.map((other) => ({ stack: other, path: "image.copyFrom.stack", text: `copies its image from ${other}` })),
    ]),
  );
}
