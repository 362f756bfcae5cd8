import path from "node:path";
import { Interruption, RolloutOutcome, rollout } from "saas-privatelink/automation";
import { Channel } from "./channel";
import { messageOf } from "./messages";

/** Releases what the stack files say, wave by wave, and tells a channel about it. */
async function main(): Promise<void> {
  const [project = path.resolve(__dirname, "../..")] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
  const sandbox = process.argv.includes("--sandbox");
  const channel = new Channel(process.env.RELEASE_WEBHOOK);
  const interruption = new Interruption();
  // The first signal lets the running stacks finish; a second one stops their engines cleanly.
  process.on("SIGTERM", () => interruption.request());
  process.on("SIGINT", () => interruption.request());
  const summary = await rollout({
    project,
    sandbox,
    // Nothing becomes healthy late on the sandbox: a source of health that only waits is not waited for so long.
    gate: sandbox ? { timeoutMinutes: 1 } : {},
    interruption,
    onEvent: (event) => {
      const message = messageOf(event);
      if (message !== undefined) channel.tell(message);
    },
  });
  await channel.flush();
  process.exitCode = summary.outcome === RolloutOutcome.Succeeded ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
