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

/** What is to be done with the launch permissions of an AMI. */
export interface PermissionChange {
  readonly add: readonly LaunchPermission[];
  readonly remove: readonly LaunchPermission[];
}

/**
 * What makes the launch permissions of an AMI those that are wanted.
 * @param owner account of the AMI, which needs no permission and loses none
 */
export function permissionChange(
  wanted: readonly LaunchPermission[],
  there: readonly LaunchPermission[],
  owner: string,
): PermissionChange {
  const asked = new Set(wanted.map(permissionName));
  const known = new Set(there.map(permissionName));
  return {
    add: wanted.filter((permission) => !known.has(permissionName(permission))),
    remove: there.filter((permission) => permission.UserId !== owner && !asked.has(permissionName(permission))),
  };
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
    `${sourceId} may be used by ${listed(permissions.map(permissionName))}, and AWS lets nobody share what is encrypted with ${AWS_MANAGED_KEY}, as copies in ${listed(unshareable)} would be: set images.kmsKeyIds of ${listed(unshareable)} in rollout.yaml to keys that these may use, ${without}.`,
  ];
}

/** Whom a launch permission is for. */
export function permissionName({ UserId, Group, OrganizationArn, OrganizationalUnitArn }: LaunchPermission): string {
  return UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? Group ?? "";
}
