import { rangesOf, textOf } from "../address/ranges";
import type { EndpointFacts, Facts, GroupFacts, InterfaceFacts } from "../facts";
import { type Finding, fail, ok } from "../finding";
import { whenKnown } from "../known";
import { type Target, transportsOf } from "../target";
import { orNone } from "../words";
import { isOfService } from "./endpoint";
import { admittedBy, notAdmitted } from "./group-access";

/** Whether the clients' own groups let them out to the endpoint; only where the user named them. */
export function clientGroupFindings(facts: Facts, target: Target): readonly Finding[] {
  if (target.clients.groupIds.length === 0) return [];
  const { endpoint, clientGroups, interfaces, prefixLists } = facts;
  return whenKnown(
    "client-group",
    "Security groups of the clients",
    [endpoint, clientGroups, interfaces, prefixLists],
    (
      found: EndpointFacts | undefined,
      groups: readonly GroupFacts[],
      there: readonly InterfaceFacts[],
      lists: ReadonlyMap<string, readonly string[]>,
    ) => {
      if (!isOfService(found, target)) return [];
      const addresses = rangesOf(there.flatMap((one) => one.addresses));
      return groups.flatMap((group) =>
        target.ports.flatMap((port) =>
          transportsOf(port).map((transport) => {
            const admitted = admittedBy([group], true, transport, port.port, lists);
            const subject = `${transport.toUpperCase()} ${port.port} out of ${group.groupId}`;
            const toGroup = admitted.groupIds.find((id) => found.groupIds.includes(id));
            if (toGroup !== undefined) return ok("client-group", subject, `Allowed to members of ${toGroup}.`);
            const lacking = notAdmitted(addresses, admitted);
            if (lacking.length === 0) return ok("client-group", subject, "Allowed to all addresses of the endpoint.");
            return fail(
              "client-group",
              subject,
              `The group does not let its members out to ${orNone(lacking.map(textOf))}.`,
              `Add an outbound rule to ${group.groupId}: ${transport.toUpperCase()} ${port.port} to ${found.groupIds[0] ?? orNone(lacking.map(textOf))}.`,
            );
          }),
        ),
      );
    },
  );
}
