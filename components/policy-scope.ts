import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyScope } from "./lib/network-policies";

/**
 * The partition, Region and account of a component's provider, for the ARNs and conditions of its policies. They are
 * asked of AWS when they are first needed, and once.
 */
export function policyScope(opts: pulumi.InvokeOutputOptions): () => pulumi.Output<PolicyScope> {
  let known: pulumi.Output<PolicyScope> | undefined;
  return () => {
    known ??= pulumi
      .all([getPartitionOutput({}, opts), getRegionOutput({}, opts), getCallerIdentityOutput({}, opts)])
      .apply(([{ partition }, { region }, { accountId }]) => ({ partition, region, accountId }));
    return known;
  };
}
