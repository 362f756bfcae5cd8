import { expect } from "chai";
import * as fc from "fast-check";
import {
  contains,
  formatAddress,
  overlaps,
  parseAddress,
  parseBlock,
  usableAddresses,
} from "../../../sandbox/checks/cidr";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const block = fc.tuple(address, fc.integer({ min: 8, max: 32 })).map(([base, prefix]) => {
  const parsed = parseBlock(`${formatAddress(base)}/${prefix}`);
  if (parsed === undefined) throw new Error("A formatted block must parse.");
  return parsed;
});

describe("the sandbox's IPv4 arithmetic", () => {
  it("reads back every address that it writes", () => {
    fc.assert(fc.property(address, (a) => parseAddress(formatAddress(a)) === a));
  });

  it("refuses what is no address or no block", () => {
    for (const text of ["10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.0.0", "a.b.c.d", "", "::1"]) {
      expect(parseAddress(text), text).to.equal(undefined);
    }
    for (const text of ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "10.0.0.0/8/8", "/8"]) {
      expect(parseBlock(text), text).to.equal(undefined);
    }
  });

  it("has 2^(32-prefix) addresses in a block, and knows whether the text names its first", () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (base, prefix) => {
        const parsed = parseBlock(`${formatAddress(base)}/${prefix}`);
        expect(parsed && parsed.last - parsed.first + 1).to.equal(2 ** (32 - prefix));
        expect(parsed?.aligned).to.equal(parsed?.first === base);
      }),
    );
  });

  it("calls two blocks overlapping exactly when one contains the other", () => {
    fc.assert(fc.property(block, block, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
    fc.assert(fc.property(block, block, (a, b) => overlaps(a, b) === overlaps(b, a)));
  });

  it("leaves AWS five addresses of a subnet", () => {
    const usable = (text: string) => usableAddresses(parseBlock(text) ?? expect.fail(text));
    expect(usable("10.0.0.0/28")).to.equal(11);
    expect(usable("10.0.0.0/26")).to.equal(59);
    expect(usable("10.0.0.0/30")).to.equal(0);
  });
});
