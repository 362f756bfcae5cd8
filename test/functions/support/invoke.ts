import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const MODULES = path.resolve(__dirname, "../../../node_modules");

/** What came of a function's invocations. */
export interface Invoked {
  readonly results: readonly { readonly answer?: unknown; readonly error?: { name: string; message: string } }[];
  /** Modules of the AWS SDK that loading the function loaded. */
  readonly loadedByImport: number;
  readonly loadedAtEnd: number;
  /** Lines that the function wrote to its output, then those to its errors; each has to be JSON. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** Invokes a function's code in a process of its own, which finds the AWS SDK as it does in AWS Lambda, by NODE_PATH. */
export async function invoke(
  code: string,
  events: readonly unknown[],
  env: Readonly<Record<string, string>>,
): Promise<Invoked> {
  const folder = await mkdtemp(path.join(tmpdir(), "function-"));
  try {
    const file = path.join(folder, "index.js");
    await writeFile(file, code);
    const child = spawn(process.execPath, [path.join(__dirname, "invoke.cjs"), file], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_PATH: MODULES, NODE_NO_WARNINGS: "1", ...env },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    child.stdin?.end(JSON.stringify(events));
    const [output, errors, result] = await Promise.all([
      text(child.stdout as Readable),
      text(child.stderr as Readable),
      text(child.stdio[3] as Readable),
      once(child, "close"),
    ]);
    if (result === "") throw new Error(`The function's process came to nothing: ${errors}`);
    const lines = `${output}${errors}`.split("\n").filter((line) => line !== "");
    return { ...JSON.parse(result), lines: lines.map((line) => JSON.parse(line)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
