import { listed } from "../../components/lib/words";
import type { StackSettings } from "../stacks/place";
import { type Finding, ok, problem } from "./finding";

/** What the file of a new stack is, where one of that name is there already. */
export const Leftover = {
  /** No run of this command has left it half done: the waves have its stack. */
  None: "none",
  /** No wave has its stack, and the file is what would be written: a run that was killed has left it. */
  Same: "same",
  /** No wave has its stack, and the file is another one. */
  Other: "other",
} as const;
export type Leftover = (typeof Leftover)[keyof typeof Leftover];

const ANOTHER = "another one needs a name of its own, by --stack";

/** Whether a stack of this name may be added in a Region. */
export function judgePlace(
  region: string,
  stack: { readonly name: string; readonly isNamed: boolean; readonly leftover: Leftover },
  settings: ReadonlyMap<string, StackSettings>,
): Finding {
  const subject = "Stack";
  const { name, isNamed, leftover } = stack;
  if (leftover === Leftover.Same) {
    const text = `Pulumi.${name}.yaml is there as it would be written, and no wave of rollout.yaml has the stack yet`;
    return ok(subject, text);
  }
  if (leftover === Leftover.Other) {
    const text = `Pulumi.${name}.yaml is there already, and not as it would be written, and no wave of rollout.yaml has the stack; add it to one, or give the new stack another name`;
    return problem(subject, text);
  }
  const there = settings.get(name);
  if (there !== undefined) {
    const text = `${name} is there already, in ${there["aws:region"] ?? "no Region"}, by Pulumi.${name}.yaml; ${ANOTHER}`;
    return problem(subject, text);
  }
  const others = [...settings].filter(([, one]) => one["aws:region"] === region).map(([other]) => other);
  if (others.length === 0) return ok(subject, `there is none in ${region} yet`);
  if (isNamed) return ok(subject, `${name}, besides ${others.join(" and ")} in ${region}`);
  return problem(subject, `${listed(others)} ${others.length === 1 ? "is" : "are"} in ${region} already; ${ANOTHER}`);
}
