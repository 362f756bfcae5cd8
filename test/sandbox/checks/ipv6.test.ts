import { isIPv6 } from "node:net";
import { expect } from "chai";
import * as fc from "fast-check";
import { contains6, overlaps6, parseAddress6, parseBlock6 } from "../../../sandbox/checks/ipv6";

const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
const written = groups.map((list) => list.map((group) => group.toString(16)).join(":"));
const block = fc.tuple(written, fc.integer({ min: 0, max: 128 })).map(([text, prefix]) => {
  const parsed = parseBlock6(`${text}/${prefix}`);
  if (parsed === undefined) throw new Error("A written block must parse.");
  return parsed;
});

describe("the sandbox's IPv6 arithmetic", () => {
  it("reads an address in full and in short form alike", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 8 }), (list, from, length) => {
        const zeroed = list.map((group, index) => (index >= from && index < from + length ? 0 : group));
        const full = zeroed.map((group) => group.toString(16));
        const short = `${full.slice(0, from).join(":")}::${full.slice(from + length).join(":")}`;
        expect(parseAddress6(short)).to.equal(parseAddress6(full.join(":")));
      }),
    );
  });

  it("takes text for an address exactly when Node does", () => {
    const characters = fc.array(fc.constantFrom(":", "::", "0", "1", "f", "ffff", "12345", "g"), { maxLength: 10 });
    fc.assert(
      fc.property(characters, (parts) => {
        const text = parts.join("");
        expect(parseAddress6(text) !== undefined, text).to.equal(isIPv6(text));
      }),
    );
  });

  it("refuses what is no block", () => {
    for (const text of ["2600::", "2600::/129", "2600::/", "2600:::/56", "10.0.0.0/8", "2600::/56/56"]) {
      expect(parseBlock6(text), text).to.equal(undefined);
    }
  });

  it("finds the 256 subnets of a /56, and no two of them overlap", () => {
    const site = parseBlock6("2600:1f00:1234:ab00::/56") ?? expect.fail();
    const subnet = (n: number) =>
      parseBlock6(`2600:1f00:1234:ab${n.toString(16).padStart(2, "0")}::/64`) ?? expect.fail();
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(byte, (n) => contains6(site, subnet(n))));
    fc.assert(fc.property(byte, byte, (a, b) => overlaps6(subnet(a), subnet(b)) === (a === b)));
    expect(contains6(site, parseBlock6("2600:1f00:1234:ac00::/64") ?? expect.fail())).to.equal(false);
  });

  it("calls two blocks overlapping exactly when one contains the other", () => {
    fc.assert(fc.property(block, block, (a, b) => overlaps6(a, b) === (contains6(a, b) || contains6(b, a))));
  });
});
