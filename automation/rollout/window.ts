import { nextOpening } from "./file/opening";
import type { Wave } from "./plan";
import type { Run } from "./run";

/** Waits until waves may begin. */
export async function waitForWindow(run: Run, wave: Wave): Promise<void> {
  const { windows } = run.request.plan;
  for (let told = false; !run.draining; told = true) {
    const now = run.clock.now();
    const opens = nextOpening(windows, now);
    if (opens <= now) return;
    if (!told) run.tell({ type: "window-waited-for", wave: wave.name, opens: opens.toISOString() });
    await run.waitUntil(opens);
  }
}
