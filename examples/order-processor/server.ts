import { jsonLog } from "./log";
import { startService } from "./service";
import { readSettings } from "./settings";

const log = jsonLog((line) => process.stdout.write(line));

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const service = await startService({ ...settings, log });
  log("info", "service.started", { ...settings, port: service.port, pid: process.pid });

  const onSignal = async (signal: NodeJS.Signals) => {
    log("info", "service.stopping", { signal });
    const drained = await service.stop();
    log(drained ? "info" : "warn", "service.stopped", { drained });
  };
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
}

main().catch((error: unknown) => {
  log("error", "service.failed", { reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
});
