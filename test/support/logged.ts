import { format } from "node:util";

/** What a run gives, and what the program logged meanwhile, as `warning: ...`. */
export async function logged<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly lines: string[] }> {
  const lines: string[] = [];
  const { log, info, warn, error } = console;
  const take = (...values: unknown[]) => void lines.push(format(...values).replace(/^(\w+): \[runtime\] /, "$1: "));
  Object.assign(console, { log: take, info: take, warn: take, error: take });
  try {
    return { result: await run(), lines };
  } finally {
    Object.assign(console, { log, info, warn, error });
  }
}
