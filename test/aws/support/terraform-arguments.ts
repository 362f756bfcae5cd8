import { readFileSync } from "node:fs";
import path from "node:path";

/** Arguments of a block of AWS's provider: `resource aws_vpc_endpoint`, and below it `resource aws_vpc_endpoint dns_options`. */
export interface BlockArguments {
  readonly block: string;
  readonly names: readonly string[];
}

type Parsed = Readonly<Record<string, unknown>>;

/** Arguments that Terraform itself understands, in every block. */
const OF_TERRAFORM = new Set(["for_each", "lifecycle", "__is_block__"]);

/** All blocks of AWS's provider in a file, as `hcl2tojson` has read it. */
export function argumentsOf(file: Parsed): BlockArguments[] {
  return (["resource", "data"] as const).flatMap((kind) =>
    listOf(file[kind]).flatMap((typed) =>
      Object.entries(typed).flatMap(([type, named]) =>
        Object.values(named as Parsed).flatMap((body) => blocksIn(`${kind} ${JSON.parse(type)}`, body as Parsed)),
      ),
    ),
  );
}

function blocksIn(block: string, body: Parsed): BlockArguments[] {
  const entries = Object.entries(body).filter(([name]) => !OF_TERRAFORM.has(name));
  const nested = entries.flatMap(([name, value]) =>
    listOf(value)
      .filter((one) => one.__is_block__ === true)
      .flatMap((one) => blocksIn(`${block} ${name}`, one)),
  );
  return [{ block, names: entries.map(([name]) => name) }, ...nested];
}

function listOf(value: unknown): Parsed[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

/** Where the types of @pulumi/aws, which are made from the provider's schema, have each block. */
const TYPES: Readonly<Record<string, readonly [file: string, type: string, namespace?: string]>> = {
  "resource aws_security_group": ["ec2/securityGroup", "SecurityGroupArgs"],
  "resource aws_vpc_security_group_ingress_rule": ["vpc/securityGroupIngressRule", "SecurityGroupIngressRuleArgs"],
  "resource aws_vpc_endpoint": ["ec2/vpcEndpoint", "VpcEndpointArgs"],
  "resource aws_vpc_endpoint dns_options": ["types/input", "VpcEndpointDnsOptions", "ec2"],
  "resource aws_route53_zone": ["route53/zone", "ZoneArgs"],
  "resource aws_route53_zone vpc": ["types/input", "ZoneVpc", "route53"],
  "resource aws_route53_record": ["route53/record", "RecordArgs"],
  "resource aws_route53_record alias": ["types/input", "RecordAlias", "route53"],
  "data aws_vpc": ["ec2/getVpc", "GetVpcArgs"],
  "data aws_subnets": ["ec2/getSubnets", "GetSubnetsArgs"],
  "data aws_subnets filter": ["types/input", "GetSubnetsFilter", "ec2"],
  "data aws_subnet": ["ec2/getSubnet", "GetSubnetArgs"],
};

/** Arguments that AWS's provider does not have, as `block: argument`; also blocks that nobody has looked up. */
export function unknownArguments(blocks: readonly BlockArguments[]): string[] {
  return blocks.flatMap(({ block, names }) => {
    const place = TYPES[block];
    if (place === undefined) return [`${block}: not in the table of this test`];
    const known = propertiesOf(place);
    return names.filter((name) => !forms(name).some((form) => known.has(form))).map((name) => `${block}: ${name}`);
  });
}

/** Pulumi writes names in camel case, and those of lists in the plural. */
function forms(name: string): string[] {
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return [camel, `${camel}s`, `${camel}es`];
}

function propertiesOf([file, type, namespace]: readonly [file: string, type: string, namespace?: string]): Set<string> {
  const text = readFileSync(
    path.join(path.dirname(require.resolve("@pulumi/aws/package.json")), `${file}.d.ts`),
    "utf8",
  );
  const from = namespace === undefined ? 0 : text.indexOf(`namespace ${namespace} {`);
  const start = text.indexOf(`interface ${type} {`, from);
  if (from < 0 || start < 0) throw new Error(`${file}.d.ts has no ${type}.`);
  const indent = namespace === undefined ? "    " : "        ";
  const end = text.indexOf(`\n${indent.slice(4)}}`, start);
  const properties = text.slice(start, end).matchAll(new RegExp(`^${indent}(\\w+)\\??:`, "gm"));
  return new Set([...properties].map(([, name]) => String(name)));
}
