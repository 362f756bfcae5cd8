import { instanceTypes, isOffered } from "../data/instance-types";
import { regions, type Zone, zonesOf } from "../data/regions";
import { CloudError, type FunctionTables } from "../table";
import { F } from "../tokens";
import { type Properties, records, text, texts } from "../values";
import { withWildcards } from "../wildcards";

/** How EC2's filters name the properties of a zone. */
const ZONE_FILTERS: Readonly<Record<string, (zone: Zone) => string>> = {
  "group-name": (zone) => zone.group,
  "opt-in-status": (zone) => zone.optIn,
  "region-name": (zone) => zone.name.replace(/^([a-z]+-[a-z]+-\d).*$/, "$1"),
  state: () => "available",
  "zone-id": (zone) => zone.id,
  "zone-name": (zone) => zone.name,
  "zone-type": (zone) => zone.type,
};

/** Whether a value is among those that the filter lists, where `*` stands for any characters. */
export function filterAdmits(values: unknown, value: string): boolean {
  return texts(values).some((pattern) => withWildcards(pattern).test(value));
}

function zones(args: Properties, region: string): Zone[] {
  const filters = records(args.filters);
  const unknown = filters.find((filter) => ZONE_FILTERS[String(filter.name)] === undefined);
  if (unknown !== undefined) throw new CloudError(`InvalidParameterValue: The filter '${unknown.name}' is invalid`);
  const everything = args.allAvailabilityZones === true;
  return zonesOf(region).filter(
    (zone) =>
      (everything || zone.optIn !== "not-opted-in") &&
      filters.every((filter) => filterAdmits(filter.values, ZONE_FILTERS[String(filter.name)]?.(zone) ?? "")) &&
      (args.state === undefined || args.state === "available") &&
      !texts(args.excludeNames).includes(zone.name) &&
      !texts(args.excludeZoneIds).includes(zone.id),
  );
}

function offerings(args: Properties, region: string): Properties {
  const where = regions.get(region);
  const kind = text(args.locationType) ?? "region";
  const filters = records(args.filters);
  const wanted = filters.find((filter) => filter.name === "instance-type")?.values;
  const places = filters.find((filter) => filter.name === "location")?.values;
  const invalid = filters.find((filter) => filter.name !== "instance-type" && filter.name !== "location");
  if (invalid !== undefined) throw new CloudError(`InvalidParameterValue: The filter '${invalid.name}' is invalid`);
  const locations: string[] = [];
  const types: string[] = [];
  for (const type of instanceTypes.values()) {
    if (where === undefined || (wanted !== undefined && !filterAdmits(wanted, type.name))) continue;
    const found = where.zones.filter((zone) => isOffered(type, where, zone.id));
    const names = new Set(
      found.map((z) => (kind === "region" ? region : kind === "availability-zone-id" ? z.id : z.name)),
    );
    for (const name of names) {
      if (places !== undefined && !filterAdmits(places, name)) continue;
      locations.push(name);
      types.push(type.name);
    }
  }
  return { id: region, instanceTypes: types, locations, locationTypes: types.map(() => kind), region };
}

export const accountFunctions: FunctionTables = {
  [F.getAvailabilityZones]: (args, { region }) => {
    const found = zones(args, region).sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      ...args,
      id: region,
      region,
      names: found.map((zone) => zone.name),
      zoneIds: found.map((zone) => zone.id),
      groupNames: [...new Set(found.map((zone) => zone.group))],
    };
  },
  [F.getRegion]: (_args, { region }) => {
    const found = regions.get(region);
    if (found === undefined) throw new CloudError(`"${region}" is not a Region of AWS`);
    return {
      id: region,
      name: region,
      region,
      description: found.description,
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },
  // Of an account that has enabled every Region: what a plan must not refuse is up to the real one.
  [F.getRegions]: (args, { region }) => ({ ...args, id: region, region, names: [...regions.keys()].sort() }),
  [F.getPartition]: (_args, { partition }) => ({
    id: partition,
    partition,
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  [F.getCallerIdentity]: (_args, { account, partition }) => ({
    id: account,
    accountId: account,
    arn: `arn:${partition}:iam::${account}:user/sandbox`,
    userId: "AIDASANDBOXUSER000000",
  }),
  [F.getInstanceTypeOfferings]: (args, { region }) => ({ ...args, ...offerings(args, region) }),
  [F.getInstanceType]: (args, { region }) => {
    const type = instanceTypes.get(text(args.instanceType) ?? "");
    if (type === undefined) {
      throw new CloudError(
        `InvalidInstanceType: The following supplied instance types do not exist: [${args.instanceType}]`,
      );
    }
    const nitro = type.hypervisor === "nitro";
    return {
      id: type.name,
      instanceType: type.name,
      region,
      defaultVcpus: type.vcpus,
      memorySize: type.memoryMib,
      supportedArchitectures: [type.architecture],
      burstablePerformanceSupported: type.burstable,
      currentGeneration: nitro || type.family === "t2",
      hypervisor: type.hypervisor,
      ebsOptimizedSupport: nitro ? "default" : "unsupported",
      ebsEncryptionSupport: "supported",
      ebsNvmeSupport: nitro ? "required" : "unsupported",
      enaSupport: nitro ? "required" : "unsupported",
      ipv6Supported: true,
      supportedRootDeviceTypes: ["ebs"],
      supportedVirtualizationTypes: ["hvm"],
      supportedUsagesClasses: ["on-demand", "spot"],
    };
  },
};
