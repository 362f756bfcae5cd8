import { type Area, areaWithout, commonArea } from "../address/areas";
import { type Range, rangesOf } from "../address/ranges";
import type { AclEntry, AclFacts } from "../facts";

/** Traffic that has to pass a network ACL, with the far end's addresses. */
export interface Passage {
  readonly egress: boolean;
  readonly transport: string;
  readonly addresses: readonly Range[];
  readonly fromPort: number;
  readonly toPort: number;
}

/** A part of a passage that is denied, and the number of the rule that does it; undefined where no rule is about it. */
export interface Denial {
  readonly area: Area;
  readonly rule?: number;
}

const NUMBERS: Readonly<Record<string, string>> = { tcp: "6", udp: "17" };

/** What the ACL denies of a passage: of each part, the rule with the lowest number decides. */
export function denialsOf({ entries }: AclFacts, passage: Passage): Denial[] {
  const rules = entries
    .filter((entry) => entry.egress === passage.egress && isAbout(entry, passage.transport))
    .toSorted((a, b) => a.number - b.number);
  const { addresses, fromPort, toPort } = passage;
  let undecided = addresses.map((range): Area => ({ addresses: range, fromPort, toPort }));
  const denied: Denial[] = [];
  for (const { cidr, allow, number, fromPort, toPort } of rules) {
    const [range] = rangesOf([cidr]);
    if (range === undefined) continue;
    const ruled: Area = { addresses: range, fromPort, toPort };
    if (!allow) {
      for (const area of undecided) {
        const common = commonArea(area, ruled);
        if (common !== undefined) denied.push({ area: common, rule: number });
      }
    }
    undecided = undecided.flatMap((area) => areaWithout(area, ruled));
  }
  return [...denied, ...undecided.map((area) => ({ area }))];
}

/** Whether nothing of the passage gets through. */
export function isWhollyDenied(passage: Passage, denials: readonly Denial[]): boolean {
  const size = ({ addresses, fromPort, toPort }: Area): bigint =>
    (addresses.last - addresses.first + 1n) * BigInt(toPort - fromPort + 1);
  const { addresses, fromPort, toPort } = passage;
  const whole = addresses.reduce((sum, range) => sum + size({ addresses: range, fromPort, toPort }), 0n);
  return denials.reduce((sum, { area }) => sum + size(area), 0n) === whole;
}

function isAbout({ protocol }: AclEntry, transport: string): boolean {
  return protocol === "-1" || protocol === NUMBERS[transport];
}
