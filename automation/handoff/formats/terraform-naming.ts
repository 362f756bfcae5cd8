import type { CompleteHandoff } from "../document";
import { type Facts, testCommands } from "../facts";
import { block, type HclBlock, type HclValue, hcl } from "../hcl";

/** The zone with the record that leads to the endpoint; none where the service has a private DNS name of its own. */
export function namingBlocks({ privateDnsName, zoneName, recordType }: Facts): HclBlock[] {
  const regionalEntry = block("locals", [], {
    comment: ["The name of the whole Region; the others carry an Availability Zone."],
    attributes: {
      dns_entry: hcl`one([
  for entry in aws_vpc_endpoint.service.dns_entry : entry
  if can(regex("^vpce-[0-9a-z]+(-[0-9a-z]+)?[.]", entry.dns_name))
])`,
    },
  });
  if (privateDnsName !== undefined) return [regionalEntry];
  return [
    regionalEntry,
    block("resource", ["aws_route53_zone", "service"], {
      attributes: { name: zoneName },
      blocks: [block("vpc", [], { attributes: { vpc_id: hcl`var.vpc_id`, vpc_region: hcl`var.region` } })],
    }),
    block("resource", ["aws_route53_record", "service"], {
      attributes: { zone_id: hcl`aws_route53_zone.service.zone_id`, name: zoneName, type: recordType },
      blocks: [
        block("alias", [], {
          attributes: {
            name: hcl`local.dns_entry.dns_name`,
            zone_id: hcl`local.dns_entry.hosted_zone_id`,
            evaluate_target_health: false,
          },
        }),
      ],
    }),
  ];
}

export function outputBlocks(document: CompleteHandoff, { clientName }: Facts): HclBlock[] {
  return [
    output(
      "endpoint_id",
      "Endpoint, by whose id the provider accepts the connection.",
      hcl`aws_vpc_endpoint.service.id`,
    ),
    output(
      "endpoint_state",
      "State of the connection: pendingAcceptance, available, rejected.",
      hcl`aws_vpc_endpoint.service.state`,
    ),
    output("endpoint_dns_name", "The endpoint's own name.", hcl`local.dns_entry.dns_name`),
    output("dns_name", "Name that clients use.", clientName),
    output("security_group_id", "Security group of the endpoint.", hcl`aws_security_group.endpoint.id`),
    output("availability_zone_ids", "AZ ids that the endpoint is in.", hcl`keys(local.subnets_by_zone)`),
    output("test_commands", "Commands that test it from a host in the VPC.", testCommands(document, clientName)),
  ];
}

function output(name: string, description: string, value: HclValue): HclBlock {
  return block("output", [name], { attributes: { description, value } });
}
