import { DnsMode } from "../../components/consumer-endpoint-args";
import { checkZoneName } from "../../components/lib/dns-names";
import { checkRecordNames } from "../../components/lib/endpoint-zone";
import { checkVpcCidr } from "../../components/lib/network";
import type { Problem } from "../../components/lib/problem";
import type { Facts, StackRule } from "./facts";

/** What has to hold of the consumer VPC of our own. */
export const consumerRules: readonly StackRule[] = [
  ({ consumer }) => (consumer === undefined ? [] : checkVpcCidr(consumer.cidr, "consumer.cidr")),
  ({ consumer }) => (consumer?.zoneName === undefined ? [] : checkZoneName(consumer.zoneName, "consumer.zoneName")),
  ({ consumer }) => checkRecordNames(consumer?.recordNames ?? [], "consumer.recordNames"),
  checkNameMode,
];

function checkNameMode({ consumer, privateDns, access }: Facts): Problem[] {
  if (consumer === undefined) return [];
  const problems: Problem[] = [];
  if (consumer.dns === DnsMode.PrivateName && privateDns === undefined) {
    const remedy = "give privateDns, or use privateZone";
    problems.push({ path: "consumer.dns", value: consumer.dns, rule: "needs a private DNS name", remedy });
  }
  if (consumer.dns !== DnsMode.PrivateZone && consumer.zoneName !== undefined) {
    const rule = `names a zone, and dns is ${consumer.dns}`;
    problems.push({
      path: "consumer.zoneName",
      value: consumer.zoneName,
      rule,
      remedy: "remove it, or set dns to privateZone",
    });
  }
  if (consumer.dns !== DnsMode.PrivateZone && consumer.recordNames !== undefined) {
    problems.push({
      path: "consumer.recordNames",
      value: consumer.recordNames,
      rule: `are names in a zone, and dns is ${consumer.dns}`,
      remedy: "remove them, or set dns to privateZone",
    });
  }
  if (!access.supportedIpAddressTypes.includes("ipv4")) {
    const rule = "has an IPv4 endpoint, which the service does not accept";
    problems.push({ path: "consumer", value: consumer, rule, remedy: "add ipv4 to access.supportedIpAddressTypes" });
  }
  return problems;
}
