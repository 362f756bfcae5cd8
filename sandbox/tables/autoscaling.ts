import { admitGroup, checkGroup } from "../checks/autoscaling-group";
import { all, between, eachOneOf, matching, oneOf, property, upTo } from "../checks/rules";
import { uuid } from "../ids";
import { arn, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, number, record, records, text, texts } from "../values";

const PROCESSES = [
  "Launch",
  "Terminate",
  "HealthCheck",
  "ReplaceUnhealthy",
  "AZRebalance",
  "AlarmNotification",
  "ScheduledActions",
  "AddToLoadBalancer",
  "InstanceRefresh",
];

export const autoscaling: ResourceTables = {
  [T.AutoScalingGroup]: {
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `ValidationError: AutoScalingGroup name not found - AutoScalingGroup ${id} not found`,
    autoName: { property: "name", maxLength: 255 },
    required: ["maxSize", "minSize"],
    defaults: {
      capacityRebalance: false,
      forceDelete: false,
      forceDeleteWarmPool: false,
      healthCheckGracePeriod: 300,
      ignoreFailedScalingActivities: false,
      metricsGranularity: "1Minute",
      protectFromScaleIn: false,
      waitForCapacityTimeout: "10m",
    },
    rules: {
      defaultInstanceWarmup: between(-1, 86_400),
      healthCheckGracePeriod: between(0, 2_147_483_647),
      healthCheckType: eachOneOf("EC2", "ELB", "VPC_LATTICE", "EBS"),
      maxInstanceLifetime: (value) => (value === 0 ? undefined : between(86_400, 31_536_000)(value, {})),
      desiredCapacityType: oneOf("memory-mib", "units", "vcpu"),
      instanceRefresh: property("strategy", oneOf("Rolling")),
      tags: tagList,
      maxSize: between(0, 10_000),
      minSize: between(0, 10_000),
      name: all(upTo(255), (value) => (String(value).includes(":") ? "must not contain a colon" : undefined)),
      suspendedProcesses: eachOneOf(...PROCESSES),
      waitForCapacityTimeout: matching(/^(0|(\d+(\.\d+)?(h|m|s|ms))+)$/, "be a duration such as 10m"),
    },
    check: checkGroup,
    references: [
      { property: "vpcZoneIdentifiers", types: T.Subnet },
      { property: "targetGroupArns", types: T.TargetGroup },
      {
        property: "launchTemplate",
        types: T.LaunchTemplate,
        values: (inputs) => texts(record(inputs.launchTemplate).id),
      },
    ],
    admit: admitGroup,
    computed: {
      arn: (m) => arn(m, "autoscaling", `autoScalingGroup:${uuid(m.seed, "asg")}:autoScalingGroupName/${m.id}`),
      availabilityZones: (m) => {
        const zones = texts(m.inputs.vpcZoneIdentifiers).map(
          (id) => m.cloud.find(T.Subnet, id, m.region)?.outputs.availabilityZone,
        );
        return m.inputs.availabilityZones ?? [...new Set(texts(zones))].sort();
      },
      launchTemplate: (m) => {
        const given = record(m.inputs.launchTemplate);
        const template = m.cloud.find(T.LaunchTemplate, text(given.id) ?? "", m.region);
        return m.inputs.launchTemplate === undefined ? undefined : { name: template?.outputs.name, ...given };
      },
      defaultCooldown: (m) => m.inputs.defaultCooldown ?? 300,
      desiredCapacity: (m) =>
        m.inputs.desiredCapacity ?? capacity(m.old?.outputs.desiredCapacity, m.inputs.minSize, m.inputs.maxSize),
      healthCheckType: (m) => m.inputs.healthCheckType ?? "EC2",
      predictedCapacity: () => 0,
      warmPoolSize: () => 0,
      serviceLinkedRoleArn: (m) =>
        m.inputs.serviceLinkedRoleArn ??
        arn(m, "iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", ""),
      namePrefix: (m) => m.inputs.namePrefix ?? "",
    },
    keeps: [
      "availabilityZones",
      "defaultCooldown",
      "desiredCapacity",
      "healthCheckType",
      "namePrefix",
      "serviceLinkedRoleArn",
    ],
    unordered: [
      "availabilityZones",
      "enabledMetrics",
      "suspendedProcesses",
      "tags",
      "targetGroupArns",
      "vpcZoneIdentifiers",
    ],
    replaceOn: ["name", "namePrefix"],
  },
  [T.AutoScalingPolicy]: {
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `ValidationError: scaling policy ${id} not found`,
    autoName: { property: "name", maxLength: 255 },
    required: ["autoscalingGroupName"],
    defaults: { enabled: true, policyType: "SimpleScaling" },
    rules: {
      policyType: oneOf("SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling"),
      targetTrackingConfiguration: (value) => {
        const target = number(record(value).targetValue);
        return target === undefined || target > 0 ? undefined : `targetValue: must be greater than 0, got ${target}`;
      },
    },
    check: (inputs) =>
      inputs.policyType === "TargetTrackingScaling" && inputs.targetTrackingConfiguration === undefined
        ? [refuse("targetTrackingConfiguration", "must be given for policyType TargetTrackingScaling")]
        : [],
    references: [{ property: "autoscalingGroupName", types: T.AutoScalingGroup }],
    computed: {
      arn: (m) =>
        arn(
          m,
          "autoscaling",
          `scalingPolicy:${uuid(m.seed, "policy")}:autoScalingGroupName/${text(m.inputs.autoscalingGroupName)}:policyName/${m.id}`,
        ),
    },
    replaceOn: ["autoscalingGroupName", "name"],
  },
};

/** Tags of a group are a list, each with a word on whether its instances have it too. */
function tagList(value: unknown): string | undefined {
  const keys = records(value).map((tag) => String(tag.key));
  const unsaid = records(value).find((tag) => tag.propagateAtLaunch === undefined);
  if (unsaid !== undefined) return `tag "${unsaid.key}" must say propagateAtLaunch`;
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : `ValidationError: Duplicate tag keys found ("${twice}")`;
}

/** Scaling policies own the number of instances: an update only moves it into the new bounds. */
function capacity(before: unknown, min: unknown, max: unknown): number {
  const lowest = number(min) ?? 0;
  return Math.min(number(max) ?? lowest, Math.max(lowest, number(before) ?? lowest));
}
