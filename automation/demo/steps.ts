/** One thing that the demo does, and how it is told. */
export interface Step {
  readonly title: string;
  /** Does it; `tell` says how far it is, and the returned text what came of it. */
  run(tell: (text: string) => void): Promise<string>;
}

/** Where steps are shown. */
export interface StepOutput {
  readonly stream: NodeJS.WriteStream;
  /** Whether lines may be written over. */
  readonly live: boolean;
}

/** Runs steps one after the other and shows how far they are; stops at the first that fails. */
export async function runSteps(steps: readonly Step[], output: StepOutput): Promise<void> {
  if (output.live) await runLive(steps);
  else await runInLines(steps, output.stream);
}

const TICK_MS = 1_000;
const LINE_EVERY_MS = 5_000;

async function runLive(steps: readonly Step[]): Promise<void> {
  const { Listr } = await import("listr2");
  const tasks = steps.map((step) => ({
    title: step.title,
    task: async (_context: unknown, task: { title: string; output: string }): Promise<void> => {
      const result = await timed(step, TICK_MS, (text) => {
        task.output = text;
      });
      task.title = `${step.title}: ${result}`;
    },
  }));
  // The engine gets the terminal's Ctrl-C too, and needs the sandbox until it has stopped.
  const list = new Listr(tasks, { registerSignalListeners: false, rendererOptions: { showErrorMessage: false } });
  await list.run();
}

async function runInLines(steps: readonly Step[], stream: NodeJS.WriteStream): Promise<void> {
  for (const step of steps) {
    const result = await timed(step, LINE_EVERY_MS, (text) => stream.write(`${step.title}: ${text}\n`));
    stream.write(`${step.title}: ${result}\n`);
  }
}

/** Says at every tick what was told last, and for how long the step has been at it. */
async function timed(step: Step, everyMs: number, say: (text: string) => void): Promise<string> {
  const began = performance.now();
  let last = "";
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    say([last, `${seconds} s`].filter(Boolean).join(", "));
  }, everyMs);
  try {
    return await step.run((text) => {
      last = text;
    });
  } finally {
    clearInterval(timer);
  }
}
