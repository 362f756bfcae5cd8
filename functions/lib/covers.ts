import type { Connection } from "./connection";
import type { Consumer } from "./consumer";
import { Reason } from "./decision";

/** Whether the consumer has bought the service; without a list it has bought them all. */
export function coversService(consumer: Pick<Consumer, "services">, service: string): boolean {
  return consumer.services?.includes(service) ?? true;
}

/** What of the connection the consumer's entry does not cover; `undefined` when it covers all of it. */
export function coverageProblem(
  consumer: Pick<Consumer, "services" | "regions" | "endpointIds">,
  connection: Pick<Connection, "region" | "endpointId">,
  service: string,
): Reason | undefined {
  if (!coversService(consumer, service)) return Reason.ServiceNotCovered;
  if (consumer.regions?.includes(connection.region) === false) return Reason.RegionNotCovered;
  if (consumer.endpointIds?.includes(connection.endpointId) === false) return Reason.EndpointNotListed;
  return undefined;
}
