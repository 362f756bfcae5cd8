import { nearest } from "./nearest";
import type { Check } from "./problem";

/** A Region of the commercial partition (`aws`). */
export interface Region {
  /** Name, for example `us-east-1`. */
  readonly name: string;
  /** Whether an account must enable the Region before it can be used; true for every Region launched since 2019. */
  readonly optIn: boolean;
}

const ENABLED_BY_DEFAULT = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

const OPT_IN = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

/** All commercial Regions, by name. */
export const REGIONS: readonly Region[] = [
  ...ENABLED_BY_DEFAULT.map((name) => ({ name, optIn: false })),
  ...OPT_IN.map((name) => ({ name, optIn: true })),
].sort((a, b) => (a.name < b.name ? -1 : 1));

const REGION_NAMES = REGIONS.map((region) => region.name);
const OTHER_PARTITION = /^(cn|us-gov|us-isof?|us-isob|eu-isoe|eusc)-/;

/** Refuses what is not the name of a commercial Region, and names the one that was probably meant. */
export const checkRegion: Check<string> = (value, path) => {
  if (REGION_NAMES.includes(value)) return [];
  if (OTHER_PARTITION.test(value)) {
    const remedy =
      "use a commercial Region such as us-east-1: principals and endpoint services do not cross partitions";
    return [{ path, value, rule: "is a Region of another AWS partition", remedy }];
  }
  const meant = nearest(value.toLowerCase(), REGION_NAMES);
  const remedy = meant === undefined ? "use a Region name such as us-east-1" : `use ${JSON.stringify(meant)}`;
  return [{ path, value, rule: "is not a commercial AWS Region", remedy }];
};

/** AZ ids from which AWS offers no cross-Region access to an endpoint service, neither to providers nor to consumers. */
export const ZONES_WITHOUT_CROSS_REGION_ACCESS: readonly string[] = [
  "apne1-az3",
  "apne2-az2",
  "apne2-az4",
  "use1-az3",
  "usw1-az2",
];
