import type { StackPlan } from "../model";

/** The documented JSON of plans; it holds no secret. */
export function renderJson(plans: readonly StackPlan[]): string {
  const stacks = plans.map(({ stack, region, resources, outputs }) => ({
    stack,
    region,
    resources: resources.map(({ urn, type, name, parent, inputs, outputs }) => ({
      urn,
      type,
      name,
      parent,
      inputs,
      outputs,
    })),
    outputs,
  }));
  return `${JSON.stringify({ stacks }, null, 2)}\n`;
}
