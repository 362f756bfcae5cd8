import { covers, type SettingPath } from "../../stacks/setting-path";

/** A setting that is not the same in two Regions, because it cannot or need not be. */
interface ByNature {
  /** Path as docs/config.md writes it, which covers what is below it. */
  readonly path: string;
  /** Ends the sentence "It is not compared, because ...". */
  readonly because: string;
}

/** Settings that are not compared. Values that name something of a Region are compared without what they name. */
export const BY_NATURE: readonly ByNature[] = [
  { path: "aws:region", because: "it is what makes the stacks different" },
  { path: "aws:profile", because: "Regions may be in accounts of their own" },
  { path: "aws:assumeRoles", because: "Regions may be in accounts of their own" },
  { path: "aws:allowedAccountIds", because: "Regions may be in accounts of their own" },
  { path: "aws:forbiddenAccountIds", because: "Regions may be in accounts of their own" },
  { path: "network.cidr", because: "each network has a block of its own" },
  { path: "network.existing", because: "a VPC and its subnets are of one Region" },
  { path: "network.excludeZoneIds", because: "an Availability Zone is of one Region" },
  { path: "network.readableBuckets", because: "the S3 endpoint of a VPC reaches buckets of its Region" },
  { path: "fleet.zoneOverrides", because: "an Availability Zone is of one Region" },
  { path: "additionalServices[].fleet.zoneOverrides", because: "an Availability Zone is of one Region" },
  { path: "loadBalancer.addresses", because: "an Availability Zone is of one Region" },
  { path: "image", because: "an AMI is of one Region; the AMIs that run are compared by their source" },
  { path: "service.artifact.bucket", because: "an instance fetches its archive from a bucket of its Region" },
  {
    path: "additionalServices[].artifact.bucket",
    because: "an instance fetches its archive from a bucket of its Region",
  },
  { path: "access.supportedRegions", because: "a Region without a stack is served by the nearest one that has one" },
  { path: "approval.registry", because: "one stack has the registry, and the others share it" },
  { path: "approval.replica", because: "one stack has the registry, and the others share it" },
  { path: "consumer", because: "a consumer VPC of one's own proves the way, for which one Region is enough" },
];

/** Whether a setting is different in each Region by its nature. */
export function isByNature(path: SettingPath): boolean {
  return BY_NATURE.some((setting) => covers(setting.path, path));
}
