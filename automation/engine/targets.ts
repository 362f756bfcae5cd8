import { nearest } from "../../components/lib/nearest";
import { escaped } from "../escaped";
import type { ResourceStep } from "./operation";

/** A target as the engine takes it: a URN is one; a logical name stands for every resource of the stack that has it. */
export function targetUrn(stack: string, target: string): string {
  return target.startsWith("urn:") ? target : `urn:pulumi:${stack}::**::${target}`;
}

/**
 * What is wrong with targets that stand for no resource, one sentence each. The engine itself says nothing of a pattern.
 * @param steps what a preview would do; resources that stay as they are among them
 */
export function targetProblems(
  stack: string,
  targets: readonly string[],
  steps: readonly Pick<ResourceStep, "urn" | "name">[],
): string[] {
  return targets.flatMap((target) => {
    const pattern = patternOf(targetUrn(stack, target));
    if (steps.some(({ urn }) => pattern.test(urn))) return [];
    const meant = nearest(
      target,
      steps.map(({ name }) => name),
    );
    const remedy = meant === undefined ? "name a resource of the stack, or give its URN." : `did you mean ${meant}?`;
    return [`target: ${target} is no resource of ${stack}; ${remedy}`];
  });
}

/** As the engine understands patterns: `*` stops at a colon, `**` at nothing. */
function patternOf(target: string): RegExp {
  const parts = target.split("**").map((part) => part.split("*").map(escaped).join("[^:]*"));
  return new RegExp(`^${parts.join(".*")}$`);
}
