import { z } from "zod";
import { HEALTH_CHECK_DEFAULTS } from "../../components/lib/health-check";
import {
  AlpnPolicy,
  HealthCheckProtocol,
  PortProtocol,
  TargetProtocol,
  TargetType,
} from "../../components/lib/port-spec";
import { PORT_DEFAULTS } from "../../components/lib/ports";
import { documented } from "../../components/lib/schema/keys";

const TARGET_GROUP = "Elastic Load Balancing API, CreateTargetGroup";
const LISTENER = "Elastic Load Balancing API, CreateListener";
const REPLACES_TARGET_GROUP = "Replaces the target group.";

const healthCheck = z.strictObject({
  protocol: documented(z.enum(HealthCheckProtocol).optional(), {
    description: "How a target is asked whether it is healthy: a connection that opens, or a request.",
    absent: "`TCP`; `HTTP` for an Application Load Balancer as target",
    rule: "`TCP` not with `targetType: alb`.",
    source: TARGET_GROUP,
  }),
  path: documented(z.string().optional(), {
    description: "Path of the request.",
    absent: `\`${HEALTH_CHECK_DEFAULTS.path}\``,
    rule: "Begins with `/`, at most 1024 printable characters; only with `HTTP` and `HTTPS`.",
    source: TARGET_GROUP,
    examples: ["/health"],
  }),
  port: documented(z.int().optional(), {
    description: "Port that is asked.",
    absent: "the port that receives the traffic",
    rule: "1 to 65535.",
    examples: [8081],
  }),
  intervalSeconds: documented(z.int().optional(), {
    description: "Time between two checks of a target.",
    unit: "seconds",
    absent: `\`${HEALTH_CHECK_DEFAULTS.intervalSeconds}\``,
    rule: "5 to 300.",
    source: TARGET_GROUP,
  }),
  timeoutSeconds: documented(z.int().optional(), {
    description: "Time after which a check without an answer has failed.",
    unit: "seconds",
    absent: `\`${HEALTH_CHECK_DEFAULTS.timeoutSeconds}\`, or the interval where that is shorter`,
    rule: "2 to 120, at most the interval.",
    source: TARGET_GROUP,
  }),
  healthyThreshold: documented(z.int().optional(), {
    description: "Successes in a row that make a target healthy.",
    absent: `\`${HEALTH_CHECK_DEFAULTS.healthyThreshold}\``,
    rule: "2 to 10.",
    source: TARGET_GROUP,
  }),
  unhealthyThreshold: documented(z.int().optional(), {
    description: "Failures in a row that make a target unhealthy.",
    absent: `\`${HEALTH_CHECK_DEFAULTS.unhealthyThreshold}\``,
    rule: "2 to 10.",
    source: TARGET_GROUP,
  }),
  matcher: documented(z.string().optional(), {
    description: "HTTP status codes that count as success.",
    absent: `\`${HEALTH_CHECK_DEFAULTS.matcher}\``,
    rule: "A list of codes and ranges from 200 to 599; only with `HTTP` and `HTTPS`.",
    source: TARGET_GROUP,
    examples: ["200-399"],
  }),
});

