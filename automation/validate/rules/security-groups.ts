import { overlap, type Range, rangesOf, textOf } from "../address/ranges";
import type { EndpointFacts, Facts, GroupFacts, InterfaceFacts, VpcFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { whenKnown } from "../known";
import { type Target, transportsOf } from "../target";
import { orNone } from "../words";
import { clientAddresses } from "./clients";
import { isOfService } from "./endpoint";
import { type Admitted, admittedBy, admittedOf, notAdmitted } from "./group-access";

/** Whether the security groups of the endpoint let its clients in, port by port. */
export function securityGroupFindings(facts: Facts, target: Target): readonly Finding[] {
  const { endpoint, groups, vpc, interfaces, prefixLists } = facts;
  return whenKnown(
    "security-group",
    "Security groups of the endpoint",
    [endpoint, groups, vpc, interfaces, prefixLists],
    (
      found: EndpointFacts | undefined,
      own: readonly GroupFacts[],
      itsVpc: VpcFacts,
      there: readonly InterfaceFacts[],
      lists: ReadonlyMap<string, readonly string[]>,
    ) => {
      if (!isOfService(found, target)) return [];
      const addresses = rangesOf(there.flatMap((one) => one.addresses));
      const whole = clientAddresses({ ...target, clients: { cidrs: [], groupIds: [] } }, itsVpc, addresses).ranges;
      return target.ports.flatMap((port) =>
        transportsOf(port).flatMap((transport) => {
          const admitted = admittedBy(own, false, transport, port.port, lists);
          const ingress = {
            own,
            whole,
            admitted,
            what: `${transport.toUpperCase()} ${port.port}`,
            transport,
            port: port.port,
          };
          return ingressFindings(ingress, target);
        }),
      );
    },
  );
}

interface Ingress {
  readonly own: readonly GroupFacts[];
  /** Addresses of the VPC. */
  readonly whole: readonly Range[];
  readonly admitted: Admitted;
  readonly what: string;
  readonly transport: string;
  readonly port: number;
}

function ingressFindings(ingress: Ingress, { clients }: Target): Finding[] {
  const said = [
    ...(clients.cidrs.length > 0 ? [saidCidrs(ingress, rangesOf(clients.cidrs))] : []),
    ...clients.groupIds.map((groupId) => saidGroup(ingress, groupId)),
  ];
  return said.length > 0 ? said : [anyClient(ingress)];
}

function saidCidrs(ingress: Ingress, ranges: readonly Range[]): Finding {
  const lacking = notAdmitted(ranges, ingress.admitted);
  if (lacking.length === 0) return admits(ingress, orNone(ranges.map(textOf)));
  const cause = `${namesOf(ingress)} not admit ${orNone(lacking.map(textOf))}.`;
  return fail("security-group", subjectOf(ingress), cause, opening(ingress, listedCidrs(lacksFrom(ranges, lacking))));
}

function saidGroup(ingress: Ingress, groupId: string): Finding {
  const { admitted, whole } = ingress;
  const subject = subjectOf(ingress);
  if (admitted.groupIds.includes(groupId)) return admits(ingress, `members of ${groupId}`);
  if (notAdmitted(whole, admitted).length === 0) return admits(ingress, `all of the VPC, and so members of ${groupId}`);
  const some = admittedOf(whole, admitted);
  if (some.length === 0) {
    const cause = `${namesOf(ingress)} not admit members of ${groupId}.`;
    return fail("security-group", subject, cause, opening(ingress, groupId));
  }
  return unknown(
    "security-group",
    subject,
    `Of the VPC's addresses ${orNone(some.map(textOf))} are admitted, and those of the members of ${groupId} are not known.`,
    `Say the clients' addresses with --client-cidr, or admit the group: ${opening(ingress, groupId)}`,
  );
}

function anyClient(ingress: Ingress): Finding {
  const { own, admitted, whole } = ingress;
  const subject = subjectOf(ingress);
  const lacking = notAdmitted(whole, admitted);
  if (lacking.length === 0) return admits(ingress, orNone(whole.map(textOf)));
  const some = [...admittedOf(whole, admitted).map(textOf), ...admitted.groupIds.map((id) => `members of ${id}`)];
  const defaults = own.filter(({ groupName }) => groupName === "default").map(({ groupId }) => groupId);
  const onlyItself = admitted.groupIds.every((id) => defaults.includes(id)) && admittedOf(whole, admitted).length === 0;
  if (defaults.length === own.length && onlyItself) {
    return fail(
      "security-group",
      subject,
      `The endpoint has the VPC's default group, ${orNone(defaults)}, which AWS takes where none is named; it admits its own members only.`,
      `Give the endpoint a group of its own that admits the clients; where the clients are in the default group, say so with --client-sg ${defaults[0]}.`,
    );
  }
  if (some.length === 0) {
    return fail("security-group", subject, "Nobody in the VPC is admitted.", opening(ingress, listedCidrs(whole)));
  }
  return unknown(
    "security-group",
    subject,
    `Only ${orNone(some)} are admitted, and whether the clients are among them is not known.`,
    "Say who the clients are with --client-cidr or --client-sg.",
  );
}

function admits(ingress: Ingress, whom: string): Finding {
  return ok("security-group", subjectOf(ingress), `Admitted: ${whom}.`);
}

function subjectOf({ own, what }: Ingress): string {
  return `${what} into ${orNone(own.map(({ groupId }) => groupId))}`;
}

function namesOf({ own }: Ingress): string {
  return own.length === 1 ? "The group does" : "The groups do";
}

function opening({ own, transport, port }: Ingress, source: string): string {
  const group = own.length === 1 ? `${own[0]?.groupId}` : "one of the groups";
  return `Add an inbound rule to ${group}: ${transport.toUpperCase()} ${port} from ${source}.`;
}

function listedCidrs(ranges: readonly Range[]): string {
  return orNone(ranges.map(textOf));
}

/** Those of the ranges that lack something, whole, as they are written into a rule. */
function lacksFrom(ranges: readonly Range[], lacking: readonly Range[]): readonly Range[] {
  return ranges.filter((range) => lacking.some((part) => overlap(part, range) !== undefined));
}
