import type { Worker } from "node:worker_threads";
import { evaluate, type Place } from "./evaluate";
import type { Job, JobResult } from "./job";
import type { WorkerAnswer } from "./worker";

/** A place where one stack at a time is evaluated. */
interface Lane {
  run(job: Job): Promise<JobResult>;
  close(): Promise<unknown>;
}

/** Evaluates stacks in this thread and, when several are wanted at the same time, in further ones. */
export class Lanes {
  readonly #place: Place;
  readonly #startWorker: () => Worker;
  readonly #all: Lane[] = [];
  readonly #free: Lane[] = [];

  constructor(place: Place, startWorker: () => Worker) {
    this.#place = place;
    this.#startWorker = startWorker;
  }

  /** Evaluates on a free lane, opening one where there is none. */
  async run(job: Job): Promise<JobResult> {
    const lane = this.#free.pop() ?? this.#open();
    try {
      return await lane.run(job);
    } finally {
      this.#free.push(lane);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((lane) => lane.close()));
  }

  #open(): Lane {
    const lane = this.#all.length === 0 ? inThisThread(this.#place) : inThreadOfItsOwn(this.#startWorker());
    this.#all.push(lane);
    return lane;
  }
}

function inThisThread(place: Place): Lane {
  return { run: (job) => evaluate(job, place), close: async () => undefined };
}

function inThreadOfItsOwn(worker: Worker): Lane {
  const run = (job: Job) =>
    new Promise<JobResult>((resolve, reject) => {
      const settle = (act: () => void) => {
        worker.off("message", answered).off("error", failed).off("exit", ended);
        act();
      };
      const answered = (answer: WorkerAnswer) =>
        settle(() => ("result" in answer ? resolve(answer.result) : reject(new Error(answer.failure))));
      const failed = (error: Error) => settle(() => reject(error));
      const ended = () => settle(() => reject(new Error(`The thread of stack ${job.config.stack} ended.`)));
      worker.on("message", answered).on("error", failed).on("exit", ended).postMessage(job);
    });
  return { run, close: () => worker.terminate() };
}
