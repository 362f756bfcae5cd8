import { APPROVAL_DEFAULTS } from "../../components/lib/approval-rules";
import { type Capacity, capacityOf } from "../../components/lib/capacity";
import type { StackConfig } from "../../stacks/config";
import { instancePorts, publishedServices } from "../../stacks/rules/facts";
import { Approval } from "../../stacks/schema/access";

/** What a stack takes of what a Region has. */
export interface Needs {
  readonly vpcs: number;
  /** Instance types of all fleets; empty where nothing runs on instances. */
  readonly instanceTypes: readonly string[];
  readonly excludeZoneIds: readonly string[];
  /** Fleets with what each Availability Zone may have of them. */
  readonly fleets: readonly { readonly instanceType: string; capacityIn(zoneId: string): Capacity }[];
  /** Targets at the fleets' largest size in one Availability Zone. */
  targetsIn(zoneId: string): number;
  /** Whether the load balancer spreads over zones, by which AWS counts targets otherwise. */
  readonly crossZone: boolean;
  /** Invocations that the approval function reserves; 0 without one. */
  readonly reservedConcurrency: number;
}

/** What a stack needs by its settings. */
export function needsOf(config: StackConfig): Needs {
  const { network, consumer, loadBalancer, access, fleet } = config;
  const services = publishedServices(config).flatMap(({ service }) => {
    const own = { ...fleet, ...("fleet" in service ? (service.fleet as typeof fleet) : {}) };
    const ports = instancePorts(service).length;
    // A service without a port for instances has no fleet.
    return ports === 0 || own.instanceType === undefined ? [] : [{ ports, own, instanceType: own.instanceType }];
  });
  return {
    vpcs: (network.existing === undefined ? 1 : 0) + (consumer === undefined ? 0 : 1),
    instanceTypes: [...new Set(services.map(({ instanceType }) => instanceType))],
    excludeZoneIds: network.excludeZoneIds ?? [],
    fleets: services.map(({ own, instanceType }) => ({
      instanceType,
      capacityIn: (zoneId) => capacityOf(zoneId, own),
    })),
    // An instance is a target of each port of its service.
    targetsIn: (zoneId) => services.reduce((sum, { ports, own }) => sum + ports * capacityOf(zoneId, own).max, 0),
    crossZone: loadBalancer.crossZone === true,
    reservedConcurrency: access.approval === Approval.Registry ? APPROVAL_DEFAULTS.reservedConcurrency : 0,
  };
}
