import { block, type HclBlock, hcl } from "../hcl";

/** What is looked up in the VPC, and what follows from it. */
export function lookUpBlocks(): HclBlock[] {
  return [
    block("data", ["aws_vpc", "clients"], { attributes: { id: hcl`var.vpc_id` } }),
    block("data", ["aws_subnets", "clients"], {
      attributes: {},
      blocks: [block("filter", [], { attributes: { name: "vpc-id", values: [hcl`var.vpc_id`] } })],
    }),
    block("data", ["aws_subnet", "each"], {
      attributes: {
        for_each: hcl`toset(var.subnet_ids == null ? data.aws_subnets.clients.ids : var.subnet_ids)`,
        id: hcl`each.value`,
      },
    }),
    block("locals", [], {
      comment: [
        "Of each Availability Zone of the service one subnet, because an endpoint takes one in each. Zones are compared by id:",
        "names differ between accounts. For a service in another Region they need not match.",
      ],
      attributes: {
        subnets_by_zone: hcl`{
  for id, subnet in data.aws_subnet.each : subnet.availability_zone_id => id...
  if(local.crosses_regions
    ? !contains(local.excluded_zone_ids, subnet.availability_zone_id)
  : contains(local.zone_ids, subnet.availability_zone_id))
}`,
        subnet_ids: hcl`[for ids in values(local.subnets_by_zone) : sort(ids)[0]]`,
      },
    }),
    block("locals", [], {
      attributes: {
        client_cidrs: hcl`var.client_cidrs == null ? data.aws_vpc.clients.cidr_block_associations[*].cidr_block : var.client_cidrs`,
        rules: hcl`{
  for pair in setproduct(keys(local.open_ports), local.client_cidrs) :
  "\${pair[0]} \${pair[1]}" => merge(local.open_ports[pair[0]], { cidr = pair[1] })
}`,
      },
    }),
  ];
}
