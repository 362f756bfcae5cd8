import { Logger } from "@aws-lambda-powertools/logger";
import type { RunLog } from "./run-log";

/** The log of a function, which is told what each invocation is. */
export interface FunctionLog extends RunLog {
  /** Puts the id of the invocation on every line that follows. */
  begin(requestId: string | undefined): void;
}

/**
 * A log of one JSON object a line. Like the metrics it goes past `console`, to the standard output and, from the level
 * ERROR on, the standard error: Lambda keeps both, leaves lines that are JSON as they are, and in its JSON format reads
 * their `level` and `timestamp`.
 */
export function functionLog(service: string): FunctionLog {
  const logger = new Logger({ serviceName: service, logLevel: "INFO" });
  return {
    begin: (requestId) => {
      logger.resetKeys();
      if (requestId !== undefined) logger.appendKeys({ requestId });
    },
    info: (message, fields) => logger.info(message, { ...fields }),
    warn: (message, fields) => logger.warn(message, { ...fields }),
    error: (message, fields) => logger.error(message, { ...fields }),
  };
}
