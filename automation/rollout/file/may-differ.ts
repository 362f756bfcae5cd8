import * as z from "zod";
import { nearest } from "../../../components/lib/nearest";
import type { Check, Problem } from "../../../components/lib/problem";
import { unwrap } from "../../../components/lib/schema/keys";
import { listed } from "../../../components/lib/words";
import { settings } from "../../../stacks/schema/settings";
import { parseSettingPath, pathText, type SettingPath, type SettingStep } from "../../stacks/setting-path";
import { NAMESPACE } from "../../stacks/stack-file";

/** Refuses a path that leads to no setting, or that no difference between stacks ever has. */
export const checkMayDiffer: Check<string> = (value, path) => {
  const steps = parseSettingPath(value) ?? [""];
  const [key] = steps;
  // What belongs to others, such as `aws:defaultTags`, has no schema here.
  if (typeof key === "string" && key.includes(":") && !key.startsWith(`${NAMESPACE}:`)) return [];
  return checkSteps(steps, { value, path });
};

function checkSteps(steps: SettingPath, about: Pick<Problem, "value" | "path">): Problem[] {
  let schema: z.core.$ZodType = settings;
  for (const [index, step] of steps.entries()) {
    const inner = unwrap(schema).schema;
    const [above, rest] = [steps.slice(0, index), steps.slice(index)];
    const next = isOneName(inner, rest) ? undefined : below(inner, step);
    if (next === undefined)
      return [{ ...about, rule: "is no setting of a stack file", remedy: remedy(inner, above, rest) }];
    schema = next;
  }
  return [];
}

/** Whether the rest of a path must be a single name, that of a person's own, into which its dots belong. */
function isOneName(schema: z.core.$ZodType, rest: SettingPath): boolean {
  if (!(schema instanceof z.ZodRecord) || unwrap(schema.def.valueType).schema instanceof z.ZodObject) return false;
  return rest.length > 1 && rest.every((step) => typeof step === "string");
}

function below(schema: z.core.$ZodType, step: SettingStep): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return hasElements(schema) && typeof step === "object" ? schema.element : undefined;
  if (typeof step !== "string") return undefined;
  if (schema instanceof z.ZodObject) return schema.shape[step];
  return schema instanceof z.ZodRecord ? schema.def.valueType : undefined;
}

/** Whether the elements of a list are compared one by one, by their names: a list of plain values is so as a whole. */
function hasElements({ element }: z.ZodArray): boolean {
  return unwrap(element).schema instanceof z.ZodObject;
}

function remedy(schema: z.core.$ZodType, above: SettingPath, rest: SettingPath): string {
  const written = (step: SettingStep) => pathText([...above, step]);
  if (isOneName(schema, rest)) return `write ${written(rest.join("."))}, with the name in quotes`;
  if (schema instanceof z.ZodArray && hasElements(schema))
    return `write ${written({ named: "" })} for each of the list`;
  if (schema instanceof z.ZodRecord) return `write ${written("<name>")} for each of the names`;
  if (!(schema instanceof z.ZodObject)) return `write ${pathText(above)}, which has nothing below it`;
  const known = Object.keys(schema.shape);
  const meant = nearest(String(rest[0]), known);
  return meant === undefined ? `use ${listed(known.map(written), "or")}` : `write ${written(meant)} instead`;
}
