import { z } from "zod";
import { type Problem, sentence } from "../../components/lib/problem";
import { judge } from "../../components/lib/schema/judge";
import { documented } from "../../components/lib/schema/keys";
import { checkWhole } from "../../components/lib/whole-numbers";
import { Operation } from "../engine/operation";
import { gateKeys } from "./file/gate-schema";
import { PARALLEL } from "./file/numbers";
import { checkGate } from "./file/rules";
import type { ProjectRollout } from "./project-rollout";

const names = z.array(z.string()).optional();
const flag = z.boolean().optional();
/** Code of the caller's, whose parts are looked at below. */
const code = z.unknown().optional();

const schema = z.strictObject({
  project: documented(z.string(), { description: "Folder of Pulumi.yaml.", examples: ["/srv/order-processor"] }),
  operation: z.enum(Operation).optional(),
  stacks: names,
  waves: names,
  file: z.string().optional(),
  parallel: z.int().optional(),
  targets: names,
  gates: flag,
  gate: gateKeys.optional(),
  resume: flag,
  sandbox: flag,
  unhealthy: names,
  health: code,
  onEvent: code,
  interruption: code,
  env: code,
} satisfies Record<keyof ProjectRollout, z.ZodType>);

type Given = z.output<typeof schema>;

/** What is wrong with the options of `rollout`, and those of them that nothing is wrong with. */
export interface JudgedOptions {
  readonly problems: readonly string[];
  readonly sound: Partial<ProjectRollout>;
}

/**
 * Looks at everything about the options that can be told without the project. A program that is not type-checked, or that
 * has them from a file of its own, gets all that is wrong at once.
 */
export function judgeOptions(options: ProjectRollout): JudgedOptions {
  const judged = judge(schema, options, [checkValues, checkCode, checkTogether]);
  if ("value" in judged) return { problems: [], sound: options };
  const { problems } = judged;
  const isSound = ([name]: readonly [string, unknown]) =>
    !problems.some(({ path }) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  return {
    problems: problems.map(sentence),
    sound: Object.fromEntries(Object.entries(options).filter(isSound)),
  };
}

function checkValues({ parallel, gate }: Given): Problem[] {
  return [...checkWhole(parallel, "parallel", PARALLEL), ...checkGate(gate, "gate")];
}

function checkCode({ health, onEvent, interruption, env }: Given): Problem[] {
  return [
    ...checkMethods(health, "health", ["look"], "give a HealthSource, such as new AwsHealth()"),
    ...checkMethods(interruption, "interruption", ["request"], "give a new Interruption()"),
    ...(onEvent === undefined || typeof onEvent === "function"
      ? []
      : [{ path: "onEvent", value: onEvent, rule: "is not a function", remedy: "give one that takes a RolloutEvent" }]),
    ...checkMethods(env, "env", [], "give an object of variables, such as process.env"),
  ];
}

function checkMethods(value: unknown, path: string, methods: readonly string[], remedy: string): Problem[] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null) return [{ path, value, rule: "is not an object", remedy }];
  return methods
    .filter((name) => typeof Reflect.get(value, name) !== "function")
    .map((name) => ({ path, value, rule: `has no method ${name}`, remedy }));
}

/** Options that say nothing where others are not as they need them: who gives them wants something else. */
function checkTogether({ operation = Operation.Up, resume, sandbox, unhealthy = [], health }: Given): Problem[] {
  const problems: Problem[] = [];
  if (resume === true && operation !== Operation.Up) {
    problems.push({ path: "resume", value: resume, rule: `cannot be with ${operation}`, remedy: "only an up goes on" });
  }
  if (unhealthy.length > 0 && sandbox !== true) {
    const rule = "is for the sandbox only, as in AWS a stack is as healthy as it is";
    problems.push({ path: "unhealthy", value: unhealthy, rule, remedy: "leave it out, or set sandbox" });
  }
  if (unhealthy.length > 0 && health !== undefined) {
    const rule = "is told to the sandbox, which is not asked with a health of your own";
    problems.push({ path: "unhealthy", value: unhealthy, rule, remedy: "leave out one of them" });
  }
  return problems;
}
