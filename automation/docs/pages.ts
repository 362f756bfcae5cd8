import { configReference } from "./config-reference";
import { outputsReference } from "./outputs-reference";
import { pluginSchema } from "./plugin-schema";
import { rolloutReference } from "./rollout-reference";

/** What is generated, by file name relative to the project's root. */
export const REFERENCE: Readonly<Record<string, (root: string) => string>> = {
  "docs/config.md": configReference,
  "docs/outputs.md": outputsReference,
  "docs/rollout-file.md": rolloutReference,
  "docs/schema.json": pluginSchema,
};
