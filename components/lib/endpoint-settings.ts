import { checkWaitMinutes } from "./acceptance";
import { checkRecordNames, checkZoneVpcKeys } from "./endpoint-zone";
import { checkFlowLogs, type FlowLogsShape } from "./flow-logs";
import { at } from "./path";
import type { Problem } from "./problem";
import { commonZones } from "./zone-match";

/** Settings of an endpoint that have to go together, whatever their values are in the end. */
export interface EndpointSettings {
  readonly dns: string;
  readonly zoneName?: unknown;
  readonly recordNames?: readonly string[];
  readonly zoneVpcs?: Readonly<Record<string, unknown>>;
  readonly acceptance?: { readonly waitMinutes?: number };
  readonly subnetIds?: unknown;
  readonly subnetIdsByZone?: unknown;
  readonly clientCidrs?: readonly unknown[];
  readonly clientSecurityGroupIds?: readonly unknown[];
  readonly clientPrefixListIds?: readonly unknown[];
  readonly alarmTopicArns?: readonly unknown[];
  readonly alarmThresholds?: { readonly packetsDropped?: number; readonly resets?: number };
  /** Whether the service has a name to derive a zone's from. */
  readonly isNamed: boolean;
}

const ZONE = "privateZone";
const NAME = "privateName";

/** Everything that does not go together. */
export function checkEndpointSettings(settings: EndpointSettings): Problem[] {
  return [
    ...checkSubnetSource(settings),
    ...checkZoneSettings(settings),
    ...checkAcceptance(settings),
    ...checkClients(settings),
    ...checkAlarmSettings(settings),
  ];
}

function checkSubnetSource({ subnetIds, subnetIdsByZone }: EndpointSettings): Problem[] {
  if ((subnetIds === undefined) !== (subnetIdsByZone === undefined)) return [];
  const both = subnetIds !== undefined;
  return [
    {
      path: "subnetIds",
      value: both ? "subnetIds and subnetIdsByZone" : undefined,
      rule: both ? "are two answers to one question" : "is needed, or subnetIdsByZone",
      remedy: "give exactly one of the two",
    },
  ];
}

function checkZoneSettings({ dns, zoneName, recordNames, zoneVpcs, isNamed }: EndpointSettings): Problem[] {
  if (dns === ZONE) {
    const problems = [
      ...checkRecordNames(recordNames ?? [], "recordNames"),
      ...checkZoneVpcKeys(zoneVpcs ?? {}, "zoneVpcs"),
    ];
    if (zoneName !== undefined || isNamed) return problems;
    const rule = "is needed, because the service has no name to derive it from";
    const remedy = "use one such as orders.endpoints.internal";
    return [{ path: "zoneName", value: undefined, rule, remedy }, ...problems];
  }
  const shown = typeof zoneName === "object" ? "an Output" : zoneName;
  const given = Object.entries({ zoneName: shown, recordNames, zoneVpcs: zoneVpcs && Object.keys(zoneVpcs) });
  return given.flatMap(([path, value]) => (value === undefined ? [] : [meaningless(path, value, dns, ZONE)]));
}

function checkAcceptance({ dns, acceptance }: EndpointSettings): Problem[] {
  if (acceptance === undefined) return [];
  if (dns !== NAME) return [meaningless("acceptance", acceptance, dns, NAME)];
  const { waitMinutes } = acceptance;
  return waitMinutes === undefined ? [] : checkWaitMinutes(waitMinutes, "acceptance.waitMinutes");
}

function meaningless(path: string, value: unknown, dns: string, needed: string): Problem {
  return { path, value, rule: `has no meaning with dns "${dns}"`, remedy: `leave it out, or use dns "${needed}"` };
}

function checkClients({ clientCidrs, clientSecurityGroupIds, clientPrefixListIds }: EndpointSettings): Problem[] {
  const given = [clientCidrs, clientSecurityGroupIds, clientPrefixListIds].filter((list) => list !== undefined);
  if (given.length === 0 || given.some((list) => list.length > 0)) return [];
  const remedy =
    "name clients, or leave clientCidrs, clientSecurityGroupIds and clientPrefixListIds out to admit the whole VPC";
  return [{ path: "clientCidrs", value: [], rule: "admits no client to the endpoint", remedy }];
}

function checkAlarmSettings({ alarmTopicArns, alarmThresholds }: EndpointSettings): Problem[] {
  if (alarmThresholds === undefined) return [];
  const path = "alarmThresholds";
  if (alarmTopicArns === undefined) {
    const remedy = "give alarmTopicArns too, or leave it out";
    return [{ path, value: alarmThresholds, rule: "is of alarms, and there are none without a topic", remedy }];
  }
  return Object.entries(alarmThresholds).flatMap(([key, value]) => {
    if (Number.isFinite(value) && value >= 0) return [];
    return [{ path: at(path, key), value, rule: "is not a number of packets", remedy: "use 0 or more" }];
  });
}

/** Zones as far as they are known before an update. */
export interface PlainZones {
  readonly serviceZoneIds: readonly string[] | undefined;
  /** Zones of the subnets that are given by zone. */
  readonly ownZoneIds: readonly string[] | undefined;
  readonly crossRegion: boolean;
}

/** Refuses flow logs where it is not known before the update in which zones the endpoint is: each zone has its own. */
export function checkEndpointFlowLogs(flowLogs: FlowLogsShape, zones: PlainZones, path: string): Problem[] {
  const problems = checkFlowLogs(flowLogs, path);
  if (flowLogZones(zones) !== undefined) return problems;
  const rule = "are one for each Availability Zone, and these are known only during the update";
  const remedy = "give subnetIdsByZone, and the service's availabilityZoneIds as a plain list";
  return [...problems, { path, value: flowLogs, rule, remedy }];
}

/** The zones that have a network interface; undefined while they are not known. */
export function flowLogZones({ serviceZoneIds, ownZoneIds, crossRegion }: PlainZones): readonly string[] | undefined {
  if (ownZoneIds === undefined) return undefined;
  // AZ ids tell Regions apart: zones in common are those of a service in the endpoint's own Region.
  const common = commonZones(serviceZoneIds ?? [], ownZoneIds);
  if (common.length > 0) return common;
  if (crossRegion) return ownZoneIds;
  return serviceZoneIds === undefined ? undefined : [];
}
