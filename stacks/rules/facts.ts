import { TargetType } from "../../components/lib/port-spec";
import { type ResolvedPort, resolvePorts } from "../../components/lib/ports";
import type { Problem } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import type { Settings } from "../schema/settings";

/** All that is known of a stack before AWS is asked: its keys, its name, and `aws:region`, which may be missing. */
export interface Facts extends Settings {
  readonly stack: string;
  readonly region: string | undefined;
}

/** A rule over what a stack file says. */
export type StackRule = (facts: Facts) => Problem[];

/** The Region where it is one; where it is not, nothing can be said of what lies in another. */
export function knownRegion({ region }: Pick<Facts, "region">): string | undefined {
  return region === undefined || checkRegion(region, "").length > 0 ? undefined : region;
}

/** A service with the key path at which it stands. */
export interface PublishedService {
  readonly service: Settings["service"];
  readonly path: string;
}

/** `service` and `additionalServices`, in order. */
export function publishedServices(facts: Pick<Settings, "service" | "additionalServices">): PublishedService[] {
  const further = facts.additionalServices.map((service, index) => ({ service, path: `additionalServices[${index}]` }));
  return [{ service: facts.service, path: "service" }, ...further];
}

/** The ports of a service whose targets are instances: those that need a fleet. */
export function instancePorts(service: Settings["service"]): readonly ResolvedPort[] {
  return resolvePorts([service]).filter(({ targetType }) => targetType === TargetType.Instance);
}

/** Whether anything in the stack runs on instances. */
export function needsFleet(facts: Pick<Settings, "service" | "additionalServices">): boolean {
  return publishedServices(facts).some(({ service }) => instancePorts(service).length > 0);
}
