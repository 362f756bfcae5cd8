import { type CapacitySpec, checkCapacity } from "./capacity";
import { at } from "./path";
import type { Check, Problem } from "./problem";
import { checkRefresh, type RefreshSpec } from "./refresh";
import { checkRuleCidrs } from "./rule-cidrs";
import { checkWhole } from "./whole-numbers";

/** Settings of a fleet before defaults, apart from what runs on it. */
export interface FleetSpec {
  readonly instanceType: string;
  readonly perZone?: CapacitySpec;
  readonly zoneOverrides?: Readonly<Record<string, CapacitySpec>>;
  readonly rootDeviceName?: string;
  readonly volumeSizeGb?: number;
  readonly cpuTargetPercent?: number;
  readonly warmupSeconds?: number;
  readonly healthCheckGraceSeconds?: number;
  readonly capacityTimeoutMinutes?: number;
  readonly refresh?: RefreshSpec;
  readonly egressCidrs?: readonly string[];
}

/** Defaults of a fleet. */
export const FLEET_DEFAULTS = {
  rootDeviceName: "/dev/xvda",
  volumeSizeGb: 16,
  cpuTargetPercent: 60,
  warmupSeconds: 120,
  healthCheckGraceSeconds: 120,
  capacityTimeoutMinutes: 10,
} as const;

const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const DEVICE_NAME = /^\/dev\/[a-z0-9]+$/;
const VOLUME_SIZE = { min: 1, max: 16_384, unit: "GiB" };
const CPU_TARGET = { min: 0, max: 100, unit: "percent" };
const WARMUP = { min: 0, max: 3600, unit: "seconds" };
const GRACE = { min: 0, max: 7200, unit: "seconds" };
const CAPACITY_TIMEOUT = { min: 0, max: 120, unit: "minutes" };

/** Refuses what is not an EC2 instance type; whether the zones offer it is asked of AWS. */
export const checkInstanceType: Check<string> = (value, path) => {
  if (INSTANCE_TYPE.test(value)) return [];
  return [{ path, value, rule: "is not an EC2 instance type", remedy: "use one such as t4g.small" }];
};

/** What AWS would refuse in the settings; with `zoneIds`, also exceptions for zones that the fleet does not have. */
export function checkFleet(spec: FleetSpec, path: string, zoneIds?: readonly string[]): Problem[] {
  return [
    ...checkInstanceType(spec.instanceType, at(path, "instanceType")),
    ...checkCapacity(spec, path, zoneIds),
    ...checkDeviceName(spec.rootDeviceName, at(path, "rootDeviceName")),
    ...checkWhole(spec.volumeSizeGb, at(path, "volumeSizeGb"), VOLUME_SIZE),
    ...checkWhole(spec.cpuTargetPercent, at(path, "cpuTargetPercent"), CPU_TARGET),
    ...checkWhole(spec.warmupSeconds, at(path, "warmupSeconds"), WARMUP),
    ...checkWhole(spec.healthCheckGraceSeconds, at(path, "healthCheckGraceSeconds"), GRACE),
    ...checkWhole(spec.capacityTimeoutMinutes, at(path, "capacityTimeoutMinutes"), CAPACITY_TIMEOUT),
    ...checkRefresh(spec.refresh ?? {}, at(path, "refresh")),
    ...checkRuleCidrs(spec.egressCidrs ?? [], at(path, "egressCidrs")),
  ];
}

function checkDeviceName(value: string | undefined, path: string): Problem[] {
  if (value === undefined || DEVICE_NAME.test(value)) return [];
  return [
    { path, value, rule: "is not the name of a block device", remedy: "use the AMI's root device, such as /dev/xvda" },
  ];
}
