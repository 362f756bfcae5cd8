import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

let code: string | undefined;

/**
 * Code of the function that approves connections: one CommonJS file, whose export `handler` AWS Lambda calls. It is
 * bundled from the source in a checkout, so that it is never older than the source; an installed package has it built.
 */
export function approvalCode(): string {
  code ??= approvalCodeIn(__dirname);
  return code;
}

/** The code for what runs from `folder`: the folder `functions` of a checkout or a package, or its build in `dist`. */
export function approvalCodeIn(folder: string): string {
  const source = path.join(folder, "connection-approval", "index.ts");
  if (existsSync(source)) return bundled(source);
  const candidates = [
    path.join(folder, "connection-approval", "index.js"),
    path.join(folder, "..", "dist", "functions", "connection-approval", "index.js"),
  ];
  const built = candidates.find((file) => existsSync(file));
  if (built !== undefined) return readFileSync(built, "utf8");
  throw new Error(
    `The function's code is neither at ${candidates.join(" nor at ")}; the build of the package puts it there.`,
  );
}

function bundled(entry: string): string {
  // Not before it is needed: an installed package has no use for the bundler.
  const { keptBundle } = require("./kept-bundle") as typeof import("./kept-bundle");
  return keptBundle(entry);
}
