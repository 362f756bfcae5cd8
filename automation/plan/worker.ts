import { parentPort } from "node:worker_threads";
import { evaluate, type Place } from "./evaluate";
import type { Job, JobResult } from "./job";

/** What a thread answers: a result, or what kept it from one. */
export type WorkerAnswer = { readonly result: JobResult } | { readonly failure: string };

/** Evaluates stacks one after the other, as they are asked for. */
export function servePlans(place: Place): void {
  const port = parentPort;
  if (port === null) throw new Error("Plans are served in a thread of their own.");
  port.on("message", async (job: Job) => port.postMessage(await answer(job, place)));
}

async function answer(job: Job, place: Place): Promise<WorkerAnswer> {
  try {
    return { result: await evaluate(job, place) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
