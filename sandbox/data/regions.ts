export type ZoneType = "availability-zone" | "local-zone" | "wavelength-zone";
export type OptInStatus = "opt-in-not-required" | "opted-in" | "not-opted-in";

export interface Zone {
  /** The name in this account: in the oldest Regions each account has its own order of names. */
  readonly name: string;
  /** The id, the same for every account. */
  readonly id: string;
  readonly type: ZoneType;
  readonly optIn: OptInStatus;
  readonly group: string;
}

export interface Region {
  readonly name: string;
  readonly description: string;
  /** Whether an account must enable the Region before it can use it. */
  readonly optIn: boolean;
  readonly zones: readonly Zone[];
}

/** Regions of the commercial partition: name, prefix of AZ ids, AZ numbers in the order of the names a, b, c... */
const ENABLED: readonly [name: string, prefix: string, numbers: readonly number[], description: string][] = [
  ["us-east-1", "use1", [6, 1, 2, 4, 3, 5], "US East (N. Virginia)"],
  ["us-east-2", "use2", [1, 2, 3], "US East (Ohio)"],
  ["us-west-1", "usw1", [3, 1], "US West (N. California)"],
  ["us-west-2", "usw2", [2, 1, 3, 4], "US West (Oregon)"],
  ["ap-south-1", "aps1", [1, 3, 2], "Asia Pacific (Mumbai)"],
  ["ap-northeast-1", "apne1", [4, 1, 2], "Asia Pacific (Tokyo)"],
  ["ap-northeast-2", "apne2", [1, 2, 3, 4], "Asia Pacific (Seoul)"],
  ["ap-northeast-3", "apne3", [3, 1, 2], "Asia Pacific (Osaka)"],
  ["ap-southeast-1", "apse1", [1, 2, 3], "Asia Pacific (Singapore)"],
  ["ap-southeast-2", "apse2", [1, 3, 2], "Asia Pacific (Sydney)"],
  ["ca-central-1", "cac1", [1, 2, 4], "Canada (Central)"],
  ["eu-central-1", "euc1", [2, 3, 1], "Europe (Frankfurt)"],
  ["eu-north-1", "eun1", [1, 2, 3], "Europe (Stockholm)"],
  ["eu-west-1", "euw1", [3, 1, 2], "Europe (Ireland)"],
  ["eu-west-2", "euw2", [2, 3, 1], "Europe (London)"],
  ["eu-west-3", "euw3", [1, 2, 3], "Europe (Paris)"],
  ["sa-east-1", "sae1", [1, 2, 3], "South America (Sao Paulo)"],
];

/** Regions launched since 2019, which each account must enable. All have three AZs. */
const OPT_IN: readonly [name: string, prefix: string, description: string][] = [
  ["af-south-1", "afs1", "Africa (Cape Town)"],
  ["ap-east-1", "ape1", "Asia Pacific (Hong Kong)"],
  ["ap-east-2", "ape2", "Asia Pacific (Taipei)"],
  ["ap-south-2", "aps2", "Asia Pacific (Hyderabad)"],
  ["ap-southeast-3", "apse3", "Asia Pacific (Jakarta)"],
  ["ap-southeast-4", "apse4", "Asia Pacific (Melbourne)"],
  ["ap-southeast-5", "apse5", "Asia Pacific (Malaysia)"],
  ["ap-southeast-6", "apse6", "Asia Pacific (New Zealand)"],
  ["ap-southeast-7", "apse7", "Asia Pacific (Thailand)"],
  ["ca-west-1", "caw1", "Canada West (Calgary)"],
  ["eu-central-2", "euc2", "Europe (Zurich)"],
  ["eu-south-1", "eus1", "Europe (Milan)"],
  ["eu-south-2", "eus2", "Europe (Spain)"],
  ["il-central-1", "ilc1", "Israel (Tel Aviv)"],
  ["me-central-1", "mec1", "Middle East (UAE)"],
  ["me-south-1", "mes1", "Middle East (Bahrain)"],
  ["mx-central-1", "mxc1", "Mexico (Central)"],
];

/** A few zones that are no AZs, so that a program that takes whatever the lookup returns is caught. */
const EDGE: Readonly<Record<string, readonly Zone[]>> = {
  "us-east-1": [
    { name: "us-east-1-bos-1a", id: "use1-bos1-az1", type: "local-zone", optIn: "opted-in", group: "us-east-1-bos-1" },
    {
      name: "us-east-1-mia-1a",
      id: "use1-mia1-az1",
      type: "local-zone",
      optIn: "not-opted-in",
      group: "us-east-1-mia-1",
    },
    {
      name: "us-east-1-wl1-bos-wlz-1",
      id: "use1-wl1-bos-wlz1",
      type: "wavelength-zone",
      optIn: "not-opted-in",
      group: "us-east-1-wl1",
    },
  ],
  "us-west-2": [
    { name: "us-west-2-lax-1a", id: "usw2-lax1-az1", type: "local-zone", optIn: "opted-in", group: "us-west-2-lax-1" },
  ],
};

function region(name: string, prefix: string, numbers: readonly number[], description: string, optIn: boolean): Region {
  const zones = numbers.map((number, index): Zone => {
    const letter = String.fromCharCode("a".charCodeAt(0) + index);
    return {
      name: name + letter,
      id: `${prefix}-az${number}`,
      type: "availability-zone",
      optIn: "opt-in-not-required",
      group: name,
    };
  });
  return { name, description, optIn, zones: [...zones, ...(EDGE[name] ?? [])] };
}

const all: readonly Region[] = [
  ...ENABLED.map(([name, prefix, numbers, description]) => region(name, prefix, numbers, description, false)),
  ...OPT_IN.map(([name, prefix, description]) => region(name, prefix, [1, 2, 3], description, true)),
];

/** Every Region of the commercial partition by name. */
export const regions: ReadonlyMap<string, Region> = new Map(all.map((r) => [r.name, r]));

/** The zones of a Region; none for a name that is no Region. */
export function zonesOf(regionName: string): readonly Zone[] {
  return regions.get(regionName)?.zones ?? [];
}

export function zoneById(regionName: string, id: string): Zone | undefined {
  return zonesOf(regionName).find((zone) => zone.id === id);
}

export function zoneByName(regionName: string, name: string): Zone | undefined {
  return zonesOf(regionName).find((zone) => zone.name === name);
}
