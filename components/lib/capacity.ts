import { checkZoneId } from "./availability-zones";
import { at } from "./path";
import type { Problem } from "./problem";
import { checkWhole } from "./whole-numbers";

/** How many instances an Availability Zone may have, before defaults. */
export interface CapacitySpec {
  readonly min?: number;
  readonly max?: number;
}

/** How many instances an Availability Zone has at least and at most. */
export interface Capacity {
  readonly min: number;
  readonly max: number;
}

/** Capacity of a fleet: one for all zones, and exceptions keyed by AZ id. */
export interface FleetCapacitySpec {
  readonly perZone?: CapacitySpec;
  readonly zoneOverrides?: Readonly<Record<string, CapacitySpec>>;
}

/** Default of `min`: a zone without a healthy target is out of the load balancer's DNS name. */
export const DEFAULT_MIN = 1;
/** Default of `max`, where `min` is not more. */
export const SMALLEST_DEFAULT_MAX = 2;
const MOST_INSTANCES = 500;
const COUNT = { min: 0, max: MOST_INSTANCES, unit: "instances" };

/** Minimum and maximum of one zone: its override, else the common value, else the default. */
export function capacityOf(zoneId: string, { perZone, zoneOverrides }: FleetCapacitySpec): Capacity {
  return resolve({ ...given(perZone), ...given(zoneOverrides?.[zoneId]) });
}

/** What is wrong with a fleet's capacity; with `zoneIds`, also overrides of zones that the fleet does not have. */
export function checkCapacity(spec: FleetCapacitySpec, path: string, zoneIds?: readonly string[]): Problem[] {
  const overridesPath = at(path, "zoneOverrides");
  return [
    ...checkOne(given(spec.perZone), at(path, "perZone"), given(spec.perZone)),
    ...Object.entries(spec.zoneOverrides ?? {}).flatMap(([zoneId, override]) => [
      ...checkOverriddenZone(zoneId, overridesPath, zoneIds),
      ...checkOne(given(override), at(overridesPath, zoneId), { ...given(spec.perZone), ...given(override) }),
    ]),
  ];
}

function resolve({ min = DEFAULT_MIN, max }: CapacitySpec): Capacity {
  return { min, max: max ?? Math.max(SMALLEST_DEFAULT_MAX, min) };
}

// An explicit undefined must not hide the common value.
function given(spec: CapacitySpec = {}): CapacitySpec {
  return { ...(spec.min !== undefined && { min: spec.min }), ...(spec.max !== undefined && { max: spec.max }) };
}

function checkOne(own: CapacitySpec, path: string, merged: CapacitySpec): Problem[] {
  const problems = [...checkWhole(own.min, at(path, "min"), COUNT), ...checkWhole(own.max, at(path, "max"), COUNT)];
  const { min, max } = resolve(merged);
  if (problems.length > 0 || min <= max) return problems;
  // Said at the key that was written here; the other one may stand at perZone or be a default.
  if (own.min === undefined) {
    return [
      {
        path: at(path, "max"),
        value: max,
        rule: `is less than min, ${min}`,
        remedy: `use at least ${min}, or lower min`,
      },
    ];
  }
  return [
    { path: at(path, "min"), value: min, rule: `is more than max, ${max}`, remedy: `use at most ${max}, or raise max` },
  ];
}

function checkOverriddenZone(zoneId: string, path: string, zoneIds: readonly string[] | undefined): Problem[] {
  const malformed = checkZoneId(zoneId, at(path, zoneId));
  if (malformed.length > 0 || zoneIds === undefined || zoneIds.includes(zoneId)) return malformed;
  const rule = `is not among the fleet's zones, ${zoneIds.join(", ")}`;
  return [{ path: at(path, zoneId), value: zoneId, rule, remedy: "use one of them, or remove the override" }];
}
