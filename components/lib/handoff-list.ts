import { checkHandoff, type Handoff, HandoffError, parseHandoff } from "./handoff";
import { readJson } from "./handoff-text";
import { at } from "./path";
import type { Problem } from "./problem";

const PATH = "handoffs";

/**
 * Reads the hand-offs of several services: a list of documents, each the text or the object, or the text of such a
 * list. Throws a {@link HandoffError} that says everything that is wrong with any of them.
 */
export function parseHandoffs(documents: unknown): Handoff[] {
  const { value, problem } = readJson(documents, PATH);
  if (problem !== undefined) throw new HandoffError([problem]);
  if (!Array.isArray(value) || value.length === 0) {
    const remedy = "give one hand-off for each service, in brackets";
    throw new HandoffError([{ path: PATH, value, rule: "is not a list with at least one hand-off", remedy }]);
  }
  const problems = value.flatMap((document: unknown, index) => checkHandoff(document, at(PATH, index)));
  if (problems.length > 0) throw new HandoffError(problems);
  const handoffs = value.map(parseHandoff);
  const twins = checkNames(handoffs);
  if (twins.length > 0) throw new HandoffError(twins);
  return handoffs;
}

/** Refuses two services of one name: the name is what tells their endpoints apart from one update to the next. */
function checkNames(handoffs: readonly Handoff[]): Problem[] {
  return handoffs.flatMap(({ name, serviceName }, index) => {
    const first = handoffs.findIndex((other) => other.name === name);
    const twin = handoffs[first];
    if (first === index || twin === undefined) return [];
    const rule = `is the name of ${twin.serviceName} (${at(PATH, first)}) and of ${serviceName}`;
    return [{ path: at(at(PATH, index), "name"), value: name, rule, remedy: "keep one of them in the list" }];
  });
}
