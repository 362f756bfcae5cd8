import type { LaunchPermission } from "@aws-sdk/client-ec2";
import { listed } from "../../components/lib/words";

/** What the account's key for EBS is called as long as nobody has put one of their own in its place. */
const AWS_MANAGED_KEY = "alias/aws/ebs";

/** A Region whose copies are going to be shared, and the key that encrypts them there. */
export interface SharedRegion {
  readonly region: string;
  /** ARN, or the account's key for EBS as AWS calls it. */
  readonly kmsKeyId: string;
}

/** Launch permissions that are wanted and not there. */
export function missingPermissions(
  wanted: readonly LaunchPermission[],
  there: readonly LaunchPermission[],
): LaunchPermission[] {
  const known = new Set(there.map(nameOf));
  return wanted.filter((permission) => !known.has(nameOf(permission)));
}

/** Why launch permissions of a source cannot be given to its copies, which are all encrypted; empty where they can. */
export function sharingProblems(
  sourceId: string,
  permissions: readonly LaunchPermission[],
  regions: readonly SharedRegion[],
): string[] {
  if (regions.length === 0 || permissions.length === 0) return [];
  const without = "or promote it with --no-permissions, so that nobody but this account may use the copies";
  if (permissions.some(({ Group }) => Group !== undefined)) {
    return [
      `${sourceId} is public, and copies are encrypted, which AWS lets nobody make public: take the permission from ${sourceId}, ${without}.`,
    ];
  }
  const unshareable = regions.filter(({ kmsKeyId }) => kmsKeyId === AWS_MANAGED_KEY).map(({ region }) => region);
  if (unshareable.length === 0) return [];
  return [
    `${sourceId} may be used by ${listed(permissions.map(nameOf))}, and AWS lets nobody share what is encrypted with ${AWS_MANAGED_KEY}, as copies in ${listed(unshareable)} would be: set images.kmsKeyIds of ${listed(unshareable)} in rollout.yaml to keys that these may use, ${without}.`,
  ];
}

function nameOf({ UserId, Group, OrganizationArn, OrganizationalUnitArn }: LaunchPermission): string {
  return UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? Group ?? "";
}
