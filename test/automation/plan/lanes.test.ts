import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import { expect } from "chai";
import type { Job } from "../../../automation/plan/job";
import { Lanes } from "../../../automation/plan/lanes";
import type { WorkerAnswer } from "../../../automation/plan/worker";
import { jobWith, placeOf } from "../support/evaluating";

/** A thread that answers as told. */
class FakeWorker extends EventEmitter {
  terminated = false;
  readonly asked: string[] = [];
  readonly #act: (worker: FakeWorker, job: Job) => void;

  constructor(act: (worker: FakeWorker, job: Job) => void) {
    super();
    this.#act = act;
  }

  postMessage(job: Job): void {
    this.asked.push(job.config.stack);
    setImmediate(() => this.#act(this, job));
  }

  async terminate(): Promise<number> {
    this.terminated = true;
    return 0;
  }
}

function jobOf(stack: string): Job {
  return jobWith({ config: { ...jobWith().config, stack } });
}

describe("Lanes", () => {
  /** Lanes whose further threads do as told, and those threads. */
  function lanesWith(act: (worker: FakeWorker, job: Job) => void) {
    const workers: FakeWorker[] = [];
    const start = () => {
      const worker = new FakeWorker(act);
      workers.push(worker);
      return worker as unknown as Worker;
    };
    return {
      lanes: new Lanes(
        placeOf(() => ({})),
        start,
      ),
      workers,
    };
  }

  const echo = (worker: FakeWorker, job: Job) => {
    const answer: WorkerAnswer = { result: { needs: [job.config.stack] } };
    worker.emit("message", answer);
  };

  it("stay in this thread for one stack after the other", async () => {
    const { lanes, workers } = lanesWith(echo);
    for (const stack of ["a", "b"]) expect(await lanes.run(jobOf(stack))).to.have.property("plan");
    await lanes.close();
    expect(workers).to.deep.equal([]);
  });

  it("open a thread for each further stack at the same time, and use it again", async () => {
    const { lanes, workers } = lanesWith(echo);
    const [here, there] = await Promise.all([lanes.run(jobOf("a")), lanes.run(jobOf("b"))]);
    expect(here).to.have.property("plan");
    expect(there).to.deep.equal({ needs: ["b"] });
    await Promise.all([lanes.run(jobOf("c")), lanes.run(jobOf("d"))]);
    await lanes.close();
    expect(workers.map(({ asked, terminated }) => [asked.length, terminated])).to.deep.equal([[2, true]]);
  });

  it("fail with what a thread failed with, in each way that it can", async () => {
    const failing = async (act: (worker: FakeWorker, job: Job) => void) => {
      const { lanes } = lanesWith(act);
      const [, there] = await Promise.allSettled([lanes.run(jobOf("a")), lanes.run(jobOf("b"))]);
      await lanes.close();
      return there.status === "rejected" ? (there.reason as Error).message : "";
    };
    expect(await failing((worker) => worker.emit("message", { failure: "told" }))).to.equal("told");
    expect(await failing((worker) => worker.emit("error", new Error("thrown")))).to.equal("thrown");
    expect(await failing((worker) => worker.emit("exit", 1))).to.equal("The thread of stack b ended.");
  });
});
