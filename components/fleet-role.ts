import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { FleetArtifact } from "./fleet-args";
import { ROLE_SUFFIX } from "./fleet-checks";
import { instanceTrustPolicy, readObjectPolicy, systemsManagerPolicyArn } from "./lib/fleet-policies";

/** What the instances' role may do. */
export interface FleetPermissions {
  readonly artifact: FleetArtifact | undefined;
  readonly policyArns: Readonly<Record<string, pulumi.Input<string>>>;
  readonly tags: Record<string, string> | undefined;
}

/** The role of the instances, and what must exist before one starts. */
export interface FleetRole {
  readonly role: iam.Role;
  readonly profile: iam.InstanceProfile;
  readonly permissions: readonly pulumi.Resource[];
}

/** The role of the instances: Systems Manager, the artifact if there is one, and the user's policies. */
export function createFleetRole(
  name: string,
  { artifact, policyArns, tags }: FleetPermissions,
  opts: pulumi.CustomResourceOptions,
): FleetRole {
  const { partition } = getPartitionOutput({}, { parent: opts.parent });
  const role = new iam.Role(
    `${name}${ROLE_SUFFIX}`,
    { description: `Instances of ${name}`, assumeRolePolicy: JSON.stringify(instanceTrustPolicy()), tags },
    opts,
  );
  const attach = (suffix: string, policyArn: pulumi.Input<string>) =>
    new iam.RolePolicyAttachment(`${name}-${suffix}`, { role: role.name, policyArn }, opts);
  const permissions: pulumi.Resource[] = [
    attach("ssm", partition.apply(systemsManagerPolicyArn)),
    ...Object.entries(policyArns).map(([key, arn]) => attach(`policy-${key}`, arn)),
  ];
  if (artifact !== undefined) {
    const document = pulumi
      .all([partition, artifact.bucket, artifact.key])
      .apply(([ofRegion, bucket, key]) => JSON.stringify(readObjectPolicy({ partition: ofRegion, bucket, key })));
    permissions.push(new iam.RolePolicy(`${name}-artifact`, { role: role.name, policy: document }, opts));
  }
  const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags }, opts);
  return { role, profile, permissions };
}
