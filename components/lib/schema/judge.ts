import type { z } from "zod";
import { nearest } from "../nearest";
import { type Problem, sentence } from "../problem";
import { keyPath, knownKeys, problemOf, unknownKey } from "./issues";
import { replaced, schemaAt, valueAt } from "./keys";
import { readings } from "./readings";

/** What became of an input: the value when nothing is wrong, else everything that is. */
export type Judged<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

const inOrder = new Intl.Collator("en", { numeric: true });

/** A rule over a whole value of the right shape. */
export type Rule<T> = (value: T) => Problem[];

/**
 * Parses the input and applies the rules, and says everything that is wrong in one go.
 *
 * A mistyped key is read as the one that was meant. A value of the wrong shape is read as each of the values that it
 * may have been meant to be, and of the rules' problems those remain that hold whichever it was. So a wrong shape hides
 * no problem elsewhere and gives rise to none.
 */
export function judge<S extends z.ZodType>(
  schema: S,
  input: unknown,
  rules: readonly Rule<z.output<S>>[],
): Judged<z.output<S>> {
  const { input: meant, parsed, problems: typos } = correctKeys(schema, input);
  if (parsed.success) {
    const broken = [...typos, ...rules.flatMap((rule) => rule(parsed.data))];
    return broken.length === 0 ? { value: parsed.data } : { problems: sorted(broken) };
  }
  const paths = parsed.error.issues.map((issue) => issue.path);
  const shapes = parsed.error.issues.map((issue) => problemOf(issue, schema, meant));
  const verdicts = readings(schema, meant, paths).map((value) => rules.flatMap((rule) => rule(value)));
  const elsewhere = certain(verdicts).filter(({ path }) => !shapes.some((shape) => isAtOrBelow(path, shape.path)));
  return { problems: sorted([...typos, ...shapes, ...elsewhere]) };
}

interface Corrected<S extends z.ZodType> {
  readonly input: unknown;
  readonly parsed: z.ZodSafeParseResult<z.output<S>>;
  readonly problems: Problem[];
}

/** Reports unknown keys, and gives the input with each of them under the key that was meant, or without it. */
function correctKeys<S extends z.ZodType>(schema: S, given: unknown): Corrected<S> {
  const problems: Problem[] = [];
  let input = given;
  for (;;) {
    const parsed = schema.safeParse(input);
    const unknown = parsed.error?.issues.find((issue) => issue.code === "unrecognized_keys");
    const key = unknown?.keys[0];
    if (unknown === undefined || key === undefined) return { input, parsed, problems };
    const known = knownKeys(schemaAt(schema, unknown.path) ?? schema);
    const holder = valueAt(input, unknown.path) as Record<string, unknown>;
    problems.push(unknownKey(key, known, keyPath(unknown.path)));
    const { [key]: value, ...rest } = holder;
    const meant = nearest(key, known);
    const corrected = meant === undefined || meant in rest ? rest : { ...rest, [meant]: value };
    input = replaced(input, unknown.path, corrected);
  }
}

/** The problems that every verdict has; where all find fault with one value for reasons of their own, the first one's. */
function certain(verdicts: readonly (readonly Problem[])[]): Problem[] {
  const [first = []] = verdicts;
  const inAll = (what: (problem: Problem) => string) => {
    const found = verdicts.map((verdict) => new Set(verdict.map(what)));
    return first.filter((problem) => found.every((one) => one.has(what(problem))));
  };
  const said = inAll(sentence);
  const faulty = inAll(({ path }) => path);
  return [...said, ...faulty.filter(({ path }) => said.every((problem) => problem.path !== path))];
}

function isAtOrBelow(path: string, upper: string): boolean {
  return path === upper || path.startsWith(`${upper}[`) || path.startsWith(`${upper}.`);
}

/** In the order of key paths, `ports[2]` before `ports[10]`, and each sentence once. */
function sorted(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [sentence(problem), problem]));
  return [...once.values()].sort((a, b) => inOrder.compare(a.path, b.path));
}
