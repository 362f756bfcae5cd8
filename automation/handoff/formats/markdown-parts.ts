import { listed } from "../../../components/lib/words";
import type { CompleteHandoff } from "../document";
import type { Facts } from "../facts";
import { code, prose } from "../markdown";

/** The other formats, as the page names them. */
export const WAYS: readonly { readonly folder: string; readonly file: string; readonly what: string }[] = [
  { folder: "cli", file: "connect.sh", what: "a script for the AWS CLI, which can be run again at any time" },
  { folder: "terraform", file: "main.tf", what: "a root module for Terraform or OpenTofu" },
  { folder: "cloudformation", file: "template.yaml", what: "a template for AWS CloudFormation" },
  { folder: "pulumi", file: "index.ts", what: "a Pulumi project with the component `ConsumerEndpoint`" },
  { folder: "json", file: "handoff.json", what: "the document that programs read" },
];

/** What to do, one thing after the other, for people at the console or with tools of their own. */
export function steps(document: CompleteHandoff, facts: Facts): string[] {
  const { ports, zoneIds, serviceName, serviceRegion, endpointRegions, family } = facts;
  const opened = ports.map(({ transport, port }) => `${transport.toUpperCase()} ${port}`);
  const remote =
    endpointRegions.length > 1 || endpointRegions[0] !== serviceRegion
      ? ` In another Region than ${code(serviceRegion)} give that one as the service's Region; the zones need not match then.`
      : "";
  return [
    "See that DNS support and DNS hostnames of the VPC are on.",
    `Make a security group in the VPC that admits the clients' addresses to ${listed(opened)}.`,
    `Make an endpoint of the type *interface* (at the console: *Endpoint services that use NLBs and GWLBs*) with the service name ${code(serviceName)}, ` +
      `the security group, the address type ${code(family)}, the private DNS name off, and one subnet in each of ${zoneIds.map(code).join(", ")} that the VPC has. ` +
      `Compare AZ ids: names of zones differ between accounts.${remote}`,
    document.terms.acceptance.by === "nobody"
      ? "Wait until the endpoint's state is *available*."
      : `Wait until the endpoint's state is *available*. ${prose(acceptanceSentence(document))}`,
    nameStep(facts),
    "Test it.",
  ];
}

function acceptanceSentence({ terms: { acceptance } }: CompleteHandoff): string {
  if (acceptance.by === "person")
    return "Until the provider accepts the connection it is pendingAcceptance: tell them the endpoint's id.";
  return "Until the provider's registry accepts the connection it is pendingAcceptance.";
}

function nameStep({ privateDnsName, zoneName, recordType }: Facts): string {
  if (privateDnsName !== undefined) {
    return `Change the endpoint: turn the private DNS name on. AWS refuses it before the connection is accepted. Clients use ${code(privateDnsName)}.`;
  }
  return (
    `Make the private hosted zone ${code(zoneName)} for the VPC, and in it an alias record of the type ${code(recordType)} to the endpoint's regional name, ` +
    "the one without an Availability Zone. Another name serves as well."
  );
}

/** Actions of IAM that the endpoint's maker needs. */
export function actionsOf({ privateDnsName, endpointRegions, serviceRegion }: Facts): string[] {
  return [
    "ec2:Describe*",
    "ec2:CreateSecurityGroup",
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:CreateVpcEndpoint",
    "ec2:ModifyVpcEndpoint",
    "ec2:CreateTags",
    ...(privateDnsName === undefined
      ? [
          "route53:ListHostedZonesByVPC",
          "route53:CreateHostedZone",
          "route53:AssociateVPCWithHostedZone",
          "route53:ChangeResourceRecordSets",
        ]
      : // AWS makes the hidden zone of a private DNS name with the maker's rights.
        ["route53:AssociateVPCWithHostedZone"]),
    ...(endpointRegions.some((region) => region !== serviceRegion) ? ["vpce:AllowMultiRegion"] : []),
  ];
}

/** What goes wrong most often, and the remedy. */
export function troubles(document: CompleteHandoff, { serviceName, clientName, ports }: Facts): [string, string][] {
  const opened = [...new Set(ports.map(({ port }) => port))].join(", ");
  const rows: [string, string][] = [
    [
      `AWS says that ${code(serviceName)} does not exist`,
      "The account or principal is not admitted (yet), or the Region is another one. See *Who may create the endpoint* above.",
    ],
    ["The state stays *pendingAcceptance*", "See *Acceptance* above, and tell the provider the endpoint's id."],
    [
      "The state is *rejected*",
      "Ask the provider why. Then delete the endpoint, which is charged until then, and make a new one.",
    ],
    [
      `${code(clientName)} is not answered, or not with addresses of the endpoint`,
      "DNS support or DNS hostnames of the VPC are off, clients use other DNS servers than Amazon's, or another zone has the same name.",
    ],
    [
      `Connecting to ${opened} takes until the time is out`,
      "The security group of the endpoint does not admit the client, or a network ACL drops it.",
    ],
  ];
  const tls = document.ports.some(({ protocol }) => protocol === "TLS");
  if (!tls || document.privateDnsName !== null) return rows;
  return [
    ...rows,
    [
      "TLS refuses the certificate",
      `The certificate is for a name of the provider's, not for ${code(clientName)}: ask for that name, and make the zone with it.`,
    ],
  ];
}
