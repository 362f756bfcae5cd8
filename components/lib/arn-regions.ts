import type { Problem } from "./problem";

const REGIONAL_ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]+):\d{12}:/;

/** Refuses the ARN of a resource in another Region; an ARN without a Region, and what is no ARN, is left to others. */
export function checkArnRegion(value: string, path: string, region: string): Problem[] {
  const own = REGIONAL_ARN.exec(value)?.[1];
  if (own === undefined || own === region) return [];
  return [{ path, value, rule: `is in ${own}, not in ${region}`, remedy: `use one of ${region}` }];
}
