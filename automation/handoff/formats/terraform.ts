import type { CompleteHandoff } from "../document";
import { type Facts, factsOf } from "../facts";
import { block, type HclBlock, hcl, hclCall, renderHcl } from "../hcl";
import type { PackageFile } from "../package-files";
import { principalText, termsLines } from "../words";
import { lookUpBlocks } from "./terraform-look-up";
import { namingBlocks, outputBlocks } from "./terraform-naming";

/** A root module for Terraform and OpenTofu. */
export function terraformFiles(document: CompleteHandoff): PackageFile[] {
  const facts = factsOf(document);
  const blocks = [
    ...settingBlocks(facts),
    ...variableBlocks(facts),
    localBlock(facts),
    ...lookUpBlocks(),
    ...endpointBlocks(document, facts),
    ...namingBlocks(facts),
    ...outputBlocks(document, facts),
  ];
  return [{ path: "main.tf", text: renderHcl(introduction(document, facts), blocks) }];
}

function introduction(document: CompleteHandoff, facts: Facts): string[] {
  return [
    `Connects a VPC to ${facts.label} over AWS PrivateLink.`,
    "",
    "  terraform init",
    "  terraform apply -var vpc_id=vpc-0123456789abcdef0",
    ...(facts.privateDnsName === undefined
      ? []
      : [
          "",
          "The private DNS name is turned on in a second step, once the output endpoint_state is available:",
          "",
          "  terraform apply -var vpc_id=vpc-0123456789abcdef0 -var private_dns_ready=true",
        ]),
    "",
    ...termsLines(document, facts),
  ];
}

function settingBlocks({ account }: Facts): HclBlock[] {
  return [
    block("terraform", [], {
      attributes: { required_version: ">= 1.5" },
      blocks: [
        block("required_providers", [], {
          attributes: { aws: { source: "hashicorp/aws", version: ">= 5.83" } },
        }),
      ],
    }),
    block("provider", ["aws"], {
      attributes: { region: hcl`var.region`, ...(account !== undefined && { allowed_account_ids: [account] }) },
    }),
  ];
}

function variableBlocks({ endpointRegions, serviceRegion, privateDnsName }: Facts): HclBlock[] {
  return [
    variable("vpc_id", "VPC of the clients. It needs DNS support and DNS hostnames.", { type: hcl`string` }),
    variable("client_cidrs", "Blocks of the clients. The VPC's own where null.", {
      type: hcl`list(string)`,
      default: null,
    }),
    variable("subnet_ids", "Subnets of the endpoint, one in each Availability Zone. Looked up by AZ id where null.", {
      type: hcl`list(string)`,
      default: null,
    }),
    block("variable", ["region"], {
      attributes: {
        description: "Region of the VPC.",
        type: hcl`string`,
        default: endpointRegions[0] ?? serviceRegion,
      },
      blocks: [
        block("validation", [], {
          attributes: {
            // Before Terraform 1.9 a validation may refer to nothing but its variable.
            condition: hclCall("contains", endpointRegions, hcl`var.region`),
            error_message: "The provider admits no endpoints of yours in this Region.",
          },
        }),
      ],
    }),
    ...(privateDnsName === undefined
      ? []
      : [
          variable(
            "private_dns_ready",
            "Whether the provider has accepted the connection. Turns the private DNS name on.",
            {
              type: hcl`bool`,
              default: false,
            },
          ),
        ]),
  ];
}

function variable(name: string, description: string, attributes: HclBlock["attributes"]): HclBlock {
  return block("variable", [name], { attributes: { description, ...attributes } });
}

function localBlock(facts: Facts): HclBlock {
  return block("locals", [], {
    attributes: {
      service_name: facts.serviceName,
      service_region: facts.serviceRegion,
      zone_ids: facts.zoneIds,
      excluded_zone_ids: facts.excludedZoneIds,
      unique_name: facts.uniqueName,
      open_ports: Object.fromEntries(
        facts.ports.map(({ transport, port }) => [`${transport}-${port}`, { protocol: transport, port }]),
      ),
      crosses_regions: hcl`var.region != local.service_region`,
    },
  });
}

function endpointBlocks(document: CompleteHandoff, { family, privateDnsName }: Facts): HclBlock[] {
  return [
    block("resource", ["aws_security_group", "endpoint"], {
      attributes: {
        name: hcl`local.unique_name`,
        description: "Admits clients to a service over AWS PrivateLink",
        vpc_id: hcl`var.vpc_id`,
        tags: { Name: hcl`local.unique_name` },
      },
    }),
    block("resource", ["aws_vpc_security_group_ingress_rule", "clients"], {
      attributes: {
        for_each: hcl`local.rules`,
        security_group_id: hcl`aws_security_group.endpoint.id`,
        ip_protocol: hcl`each.value.protocol`,
        from_port: hcl`each.value.port`,
        to_port: hcl`each.value.port`,
        cidr_ipv4: hcl`strcontains(each.value.cidr, ":") ? null : each.value.cidr`,
        cidr_ipv6: hcl`strcontains(each.value.cidr, ":") ? each.value.cidr : null`,
      },
    }),
    block("resource", ["aws_vpc_endpoint", "service"], {
      comment: [principalText(document)],
      attributes: {
        vpc_endpoint_type: "Interface",
        service_name: hcl`local.service_name`,
        service_region: hcl`local.crosses_regions ? local.service_region : null`,
        vpc_id: hcl`var.vpc_id`,
        subnet_ids: hcl`local.subnet_ids`,
        security_group_ids: [hcl`aws_security_group.endpoint.id`],
        ip_address_type: family,
        private_dns_enabled: privateDnsName === undefined ? false : hcl`var.private_dns_ready`,
        tags: { Name: hcl`local.unique_name` },
      },
      blocks: [
        block("dns_options", [], { attributes: { dns_record_ip_type: family } }),
        block("lifecycle", [], { blocks: [hasSubnets(), hasDns("support"), hasDns("hostnames")] }),
      ],
    }),
  ];
}

function hasSubnets(): HclBlock {
  return block("precondition", [], {
    attributes: {
      condition: hcl`length(local.subnet_ids) > 0`,
      error_message: hcl`"No subnet of the VPC is in an Availability Zone of the service, which is in \${join(", ", local.zone_ids)}, compared by AZ id."`,
    },
  });
}

function hasDns(what: "support" | "hostnames"): HclBlock {
  const attributes = {
    support: {
      condition: hcl`data.aws_vpc.clients.enable_dns_support`,
      error_message: "Turn DNS support of the VPC on.",
    },
    hostnames: {
      condition: hcl`data.aws_vpc.clients.enable_dns_hostnames`,
      error_message: "Turn DNS hostnames of the VPC on.",
    },
  };
  return block("precondition", [], { attributes: attributes[what] });
}
