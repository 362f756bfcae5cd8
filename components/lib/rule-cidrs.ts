import { IPv6 } from "ipaddr.js";
import { formatCidr, networkOf, parseCidr } from "./cidr";
import { at } from "./path";
import type { Check, Problem } from "./problem";

/** Refuses, in a list of blocks for security group rules, what is neither IPv4 nor IPv6, has host bits or is repeated. */
export const checkRuleCidrs: Check<readonly string[]> = (cidrs, path) =>
  cidrs.flatMap((value, index): Problem[] => {
    const problem = { path: at(path, index), value };
    if (cidrs.indexOf(value) < index) return [{ ...problem, rule: "appears twice", remedy: "remove one of them" }];
    const block = parseCidr(value);
    if (block === undefined && !isIpv6Block(value)) {
      const rule = "is not an IPv4 or IPv6 block";
      return [{ ...problem, rule, remedy: "use one such as 10.0.0.0/8 or 2001:db8::/32" }];
    }
    const network = block === undefined ? ipv6Network(value) : formatCidr(networkOf(block));
    if (network === value) return [];
    return [{ ...problem, rule: "is not written as AWS stores it", remedy: `use ${network}` }];
  });

/** The source or destination of a rule, by the property that its family needs. */
export function ruleCidr(cidr: string): { readonly cidrIpv4: string } | { readonly cidrIpv6: string } {
  return cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
}

/** A block as a part of a logical name: `10.0.0.0/8` is `10-0-0-0-8`. */
export function cidrKey(cidr: string): string {
  return cidr.replace(/[.:/]/g, "-");
}

function isIpv6Block(text: string): boolean {
  return text.includes(":") && IPv6.isValidCIDR(text);
}

function ipv6Network(text: string): string {
  const [, prefix] = IPv6.parseCIDR(text);
  return `${IPv6.networkAddressFromCIDR(text).toRFC5952String()}/${prefix}`;
}
