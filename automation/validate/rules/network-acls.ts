import { overlap, type Range, rangesOf, textOf } from "../address/ranges";
import type { AclFacts, EndpointFacts, Facts, InterfaceFacts, SubnetFacts, VpcFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { whenKnown } from "../known";
import { type Target, type TargetPort, transportsOf } from "../target";
import { orNone } from "../words";
import { type Denial, denialsOf, isWhollyDenied, type Passage } from "./acl-access";
import { type ClientAddresses, clientAddresses } from "./clients";
import { isOfService } from "./endpoint";

const SUBJECT = "Network ACLs";
/** Ports that current Linux and Windows systems connect from; answers come back to them. */
const OWN_PORTS = { fromPort: 32768, toPort: 65535 } as const;

/** Number in the API of the rule that every ACL ends with, which denies everything and is shown as `*`. */
const LAST_RULE = 32767;

/** Whether the ACLs of the endpoint's and the clients' subnets pass requests and answers. */
export function networkAclFindings(facts: Facts, target: Target): readonly Finding[] {
  const { endpoint, vpc, subnets, interfaces, acls } = facts;
  return whenKnown(
    "network-acl",
    SUBJECT,
    [endpoint, vpc, subnets, interfaces, acls],
    (
      found: EndpointFacts | undefined,
      itsVpc: VpcFacts,
      all: readonly SubnetFacts[],
      there: readonly InterfaceFacts[],
      lists: readonly AclFacts[],
    ) => {
      if (!isOfService(found, target)) return [];
      const addresses = rangesOf(there.flatMap((one) => one.addresses));
      const clients = clientAddresses(target, itsVpc, addresses);
      const inVpc = all.filter((subnet) => isIn(subnet, clients.ranges));
      const near = lists.filter(({ subnetIds }) => subnetIds.some((id) => found.subnetIds.includes(id)));
      const far = lists.filter(({ subnetIds }) =>
        subnetIds.some((id) => inVpc.some(({ subnetId }) => subnetId === id)),
      );
      const problems = [
        ...near.flatMap((acl) => sideFindings(acl, "endpoint", clients.ranges, target.ports, clients)),
        ...far.flatMap((acl) => sideFindings(acl, "clients", addresses, target.ports, clients)),
      ];
      if (problems.length > 0) return problems;
      const passed = [...new Set([...near, ...far].map(({ aclId }) => aclId))];
      return [
        ok(
          "network-acl",
          SUBJECT,
          `${orNone(passed)} pass requests and answers.`.replace(/^(\S+) pass /, "$1 passes "),
        ),
      ];
    },
  );
}

type Side = "endpoint" | "clients";

/** What the ACL of one side's subnets denies of the traffic with the addresses of the other side. */
function sideFindings(
  acl: AclFacts,
  side: Side,
  others: readonly Range[],
  ports: readonly TargetPort[],
  clients: ClientAddresses,
): Finding[] {
  return passagesOf(side, others, ports).flatMap((passage) => {
    const denials = denialsOf(acl, passage);
    return denials.length === 0 ? [] : [denialFinding(acl, side, passage, denials, clients)];
  });
}

/** Requests arrive at the endpoint and leave the clients; answers go the other way. */
function passagesOf(side: Side, addresses: readonly Range[], ports: readonly TargetPort[]): Passage[] {
  const transports = [...new Set(ports.flatMap(transportsOf))];
  const requests = ports.flatMap((port) =>
    transportsOf(port).map((transport) => ({
      egress: side === "clients",
      transport,
      addresses,
      fromPort: port.port,
      toPort: port.port,
    })),
  );
  const answers = transports.map((transport) => ({ egress: side === "endpoint", transport, addresses, ...OWN_PORTS }));
  return [...requests, ...answers];
}

function denialFinding(
  { aclId }: AclFacts,
  side: Side,
  passage: Passage,
  denials: readonly Denial[],
  { said }: ClientAddresses,
): Finding {
  const { egress, transport, fromPort, toPort, addresses } = passage;
  const ports = fromPort === toPort ? `${fromPort}` : `${fromPort} to ${toPort}`;
  const way = egress ? "to" : "from";
  const whose = side === "endpoint" ? "the endpoint's subnets" : "the clients' subnets";
  const subject = `${transport.toUpperCase()} ${ports} ${egress ? "out of" : "into"} ${whose}`;
  const rules = [...new Set(denials.map(({ rule }) => rule))].map((rule) =>
    rule === undefined || rule === LAST_RULE ? "the rule *" : `rule ${rule}`,
  );
  const parts = [...new Set(denials.map(({ area }) => textOf(area.addresses)))];
  const cause = `${aclId} denies it ${way} ${orNone(parts)} by ${orNone(rules)}.`;
  const remedy = `Allow ${transport.toUpperCase()} ports ${ports} ${way} ${orNone(addresses.map(textOf))} in ${aclId}, ${egress ? "outbound" : "inbound"}: an ACL keeps no state, so requests and answers both need a rule.`;
  if (said || (side === "endpoint" && isWhollyDenied(passage, denials)))
    return fail("network-acl", subject, cause, remedy);
  return unknown(
    "network-acl",
    subject,
    cause,
    `Say where the clients are with --client-cidr. If they are there: ${remedy}`,
  );
}

function isIn({ cidrs }: SubnetFacts, ranges: readonly Range[]): boolean {
  return rangesOf(cidrs).some((subnet) => ranges.some((range) => overlap(subnet, range) !== undefined));
}
