import type { DhcpFacts, EndpointFacts, Facts, VpcDnsFacts } from "../facts";
import { type Finding, fail, ok, unknown } from "../finding";
import { knownValue, whenKnown } from "../known";
import type { Target } from "../target";
import { orNone } from "../words";
import { isEndpointName, nameInUse } from "./name-in-use";

/** Whether the VPC's resolver works, and answers from private zones. */
export function vpcDnsFindings(facts: Facts, target: Target): readonly Finding[] {
  const subject = "DNS of the VPC";
  return whenKnown("vpc-dns", subject, [facts.vpc, facts.vpcDns], ({ vpcId }, { support, hostnames }: VpcDnsFacts) => {
    const change = (flag: string) =>
      `aws ec2 modify-vpc-attribute --region ${target.region} --vpc-id ${vpcId} --${flag} '{"Value":true}'`;
    if (!support) {
      const cause = "enableDnsSupport is off, so the VPC has no resolver and instances resolve no name by it.";
      return [fail("vpc-dns", subject, cause, `Turn it on: ${change("enable-dns-support")}`)];
    }
    const name = nameInUse(facts, target);
    if (!hostnames && (name === undefined || !isEndpointName(name, knownValue(facts.endpoint)))) {
      const cause = "enableDnsHostnames is off, so the resolver answers from no private zone, private DNS among them.";
      return [fail("vpc-dns", subject, cause, `Turn it on: ${change("enable-dns-hostnames")}`)];
    }
    if (!hostnames) {
      const cause = `enableDnsSupport is on. enableDnsHostnames is off, which ${name} does not need.`;
      return [ok("vpc-dns", subject, cause)];
    }
    return [ok("vpc-dns", subject, "enableDnsSupport and enableDnsHostnames are on.")];
  });
}

/** Other names of the VPC's resolver. */
const RESOLVER = new Set(["AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253"]);

/** Which name servers instances are told to ask. */
export function dhcpFindings({ dhcp, endpoint }: Facts, target: Target): readonly Finding[] {
  const subject = "DHCP options of the VPC";
  const name = target.name ?? knownValue<EndpointFacts | undefined>(endpoint)?.dnsNames[0] ?? "the service's name";
  return whenKnown("dhcp", subject, [dhcp], ({ optionsId, nameServers }: DhcpFacts) => {
    const own = nameServers.filter((server) => !RESOLVER.has(server));
    if (nameServers.length === 0) {
      const which = optionsId === "default" ? "The VPC has no set of DHCP options" : `${optionsId} names no DNS server`;
      return [
        unknown(
          "dhcp",
          subject,
          `${which}, so instances are not told to ask the VPC's resolver.`,
          "Set domain-name-servers to AmazonProvidedDNS, unless the instances have their own configuration.",
        ),
      ];
    }
    if (own.length === 0) return [ok("dhcp", subject, `${optionsId} names the VPC's resolver.`)];
    return [
      unknown(
        "dhcp",
        subject,
        `${optionsId} names ${orNone(own)} as DNS ${own.length === 1 ? "server" : "servers"}; whether ${own.length === 1 ? "it forwards" : "they forward"} to the VPC's resolver is not visible from AWS.`,
        `Have ${name} forwarded to the VPC's resolver (169.254.169.253), and see the check of the resolution from inside the VPC.`,
      ),
    ];
  });
}
