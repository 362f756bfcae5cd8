import { all, between, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { checkTargetGroup } from "../checks/target-group";
import { hex } from "../ids";
import { arn, type ResourceTable, refuse } from "../table";
import { T } from "../tokens";
import { record, text } from "../values";

const name = all(
  upTo(32),
  matching(/^[0-9A-Za-z-]+$/, "consist of letters, digits and hyphens"),
  matching(/^[^-].*[^-]$|^[^-]$/, "not begin or end with a hyphen"),
);

export const targetGroup: ResourceTable = {
  id: (m) => arn(m, "elasticloadbalancing", `targetgroup/${m.inputs.name}/${hex(m.seed, "tg", 16)}`),
  notFound: (id) => `TargetGroupNotFound: Target group '${id}' not found`,
  tagged: true,
  autoName: { property: "name", maxLength: 32 },
  defaults: {
    deregistrationDelay: 300,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  rules: {
    deregistrationDelay: between(0, 3600),
    ipAddressType: oneOf("ipv4", "ipv6"),
    loadBalancingCrossZoneEnabled: oneOf("true", "false", "use_load_balancer_configuration"),
    name,
    port: between(1, 65535),
    preserveClientIp: oneOf("true", "false"),
    slowStart: (value, inputs) => (value === 0 ? undefined : between(30, 900)(value, inputs)),
    protocol: oneOf("GENEVE", "HTTP", "HTTPS", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "TLS", "UDP"),
    tags: tagSet,
    targetType: oneOf("instance", "ip", "lambda", "alb"),
  },
  check: checkTargetGroup,
  references: [{ property: "vpcId", types: T.Vpc }],
  admit: ({ inputs, cloud, region, old }) => {
    const twin = cloud.all(T.TargetGroup, region).find((s) => s.outputs.name === inputs.name && s.id !== old?.id);
    if (twin === undefined) return [];
    return [refuse("name", `DuplicateTargetGroupName: A target group with the same name '${inputs.name}' exists`)];
  },
  computed: {
    arn: (m) => m.id,
    arnSuffix: (m) => m.id.slice(m.id.lastIndexOf(":") + 1),
    ipAddressType: (m) => m.inputs.ipAddressType ?? "ipv4",
    loadBalancingCrossZoneEnabled: (m) => m.inputs.loadBalancingCrossZoneEnabled ?? "use_load_balancer_configuration",
    preserveClientIp: (m) => m.inputs.preserveClientIp ?? String(m.inputs.targetType === "instance"),
    connectionTermination: (m) => m.inputs.connectionTermination ?? false,
    healthCheck: (m) => ({
      enabled: true,
      healthyThreshold: 3,
      interval: 30,
      port: "traffic-port",
      protocol: "HTTP",
      timeout: 10,
      unhealthyThreshold: 3,
      ...record(m.inputs.healthCheck),
    }),
    loadBalancerArns: (m) => {
      const group = m.old;
      if (group === undefined) return [];
      const listeners = m.cloud.referrers(group, T.Listener).map((s) => text(s.outputs.loadBalancerArn) ?? "");
      return [...new Set(listeners)].sort();
    },
  },
  live: ["loadBalancerArns"],
  keeps: [
    "connectionTermination",
    "healthCheck",
    "ipAddressType",
    "loadBalancingCrossZoneEnabled",
    "preserveClientIp",
    "stickiness",
    "targetFailovers",
    "targetGroupHealth",
    "targetHealthStates",
  ],
  replaceOn: ["ipAddressType", "name", "namePrefix", "port", "protocol", "targetType", "vpcId"],
  replaceWhen: { protocolVersion: (_before, _after, _olds, news) => String(news.protocol).startsWith("HTTP") },
  refuseDelete: (group, cloud) =>
    cloud.referrers(group, T.Listener).length === 0
      ? undefined
      : `ResourceInUse: Target group '${group.id}' is currently in use by a listener or a rule`,
};
