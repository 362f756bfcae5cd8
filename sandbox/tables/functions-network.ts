import { parseBlock, usableAddresses } from "../checks/cidr";
import { hex } from "../ids";
import { CloudError, type FunctionTables, type Stored } from "../table";
import { F, T } from "../tokens";
import { type Properties, record, records, text, texts } from "../values";
import { filterAdmits } from "./functions-account";

/** The one resource that fits; AWS's provider refuses none and several. */
function only(found: Stored[], what: string): Stored {
  const [first, second] = found;
  if (first === undefined) throw new CloudError(`no matching ${what} found`);
  if (second !== undefined)
    throw new CloudError(`multiple ${what}s matched; use additional constraints to reduce matches to a single ${what}`);
  return first;
}

function fitsTags(stored: Stored, tags: unknown): boolean {
  const own = record(stored.outputs.tagsAll);
  return Object.entries(record(tags)).every(([key, value]) => own[key] === value);
}

/** EC2 filters: `tag:Name`, or a name that the resource's own property answers. */
function fitsFilters(stored: Stored, filters: unknown, properties: Readonly<Record<string, string>>): boolean {
  return records(filters).every((filter) => {
    const name = String(filter.name);
    if (name.startsWith("tag:"))
      return filterAdmits(filter.values, String(record(stored.outputs.tagsAll)[name.slice(4)] ?? ""));
    const property = properties[name];
    if (property === undefined) throw new CloudError(`InvalidParameterValue: The filter '${name}' is invalid`);
    return filterAdmits(filter.values, property === "id" ? stored.id : String(stored.outputs[property]));
  });
}

function fits(stored: Stored, args: Properties, properties: readonly string[]): boolean {
  if (args.id !== undefined && args.id !== stored.id) return false;
  return properties.every((property) => args[property] === undefined || args[property] === stored.outputs[property]);
}

const SERVICES = ["s3", "dynamodb"];

function prefixList(region: string, service: string, account: string, partition: string): Properties {
  const id = `pl-${hex(`com.amazonaws.${region}.${service}`, "pl", 8)}`;
  const cidrs = service === "s3" ? ["3.5.0.0/19", "52.216.0.0/15"] : ["3.218.180.0/22"];
  return {
    id,
    name: `com.amazonaws.${region}.${service}`,
    arn: `arn:${partition}:ec2:${region}:aws:prefix-list/${id}`,
    addressFamily: "IPv4",
    entries: cidrs.map((cidr) => ({ cidr, description: "" })),
    cidrBlocks: cidrs,
    maxEntries: cidrs.length,
    ownerId: "AWS",
    region,
    version: 1,
    tags: {},
    account,
  };
}

function findPrefixList(
  args: Properties,
  id: unknown,
  place: { region: string; account: string; partition: string },
): Properties {
  const wanted = records(args.filters).find((filter) => filter.name === "prefix-list-name")?.values;
  const found = SERVICES.map((service) => prefixList(place.region, service, place.account, place.partition)).filter(
    (list) =>
      (args.name === undefined || list.name === args.name) &&
      (id === undefined || list.id === id) &&
      (wanted === undefined || filterAdmits(wanted, String(list.name))),
  );
  const [list] = found;
  if (list === undefined || found.length > 1)
    throw new CloudError(
      "no matching managed prefix list found; the search for EC2 Managed Prefix List must return one",
    );
  return list;
}

export const networkFunctions: FunctionTables = {
  [F.getVpc]: (args, { cloud, region }) => {
    const filters = { "vpc-id": "id", cidr: "cidrBlock", "cidr-block": "cidrBlock", "owner-id": "ownerId" };
    const candidates = cloud
      .all(T.Vpc, region)
      .filter(
        (s) =>
          fits(s, args, ["cidrBlock", "dhcpOptionsId"]) &&
          args.default !== true &&
          fitsTags(s, args.tags) &&
          fitsFilters(s, args.filters, filters),
      );
    const found = only(candidates, "EC2 VPC");
    return {
      ...found.outputs,
      id: found.id,
      default: false,
      state: "available",
      tags: record(found.outputs.tagsAll),
      cidrBlockAssociations: [
        {
          associationId: `vpc-cidr-assoc-${hex(found.id, "association", 17)}`,
          cidrBlock: found.outputs.cidrBlock,
          state: "associated",
        },
      ],
    };
  },
  [F.getSubnet]: (args, { cloud, region }) => {
    const filters = {
      "subnet-id": "id",
      "vpc-id": "vpcId",
      "cidr-block": "cidrBlock",
      "availability-zone": "availabilityZone",
      "availability-zone-id": "availabilityZoneId",
    };
    const properties = ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6CidrBlock", "vpcId"];
    const candidates = cloud
      .all(T.Subnet, region)
      .filter(
        (s) =>
          fits(s, args, properties) &&
          args.defaultForAz !== true &&
          fitsTags(s, args.tags) &&
          fitsFilters(s, args.filters, filters),
      );
    const found = only(candidates, "EC2 Subnet");
    const block = parseBlock(text(found.outputs.cidrBlock) ?? "");
    return {
      ipv6CidrBlock: "",
      outpostArn: "",
      customerOwnedIpv4Pool: "",
      mapCustomerOwnedIpOnLaunch: false,
      enableLniAtDeviceIndex: 0,
      ...found.outputs,
      id: found.id,
      state: "available",
      defaultForAz: false,
      availableIpAddressCount: block === undefined ? 0 : usableAddresses(block),
      tags: record(found.outputs.tagsAll),
    };
  },
  [F.getManagedPrefixList]: (args, place) => {
    const { cidrBlocks, account, ...list } = findPrefixList(args, args.id, place);
    return { ...args, ...list };
  },
  [F.getPrefixList]: (args, place) => {
    const { id, name, cidrBlocks, region } = findPrefixList(args, args.prefixListId, place);
    return { ...args, id, name, cidrBlocks: texts(cidrBlocks), region };
  },
};
