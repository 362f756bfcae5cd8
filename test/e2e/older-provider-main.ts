import { createRequire } from "node:module";
import { adaptToOlderProvider, PROGRAM_VARIABLE } from "./older-provider";

export = async (): Promise<unknown> => {
  adaptToOlderProvider();
  // Not by import: the language host compiles TypeScript for require only.
  const program: unknown = createRequire(__filename)(process.env[PROGRAM_VARIABLE] ?? "");
  return typeof program === "function" ? program() : program;
};
