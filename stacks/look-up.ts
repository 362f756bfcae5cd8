import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { isCrossRegion } from "../components/lib/supported-regions";
import type { StackConfig } from "./config";
import { OtherStacks } from "./other-stacks";
import { type ImageSources, readHistory, readImageSources } from "./references";
import { readRegistry, type SharedRegistry } from "./registry";
import { refuseDisabledRegions } from "./supported-regions";
import { zonesOf } from "./zones";

/** What AWS and other stacks say that decides which resources there are; all of it is plain. */
export interface LookedUp {
  readonly accountId: string;
  /** AZ ids of the stack, in the order of their numbers. */
  readonly zoneIds: string[];
  /** AMIs to copy; absent when the stack copies none. */
  readonly imageSources: ImageSources | undefined;
  /** Whether other Regions were supported until now, and no longer are: AWS closes them only when it is told to. */
  readonly closesOtherRegions: boolean;
  /** Registry of another stack; absent when the stack has one of its own or none. */
  readonly registry: SharedRegistry | undefined;
}

/** Asks AWS and the other stacks before the first resource, so that what they rule out is refused in time. */
export async function lookUp(config: StackConfig): Promise<LookedUp> {
  const stacks = new OtherStacks();
  const [history, { accountId }] = await Promise.all([readHistory(config.stack, stacks), getCallerIdentity()]);
  const [zoneIds, imageSources, registry] = await Promise.all([
    zonesOf(config, history.availabilityZoneIds),
    readImageSources(config, history, stacks),
    readRegistry(config, accountId, stacks),
    refuseDisabledRegions(config),
  ]);
  const { region, access } = config;
  const closesOtherRegions =
    isCrossRegion(region, history.supportedRegions ?? []) && !isCrossRegion(region, access.supportedRegions);
  return { accountId, zoneIds, imageSources, closesOtherRegions, registry };
}
