import { z } from "zod";
import { DEFAULT_MIN, SMALLEST_DEFAULT_MAX } from "../../components/lib/capacity";
import { FLEET_DEFAULTS } from "../../components/lib/fleet";
import { REFRESH_DEFAULTS } from "../../components/lib/refresh";
import { documented } from "../../components/lib/schema/keys";

const GROUP = "EC2 Auto Scaling API, CreateAutoScalingGroup";
const NEW_INSTANCES = "Rolls the fleet.";

const capacity = z.strictObject({
  min: documented(z.int().optional(), {
    description: "Smallest number of instances.",
    unit: "instances",
    absent: `\`${DEFAULT_MIN}\``,
    rule: "0 to 500, at most `max`.",
    source: GROUP,
    examples: [DEFAULT_MIN],
  }),
  max: documented(z.int().optional(), {
    description: "Largest number of instances.",
    unit: "instances",
    absent: `\`${SMALLEST_DEFAULT_MAX}\`, or \`min\` where that is more`,
    rule: "0 to 500.",
    source: GROUP,
    examples: [SMALLEST_DEFAULT_MAX],
  }),
});

const refresh = z.strictObject({
  minHealthyPercentage: documented(z.int().optional(), {
    description: "Healthy capacity that remains while instances are replaced.",
    unit: "percent of the capacity",
    absent: `\`${REFRESH_DEFAULTS.minHealthyPercentage}\`: launch before terminate`,
    rule: "0 to 100.",
    source: "EC2 Auto Scaling API, InstanceMaintenancePolicy",
  }),
  maxHealthyPercentage: documented(z.int().optional(), {
    description: "Capacity that is not exceeded meanwhile.",
    unit: "percent of the capacity",
    absent: `\`${REFRESH_DEFAULTS.maxHealthyPercentage}\`, or 100 points above the minimum`,
    rule: "100 to 200, at most 100 points above the minimum.",
    source: "EC2 Auto Scaling API, InstanceMaintenancePolicy",
  }),
});

const settings = {
  instanceType: documented(z.string(), {
    description: "EC2 instance type. Zones that do not offer it are left out.",
    change: `${NEW_INSTANCES} A type that fewer zones offer replaces the load balancer.`,
    rule: "A type of the AMI's architecture.",
    source: "EC2 API, DescribeInstanceTypeOfferings",
    examples: ["t3.small"],
  }),
  perZone: documented(capacity.optional(), {
    description: "Number of instances in each Availability Zone, which has an Auto Scaling group of its own.",
    absent: `from \`${DEFAULT_MIN}\` to \`${SMALLEST_DEFAULT_MAX}\``,
    examples: [{}],
  }),
  zoneOverrides: documented(z.record(z.string(), capacity).optional(), {
    description: "Other numbers for single zones, by AZ id.",
    absent: "none",
    examples: [{}],
  }),
  rootDeviceName: documented(z.string().optional(), {
    description: "Device name of the AMI's root volume.",
    absent: `\`${FLEET_DEFAULTS.rootDeviceName}\``,
    change: NEW_INSTANCES,
    source: "EC2 API, RunInstances",
    examples: [FLEET_DEFAULTS.rootDeviceName],
  }),
  volumeSizeGb: documented(z.int().optional(), {
    description: "Size of the root volume, gp3 and encrypted.",
    unit: "GiB",
    absent: `\`${FLEET_DEFAULTS.volumeSizeGb}\``,
    change: NEW_INSTANCES,
    rule: "1 to 16 384, at least the AMI's snapshot.",
    source: "EBS guide, gp3 volumes",
  }),
  cpuTargetPercent: documented(z.int().optional(), {
    description: "Average CPU load that the number of instances follows; `0` leaves it alone.",
    unit: "percent",
    absent: `\`${FLEET_DEFAULTS.cpuTargetPercent}\``,
    rule: "0 to 100.",
  }),
  warmupSeconds: documented(z.int().optional(), {
    description: "Time from an instance's start until its load counts, and until a refresh goes on.",
    unit: "seconds",
    absent: `\`${FLEET_DEFAULTS.warmupSeconds}\``,
    rule: "0 to 3600.",
    source: GROUP,
  }),
  healthCheckGraceSeconds: documented(z.int().optional(), {
    description: "Time from an instance's start until a failed health check replaces it.",
    unit: "seconds",
    absent: `\`${FLEET_DEFAULTS.healthCheckGraceSeconds}\``,
    rule: "0 to 7200.",
    source: GROUP,
  }),
  capacityTimeoutMinutes: documented(z.int().optional(), {
    description: "Time in which a new zone must have its minimum in service, or the update fails; `0` does not wait.",
    unit: "minutes",
    absent: `\`${FLEET_DEFAULTS.capacityTimeoutMinutes}\``,
    rule: "0 to 120.",
  }),
  refresh: documented(refresh.optional(), {
    description: "How much capacity there is while a new launch template version is rolled out.",
    absent: "launch before terminate",
    examples: [{}],
  }),
  policyArns: documented(z.record(z.string(), z.string()).optional(), {
    description: "ARNs of IAM policies that instances have besides the one for SSM, each under a name of your own.",
    absent: "none",
    examples: [{}],
  }),
  egressCidrs: documented(z.array(z.string()).optional(), {
    description: "Blocks that instances may open connections to, besides S3 and the interface endpoints.",
    absent: "none",
    examples: [[]],
  }),
};

/** The `fleet` key. */
export const fleet = documented(z.strictObject(settings).optional(), {
  description: "The instances behind the load balancer: one Auto Scaling group per Availability Zone.",
  absent: "required where a port has targets of type `instance`",
  examples: [{ instanceType: "t3.small" }],
});

/** `additionalServices[].fleet`: any of the same keys. */
export const fleetOverrides = z.strictObject({
  ...settings,
  instanceType: documented(z.string().optional(), {
    description: "EC2 instance type.",
    absent: "as `fleet.instanceType`",
    change: NEW_INSTANCES,
    examples: ["t3.small"],
  }),
});
