import type { CompleteHandoff } from "../document";
import { type Facts, factsOf, testCommands } from "../facts";
import type { PackageFile } from "../package-files";
import { comment, constant, setting, shellWord } from "../shell";
import { acceptanceText, principalText, termsLines } from "../words";
import { CONNECT } from "./cli-connect";
import { LOOK_UP } from "./cli-look-up";
import { NAMING, type NamingParts } from "./cli-naming";

/** A script that does it with the AWS CLI. Only its settings differ between packages, so that nothing can get into its code. */
export function cliFiles(document: CompleteHandoff): PackageFile[] {
  const facts = factsOf(document);
  const naming = facts.privateDnsName === undefined ? NAMING.privateZone : NAMING.privateName;
  const lines = [
    "#!/usr/bin/env bash",
    ...comment(introduction(document, facts)),
    "set -euo pipefail",
    "",
    ...settings(document, facts, naming),
    "",
    LOOK_UP,
    CONNECT,
    naming.functions,
    ...main(document, facts, naming),
  ];
  return [{ path: "connect.sh", text: `${lines.join("\n")}\n`, executable: true }];
}

function introduction(document: CompleteHandoff, facts: Facts): string[] {
  return [
    `Connects a VPC to ${facts.label} over AWS PrivateLink. What is there already is used, so it can be run again at any time.`,
    "",
    "  VPC_ID=vpc-0123456789abcdef0 ./connect.sh",
    "",
    "It needs the AWS CLI with credentials of the account that the endpoint is to be in.",
    ...termsLines(document, facts),
  ];
}

function settings(document: CompleteHandoff, facts: Facts, { constants }: NamingParts): string[] {
  const [region = facts.serviceRegion] = facts.endpointRegions;
  return [
    "# What may be set from outside.",
    "# VPC of the clients.",
    setting("VPC_ID"),
    "# Region of the VPC.",
    setting("REGION", region),
    "# Subnets of the endpoint, one in each Availability Zone, with blanks between; looked up by AZ id where not given.",
    setting("SUBNET_IDS"),
    "# Blocks of the clients, with blanks between; the VPC's own where not given.",
    setting("CLIENT_CIDR"),
    "# How long to wait for the acceptance, and how often to look.",
    setting("WAIT_MINUTES", "30"),
    setting("POLL_SECONDS", "10"),
    "",
    "# What the provider has handed over.",
    constant("SERVICE", facts.label),
    constant("SERVICE_NAME", facts.serviceName),
    constant("SERVICE_REGION", facts.serviceRegion),
    constant("ENDPOINT_REGIONS", facts.endpointRegions),
    constant("ZONE_IDS", facts.zoneIds),
    constant("EXCLUDED_ZONE_IDS", facts.excludedZoneIds),
    constant(
      "OPEN_PORTS",
      facts.ports.map(({ transport, port }) => `${transport}:${port}`),
    ),
    constant("ADDRESS_FAMILY", facts.family),
    constant("UNIQUE_NAME", facts.uniqueName),
    constant("ACCOUNT", facts.account ?? ""),
    constant("ADMISSION", principalText(document)),
    constant("ACCEPTANCE", acceptanceText(document)),
    ...constants(facts),
  ];
}

function main(document: CompleteHandoff, { clientName }: Facts, { calls }: NamingParts): string[] {
  return [
    "check_settings",
    "check_account",
    "check_service",
    "check_vpc",
    "choose_subnets",
    "prepare_security_group",
    "prepare_endpoint",
    "wait_for_acceptance",
    ...calls,
    "",
    `say "Connected: clients use $CLIENT_NAME. Test it from a host in $VPC_ID:"`,
    `printf '%s\\n' \\`,
    testCommands(document, clientName)
      .map((command) => `  ${shellWord(command)}`)
      .join(" \\\n"),
  ];
}
