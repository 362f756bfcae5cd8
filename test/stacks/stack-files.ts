import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** Root of the project, which paths in stack files are relative to. */
export const ROOT = path.resolve(__dirname, "../..");

/** What a stack file or a test says, before Pulumi: objects, not JSON. */
export type Written = Record<string, unknown>;

/** The keys of a stack file of the project, with their namespaces. */
export function readStackFile(stack: string): Written {
  const { config } = parse(readFileSync(path.join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as { config: Written };
  return config;
}

/** The keys as Pulumi hands them to the program: texts as they are, all else as JSON. */
export function asEntries(written: Written): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Settings of a test as a stack file has them, with the namespace before each key. */
export function stackFile(settings: Written, region: string | undefined = "us-east-1"): Record<string, string> {
  const named = Object.entries(settings).map(([key, value]) => [`saas-privatelink:${key}`, value]);
  return asEntries({ ...(region !== "" && { "aws:region": region }), ...Object.fromEntries(named) });
}