const port = z.strictObject({
  name: documented(z.string(), {
    description: "Name of the port; with the service's name, the name of listener and target group.",
    change: "Replaces the listener and the target group.",
    rule: "Lowercase letters, digits and hyphens. `<service>-<port>` has at most 24 characters: AWS allows 32 for a target group, Pulumi appends 8.",
    source: TARGET_GROUP,
    examples: ["api", "other"],
  }),
  port: documented(z.int(), {
    description: "Port that consumers connect to.",
    change:
      "Updates the listener, and replaces the target group unless `targetPort` is given. Consumers have to follow.",
    rule: "1 to 65535, each once in the stack; TCP and UDP on one number are one port with `TCP_UDP`.",
    source: LISTENER,
    examples: [3000, 61_999],
  }),
  protocol: documented(z.enum(PortProtocol).optional(), {
    description: "Protocol of the listener. `TLS` is terminated by the load balancer.",
    absent: "`TCP`",
    change: "Replaces the target group, except between `TCP` and `TLS`.",
    source: LISTENER,
  }),
  targetPort: documented(z.int().optional(), {
    description: "Port on the targets.",
    absent: "the value of `port`",
    change: REPLACES_TARGET_GROUP,
    rule: "1 to 65535.",
    examples: [8080],
  }),
  targetType: documented(z.enum(TargetType).optional(), {
    description: "What the targets are: instances of the fleet, addresses in the VPC, or an Application Load Balancer.",
    absent: "`instance`",
    change: REPLACES_TARGET_GROUP,
    source: TARGET_GROUP,
  }),
  targetProtocol: documented(z.enum(TargetProtocol).optional(), {
    description: "Protocol between a TLS listener and its targets. AWS does not validate the targets' certificates.",
    absent: "`TCP`",
    change: REPLACES_TARGET_GROUP,
    rule: "Only with `protocol: TLS`.",
    source: "Network Load Balancer guide, target groups",
  }),
  targetIds: documented(z.array(z.string()).optional(), {
    description: "The targets: IPv4 addresses for `ip`, the ARN of one Application Load Balancer for `alb`.",
    absent: "none",
    change: "Registers and deregisters targets.",
    rule: "Not with `targetType: instance`, whose targets the fleet registers.",
    source: "Elastic Load Balancing API, RegisterTargets",
    examples: [["10.64.0.20"]],
  }),
  certificateArn: documented(z.string().optional(), {
    description: "ARN of the certificate of a TLS listener.",
    absent: "none",
    rule: "Required with `protocol: TLS` and only there; a certificate of this Region.",
    source: LISTENER,
    examples: ["arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"],
  }),
  sslPolicy: documented(z.string().optional(), {
    description: "Security policy of a TLS listener: protocol versions and ciphers.",
    absent: `\`${PORT_DEFAULTS.sslPolicy}\``,
    rule: "Only with `protocol: TLS`.",
    source: LISTENER,
    examples: [PORT_DEFAULTS.sslPolicy],
  }),
  alpnPolicy: documented(z.enum(AlpnPolicy).optional(), {
    description: "Application protocols that a TLS listener negotiates.",
    absent: "AWS's choice, none",
    rule: "Only with `protocol: TLS`.",
    source: LISTENER,
  }),
  idleTimeoutSeconds: documented(z.int().optional(), {
    description: "Time after which an idle TCP connection is forgotten.",
    unit: "seconds",
    absent: `\`${PORT_DEFAULTS.idleTimeoutSeconds}\``,
    rule: "60 to 6000, only with `protocol: TCP`; another value than the default excludes `access.supportedRegions`.",
    source: "PrivateLink guide, share your services",
    examples: [PORT_DEFAULTS.idleTimeoutSeconds],
  }),
  proxyProtocol: documented(z.boolean().optional(), {
    description:
      "Whether each connection to a target begins with a PROXY protocol v2 header, the only way to learn the client's address and endpoint id. Health checks begin with one too: a target that does not expect it fails them.",
    absent: "`false`",
    rule: "Not with `targetType: alb`.",
    source: "Network Load Balancer guide, target group attributes",
  }),
  deregistrationDelaySeconds: documented(z.int().optional(), {
    description: "Time for which a deregistered target keeps its connections.",
    unit: "seconds",
    absent: `\`${PORT_DEFAULTS.deregistrationDelaySeconds}\``,
    rule: "0 to 3600; not with `targetType: alb`.",
    source: "Network Load Balancer guide, target group attributes",
  }),
  healthCheck: documented(healthCheck.optional(), {
    description: "Health check of the targets.",
    absent: "a TCP connection to the target port",
    examples: [{}],
  }),
});

/** The ports of a service. */
export const ports = documented(z.array(port), {
  description: "The service's ports: a listener and a target group each.",
  rule: "1 to 50 in the stack.",
  source: "Network Load Balancer guide, quotas",
  examples: [[{ name: "api", port: 3000 }]],
});
