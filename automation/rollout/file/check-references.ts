import { nearest } from "../../../components/lib/nearest";
import type { Problem } from "../../../components/lib/problem";
import { REGIONS } from "../../../components/lib/regions";
import { listed } from "../../../components/lib/words";
import type { StackReference } from "../../stacks/references";
import type { ProjectStacks } from "./stacks";

/** What makes it impossible to bring the stacks up one after the other: circles, and stacks that the project does not have. */
export function checkReferences(stacks: ProjectStacks): Problem[] {
  return [...unknownStacks(stacks), ...circles(stacks)];
}

/** Why one stack needs another, for example `copies its image from us-east-1 and shares the registry of us-east-1`. */
export function why(stack: string, other: string, stacks: ProjectStacks): string {
  const references = stacks.get(stack) ?? [];
  return listed(references.filter((reference) => reference.stack === other).map(({ text }) => text));
}

/**
 * Why a name is refused that is no stack of the project, and what to do.
 * @param isMeant whether it is surely no slip of the pen, so that no other stack may take its place
 */
export function unknownStack(
  stack: string,
  known: Iterable<string>,
  isMeant = isRegion(stack),
): Pick<Problem, "rule" | "remedy"> {
  const names = [...known];
  if (isMeant) {
    const rule = `has no stack file in this project: Pulumi.${stack}.yaml is missing`;
    return { rule, remedy: "bring it back or write it, or name another stack" };
  }
  const file = `write its file Pulumi.${stack}.yaml`;
  const meant = nearest(stack, names);
  const others = names.length === 0 ? "" : `, or use ${listed(names, "or")}`;
  const remedy = meant === undefined ? `${file}${others}` : `write ${meant}, or ${file}`;
  return { rule: "is no stack of this project", remedy };
}

/** Nobody writes the name of another Region by a slip of the pen. */
function isRegion(name: string): boolean {
  return REGIONS.some((region) => region.name === name);
}

function unknownStacks(stacks: ProjectStacks): Problem[] {
  const named = [...stacks.values()].flatMap((references) => references.map(({ stack }) => stack));
  const isMeant = (name: string) => isRegion(name) || named.filter((one) => one === name).length > 1;
  return [...stacks].flatMap(([stack, references]) =>
    references
      .filter((reference) => !stacks.has(reference.stack))
      .map((reference) => ({
        path: pathOf(stack, reference),
        value: reference.stack,
        ...unknownStack(
          reference.stack,
          [...stacks.keys()].filter((known) => known !== stack),
          isMeant(reference.stack),
        ),
      })),
  );
}

/** One problem for each reference that leads back to where a walk over the references came from. */
function circles(stacks: ProjectStacks): Problem[] {
  const problems: Problem[] = [];
  const walked = new Set<string>();
  const walk = (stack: string, way: readonly string[]): void => {
    const here = [...way, stack];
    walked.add(stack);
    for (const reference of firstOfEach(stacks.get(stack) ?? [])) {
      const start = here.indexOf(reference.stack);
      if (start >= 0) problems.push(circle(stack, reference, here.slice(start), stacks));
      else if (!walked.has(reference.stack)) walk(reference.stack, here);
    }
  };
  for (const stack of stacks.keys()) if (!walked.has(stack)) walk(stack, []);
  return problems;
}

function circle(stack: string, reference: StackReference, ring: readonly string[], stacks: ProjectStacks): Problem {
  const path = pathOf(stack, reference);
  const value = reference.stack;
  if (ring.length === 1)
    return { path, value, rule: "is this stack itself", remedy: "name another stack, or remove it" };
  const reasons = ring.map((one, index) => `${one} ${why(one, ring[(index + 1) % ring.length] ?? "", stacks)}`);
  const rule = `closes a circle in which no stack can come first: ${listed(reasons)}`;
  return { path, value, rule, remedy: "remove one of these references" };
}

function firstOfEach(references: readonly StackReference[]): StackReference[] {
  return [...new Map([...references].reverse().map((reference) => [reference.stack, reference])).values()].reverse();
}

function pathOf(stack: string, { path }: StackReference): string {
  return `${stack}: ${path}`;
}
