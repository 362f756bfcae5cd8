import { clientsOf } from "../aws/clients";
import { gateMeansOf } from "../aws/gate-means";
import { gateOf } from "../lib/entitlement/gate-of";
import { functionLog } from "../lib/logger";
import { readSettings } from "../lib/read-settings";
import { writeMetrics } from "../lib/run-metrics";
import { handlerOf, type Parts } from "./handler";

let made: Parts | undefined;

/** What AWS Lambda calls. */
export const handler = handlerOf(() => {
  // In the first invocation, not while the module is loaded: an error is then reported as one, with its message.
  made ??= parts();
  return made;
});

function parts(): Parts {
  const settings = readSettings(process.env);
  const { service, registry, entitlement } = settings;
  const clients = clientsOf({ service: service.region, registry: registry.region });
  const gate = gateOf(entitlement, gateMeansOf(clients));
  const log = functionLog(service.name);
  return {
    settings,
    log,
    run: async (notifications) => {
      const { run } = await import("./run.js");
      return run({ settings, clients, gate, notifications, log });
    },
    measure: (outcome) => writeMetrics(service, outcome),
  };
}
