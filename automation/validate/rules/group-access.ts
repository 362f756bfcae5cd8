import { overlap, type Range, rangesOf, without } from "../address/ranges";
import type { GroupFacts, GroupRule } from "../facts";

/** What the rules of security groups let through on one port. */
export interface Admitted {
  readonly ranges: readonly Range[];
  readonly groupIds: readonly string[];
}

const NUMBERS: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp" };

/** What the groups together admit: a group refuses nothing, so a connection passes when any rule has it. */
export function admittedBy(
  groups: readonly GroupFacts[],
  egress: boolean,
  transport: string,
  port: number,
  prefixLists: ReadonlyMap<string, readonly string[]>,
): Admitted {
  const rules = groups.flatMap((group) => group.rules).filter((rule) => rule.egress === egress);
  const fitting = rules.filter((rule) => isAbout(rule, transport, port));
  const cidrs = fitting.flatMap(({ cidr, prefixListId }) => [
    ...(cidr === undefined ? [] : [cidr]),
    ...(prefixListId === undefined ? [] : (prefixLists.get(prefixListId) ?? [])),
  ]);
  const groupIds = fitting.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]));
  return { ranges: rangesOf(cidrs), groupIds: [...new Set(groupIds)] };
}

/** The parts of `wanted` that are not admitted. */
export function notAdmitted(wanted: readonly Range[], { ranges }: Admitted): Range[] {
  return wanted.flatMap((range) => without(range, ranges));
}

/** The parts of `wanted` that are admitted. */
export function admittedOf(wanted: readonly Range[], { ranges }: Admitted): Range[] {
  return wanted.flatMap((range) =>
    ranges.flatMap((other) => {
      const common = overlap(range, other);
      return common === undefined ? [] : [common];
    }),
  );
}

function isAbout({ protocol, fromPort, toPort }: GroupRule, transport: string, port: number): boolean {
  if (protocol === "-1") return true;
  return (NUMBERS[protocol] ?? protocol.toLowerCase()) === transport && fromPort <= port && port <= toPort;
}
