import { readFile } from "node:fs/promises";

/** What comes of work on a file; undefined where there is no such file. */
export async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The text of a file; undefined where there is none. */
export function readIfThere(file: string): Promise<string | undefined> {
  return ifThere(() => readFile(file, "utf8"));
}
