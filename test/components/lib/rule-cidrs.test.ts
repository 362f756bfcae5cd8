import { expect } from "chai";
import fc from "fast-check";
import { formatCidr, networkOf } from "../../../components/lib/cidr";
import { sentence } from "../../../components/lib/problem";
import { checkRuleCidrs, cidrKey, ruleCidr } from "../../../components/lib/rule-cidrs";

const messages = (...cidrs: string[]) => checkRuleCidrs(cidrs, "allowedClientCidrs").map(sentence);

describe("Blocks of security group rules", () => {
  it("are IPv4 and IPv6 blocks as AWS stores them", () => {
    expect(messages("10.0.0.0/8", "192.0.2.7/32", "0.0.0.0/0", "::/0", "2001:db8::/32", "fd00::1/128")).to.deep.equal(
      [],
    );
  });

  it("are refused when they are no blocks", () => {
    for (const value of ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "x", "", "::/129", "2001:db8::", "fe80::1%eth0"]) {
      expect(messages(value), value).to.deep.equal([
        `allowedClientCidrs[0]: ${JSON.stringify(value)} is not an IPv4 or IPv6 block; use one such as 10.0.0.0/8 or 2001:db8::/32.`,
      ]);
    }
  });

  it("are refused with host bits or in another notation, with the notation that AWS stores", () => {
    expect(messages("10.1.2.3/8", "2001:DB8::1/32", "2001:db8:0::/48")).to.deep.equal([
      'allowedClientCidrs[0]: "10.1.2.3/8" is not written as AWS stores it; use 10.0.0.0/8.',
      'allowedClientCidrs[1]: "2001:DB8::1/32" is not written as AWS stores it; use 2001:db8::/32.',
      'allowedClientCidrs[2]: "2001:db8:0::/48" is not written as AWS stores it; use 2001:db8::/48.',
    ]);
  });

  it("are refused when they are repeated", () => {
    expect(messages("10.0.0.0/8", "::/0", "10.0.0.0/8")).to.deep.equal([
      'allowedClientCidrs[2]: "10.0.0.0/8" appears twice; remove one of them.',
    ]);
  });

  it("are accepted exactly when they are the network of themselves", () => {
    const block = fc.record({
      address: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      prefix: fc.integer({ min: 0, max: 32 }),
    });
    fc.assert(
      fc.property(block, (given) => {
        expect(messages(formatCidr(networkOf(given)))).to.deep.equal([]);
        const accepted = messages(formatCidr(given)).length === 0;
        expect(accepted).to.equal(networkOf(given).address === given.address);
      }),
    );
  });

  it("stand in the property of their family, and in a logical name without its separators", () => {
    expect(ruleCidr("10.0.0.0/8")).to.deep.equal({ cidrIpv4: "10.0.0.0/8" });
    expect(ruleCidr("::/0")).to.deep.equal({ cidrIpv6: "::/0" });
    expect(cidrKey("10.0.0.0/8")).to.equal("10-0-0-0-8");
    expect(cidrKey("2001:db8::/32")).to.equal("2001-db8---32");
  });
});
