import type { LogLevel } from "../../../../examples/order-processor/log";
import { type Service, type ServiceOptions, startService } from "../../../../examples/order-processor/service";

export interface LoggedEvent {
  readonly level: LogLevel;
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface RunningService extends Service {
  readonly events: readonly LoggedEvent[];
  readonly url: string;
}

/** The service in this process on a free port of 127.0.0.1, with its log kept. */
export async function runService(options: Partial<ServiceOptions> = {}): Promise<RunningService> {
  const events: LoggedEvent[] = [];
  const service = await startService({
    port: 0,
    host: "127.0.0.1",
    proxyProtocol: false,
    log: (level, event, fields) => events.push({ level, event, ...fields }),
    ...options,
  });
  return { ...service, events, url: `http://127.0.0.1:${service.port}` };
}
