export type LogLevel = "info" | "warn" | "error";

/** Writes one event; `fields` must hold JSON values only. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** One JSON document per line, as journald and CloudWatch Logs index it. */
export function jsonLog(write: (line: string) => void): Log {
  return (level, event, fields = {}) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
  };
}
