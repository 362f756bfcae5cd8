import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { bundleOf } from "./bundle";

const ENTRY = "functions/connection-approval";

/** Writes the function's code to where an installed package has it; `npm run build` does it after the compiler. */
export function buildFunction(root: string): void {
  const folder = path.join(root, "dist", ENTRY);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "index.js"), bundleOf(path.join(root, ENTRY, "index.ts")).code);
}

if (require.main === module) buildFunction(path.join(__dirname, ".."));
