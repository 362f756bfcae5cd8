import { expect } from "chai";
import fc from "fast-check";
import { IPv4, IPv6 } from "ipaddr.js";
import {
  addressCount,
  contains,
  formatCidr,
  formatIpv4,
  type Ipv4Block,
  ipv6Subnet,
  networkOf,
  overlaps,
  parseCidr,
  parseIpv4,
} from "../../../components/lib/cidr";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const block: fc.Arbitrary<Ipv4Block> = fc
  .record({ address, prefix: fc.integer({ min: 0, max: 32 }) })
  .map((any) => networkOf(any));

describe("IPv4 addresses", () => {
  it("survive being written and read", () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(parseIpv4(formatIpv4(value))).to.equal(value);
      }),
    );
  });

  it("are written as ipaddr.js writes the same octets", () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        expect(formatIpv4(((a * 256 + b) * 256 + c) * 256 + d)).to.equal(new IPv4([a, b, c, d]).toString());
      }),
    );
  });

  for (const text of ["", "10", "10.0.0", "010.0.0.1", "10.0.0.256", "0x0a.0.0.1", "10.0.0.1.2", " 10.0.0.1", "::1"]) {
    it(`are not read from ${JSON.stringify(text)}`, () => expect(parseIpv4(text)).to.equal(undefined));
  }
});

describe("IPv4 blocks", () => {
  it("survive being written and read, host bits and all", () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (value, prefix) => {
        expect(parseCidr(formatCidr({ address: value, prefix }))).to.deep.equal({ address: value, prefix });
      }),
    );
  });

  for (const text of [
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0/8",
    "::/56",
    "10.0.0.0/8 ",
  ]) {
    it(`are not read from ${JSON.stringify(text)}`, () => expect(parseCidr(text)).to.equal(undefined));
  }

  it("begin at the address that ipaddr.js calls the network's", () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (value, prefix) => {
        const network = networkOf({ address: value, prefix });
        expect(formatIpv4(network.address)).to.equal(
          IPv4.networkAddressFromCIDR(formatCidr({ address: value, prefix })).toString(),
        );
      }),
    );
  });

  it("contain an address exactly when ipaddr.js matches it", () => {
    const nearby = block.chain((outer) =>
      fc.record({ outer: fc.constant(outer), offset: fc.integer({ min: -3, max: addressCount(outer.prefix) + 3 }) }),
    );
    fc.assert(
      fc.property(nearby, ({ outer, offset }) => {
        const inner = Math.min(Math.max(outer.address + offset, 0), 2 ** 32 - 1);
        const matches = IPv4.parse(formatIpv4(inner)).match(IPv4.parseCIDR(formatCidr(outer)));
        expect(contains(outer, { address: inner, prefix: 32 })).to.equal(matches);
      }),
    );
  });

  it("overlap exactly when their ranges of addresses do", () => {
    const last = (one: Ipv4Block) => one.address + addressCount(one.prefix) - 1;
    const close = fc.record({ address: fc.integer({ min: 0, max: 1023 }), prefix: fc.integer({ min: 22, max: 32 }) });
    fc.assert(
      fc.property(close.map(networkOf), close.map(networkOf), (a, b) => {
        expect(overlaps(a, b)).to.equal(a.address <= last(b) && b.address <= last(a));
      }),
    );
  });

  it("contain no larger block", () => {
    expect(contains({ address: 0, prefix: 24 }, { address: 0, prefix: 16 })).to.equal(false);
  });
});

describe("The /64 subnets of an IPv6 block", () => {
  it("are numbered in the bits between the two prefixes", () => {
    expect(ipv6Subnet("2600:1f18:1234:5600::/56", 0)).to.equal("2600:1f18:1234:5600::/64");
    expect(ipv6Subnet("2600:1f18:1234:5600::/56", 5)).to.equal("2600:1f18:1234:5605::/64");
    expect(ipv6Subnet("2600:1f18:1234:5600::/56", 255)).to.equal("2600:1f18:1234:56ff::/64");
  });

  it("lie inside the block and differ from each other", () => {
    const parts = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.nat(255), fc.nat(255), (given, first, second) => {
        const text = `${new IPv6(given).toString()}/56`;
        const network = IPv6.parse(IPv6.networkAddressFromCIDR(text).toString());
        const [one] = IPv6.parseCIDR(ipv6Subnet(text, first));
        expect(one.match([network, 56])).to.equal(true);
        expect(ipv6Subnet(text, first) === ipv6Subnet(text, second)).to.equal(first === second);
      }),
    );
  });

  for (const index of [-1, 256, 1.5]) {
    it(`do not include number ${index}`, () => {
      const message = `2600::/56 has 256 blocks of /64; there is no number ${index}.`;
      expect(() => ipv6Subnet("2600::/56", index)).to.throw(RangeError, message);
    });
  }
});
