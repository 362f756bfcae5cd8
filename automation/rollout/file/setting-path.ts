import * as z from "zod";
import { nearest } from "../../../components/lib/nearest";
import type { Check } from "../../../components/lib/problem";
import { unwrap } from "../../../components/lib/schema/keys";
import { listed } from "../../../components/lib/words";
import { settings } from "../../../stacks/schema/settings";

const STEPS = /\[[^\]]*\]|[^.[\]]+/g;

/** Refuses what is not the path of a setting of a stack file, in the notation of docs/config.md. */
export const checkSettingPath: Check<string> = (value, path) => {
  let schema: z.core.$ZodType = settings;
  const [...steps] = value.match(STEPS) ?? [""];
  for (const [index, step] of steps.entries()) {
    const inner = unwrap(schema).schema;
    // The names of a record are people's own, and may have dots.
    if (inner instanceof z.ZodRecord && !(unwrap(inner.def.valueType).schema instanceof z.ZodObject)) return [];
    const next = below(inner, step);
    if (next === undefined) {
      return [
        { path, value, rule: "is no setting of a stack file", remedy: remedy(inner, steps.slice(0, index), step) },
      ];
    }
    schema = next;
  }
  return [];
};

function below(schema: z.core.$ZodType, step: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step];
  if (schema instanceof z.ZodArray) return step.startsWith("[") ? schema.element : undefined;
  if (schema instanceof z.ZodRecord) return schema.def.valueType;
  return undefined;
}

function remedy(schema: z.core.$ZodType, above: readonly string[], step: string): string {
  const written = (last: string) => [...above, last].join(".").replaceAll(".[", "[");
  if (schema instanceof z.ZodArray) return `write ${written("[]")} for each of the list`;
  if (!(schema instanceof z.ZodObject)) return `write ${written("").replace(/\.$/, "")}, which has nothing below it`;
  const known = Object.keys(schema.shape);
  const meant = nearest(step, known);
  return meant === undefined ? `use ${listed(known.map(written), "or")}` : `write ${written(meant)} instead`;
}
