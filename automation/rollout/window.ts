import { windowToWaitFor } from "./file/opening";
import type { Wave } from "./plan";
import type { Run } from "./run";

/** Waits until waves may begin. */
export async function waitForWindow(run: Run, wave: Wave): Promise<void> {
  const { windows } = run.request.plan;
  for (let told = false; !run.draining; told = true) {
    const opening = windowToWaitFor(windows, run.clock.now());
    if (opening === undefined) return;
    const { opens, timeZone } = opening;
    if (!told) run.tell({ type: "window-waited-for", wave: wave.name, opens: opens.toISOString(), timeZone });
    await run.waitUntil(opens);
  }
}
