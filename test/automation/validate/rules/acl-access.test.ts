import { expect } from "chai";
import fc from "fast-check";
import { type Range, rangeOf } from "../../../../automation/validate/address/ranges";
import type { AclEntry } from "../../../../automation/validate/facts";
import { denialsOf, isWhollyDenied } from "../../../../automation/validate/rules/acl-access";

const BLOCKS = ["10.0.0.0/30", "10.0.0.0/31", "10.0.0.2/31", "10.0.0.1/32", "0.0.0.0/0"];

const entry = fc.record({
  number: fc.integer({ min: 1, max: 99 }),
  egress: fc.boolean(),
  protocol: fc.constantFrom("-1", "6", "17"),
  allow: fc.boolean(),
  cidr: fc.constantFrom(...BLOCKS),
  ports: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })),
});

/** What AWS does with one packet: the first rule by number that is about it decides, and none denies. */
function passes(entries: readonly AclEntry[], address: bigint, port: number): boolean {
  const rules = entries.filter(({ egress, protocol }) => !egress && (protocol === "-1" || protocol === "6"));
  const first = rules
    .toSorted((a, b) => a.number - b.number)
    .find(({ cidr, fromPort, toPort }) => {
      const range = rangeOf(cidr) as Range;
      return range.first <= address && address <= range.last && fromPort <= port && port <= toPort;
    });
  return first?.allow ?? false;
}

describe("what a network ACL denies", () => {
  it("is what no packet of gets through, packet by packet", () => {
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 6, selector: ({ number }) => number }), (drawn) => {
        const entries = drawn.map(({ ports: [a, b], ...rest }) => ({
          ...rest,
          fromPort: Math.min(a, b),
          toPort: Math.max(a, b),
        }));
        const range = rangeOf("10.0.0.0/30") as Range;
        const passage = { egress: false, transport: "tcp", addresses: [range], fromPort: 1, toPort: 6 };
        const denials = denialsOf({ aclId: "acl-1", subnetIds: [], entries }, passage);
        let denied = 0;
        for (let address = range.first; address <= range.last; address += 1n) {
          for (let port = 1; port <= 6; port += 1) {
            const times = denials.filter(
              ({ area: { addresses, fromPort, toPort } }) =>
                addresses.first <= address && address <= addresses.last && fromPort <= port && port <= toPort,
            ).length;
            expect(times).to.equal(passes(entries, address, port) ? 0 : 1);
            denied += times;
          }
        }
        expect(isWhollyDenied(passage, denials)).to.equal(denied === 24);
      }),
    );
  });
});
