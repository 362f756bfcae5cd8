import type { StackPlan } from "../model";
import { withoutMarks } from "./marks";

/** The documented JSON of plans; it holds no secret. */
export function renderJson(plans: readonly StackPlan[]): string {
  const stacks = plans.map(({ stack, region, resources, outputs }) => ({ stack, region, resources, outputs }));
  return `${JSON.stringify({ stacks }, withoutMarks, 2)}\n`;
}
