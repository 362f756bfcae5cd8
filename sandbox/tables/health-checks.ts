import { admitHealthCheck, checkHealthCheck } from "../checks/health-check";
import { anyOf, between, oneOf, tagSet, upTo } from "../checks/rules";
import { uuid } from "../ids";
import type { ResourceTables } from "../table";
import { T } from "../tokens";

const TYPES = [
  "CALCULATED",
  "CLOUDWATCH_METRIC",
  "HTTP",
  "HTTP_STR_MATCH",
  "HTTPS",
  "HTTPS_STR_MATCH",
  "RECOVERY_CONTROL",
  "TCP",
];

export const healthChecks: ResourceTables = {
  [T.HealthCheck]: {
    scope: "global",
    id: ({ seed }) => uuid(seed, "health-check"),
    notFound: (id) => `NoSuchHealthCheck: A health check with id ${id} does not exist.`,
    tagged: true,
    required: ["type"],
    defaults: { disabled: false, measureLatency: false },
    rules: {
      childHealthThreshold: between(0, 256),
      failureThreshold: between(1, 10),
      fqdn: upTo(255),
      insufficientDataHealthStatus: oneOf("Healthy", "LastKnownStatus", "Unhealthy"),
      port: between(1, 65_535),
      requestInterval: anyOf(10, 30),
      resourcePath: upTo(255),
      searchString: upTo(255),
      tags: tagSet,
      type: oneOf(...TYPES),
    },
    check: checkHealthCheck,
    references: [{ property: "childHealthchecks", types: T.HealthCheck }],
    admit: admitHealthCheck,
    computed: {
      arn: (m) => `arn:${m.partition}:route53:::healthcheck/${m.id}`,
      triggers: (m) => m.inputs.triggers ?? {},
    },
    unordered: ["childHealthchecks", "regions"],
    keeps: ["triggers"],
    replaceOn: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
  },
};
