import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { TargetType } from "./lib/port-spec";
import type { ResolvedPort } from "./lib/ports";
import { withName } from "./lib/tags";

/** What the ports of a load balancer have in common. */
export interface PortContext {
  readonly vpcId: pulumi.Input<string>;
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly tags: Record<string, string> | undefined;
}

/** What exists for one port. */
export interface PortResources {
  readonly targetGroup: lb.TargetGroup;
  readonly listener: lb.Listener;
}

/** The target group of a port, the listener, and the registered targets unless a fleet registers them. */
export function createPort(
  port: ResolvedPort<pulumi.Input<string>>,
  context: PortContext,
  opts: pulumi.CustomResourceOptions,
): PortResources {
  const targetGroup = new lb.TargetGroup(port.key, targetGroupArgs(port, context), opts);
  const listener = new lb.Listener(port.key, listenerArgs(port, targetGroup.arn, context), opts);
  for (const [key, targetId] of targetsByKey(port)) {
    const attachment = { targetGroupArn: targetGroup.arn, targetId, port: port.targetPort };
    new lb.TargetGroupAttachment(`${port.key}-${key}`, attachment, opts);
  }
  return { targetGroup, listener };
}

// The physical name stays automatic: a fixed one could not be replaced while the listener uses it.
function targetGroupArgs(port: ResolvedPort<pulumi.Input<string>>, { vpcId, tags }: PortContext): lb.TargetGroupArgs {
  const { healthCheck } = port;
  return {
    vpcId,
    port: port.targetPort,
    protocol: port.targetProtocol,
    targetType: port.targetType,
    ...(port.targetType !== TargetType.Alb && {
      proxyProtocolV2: port.proxyProtocol,
      deregistrationDelay: port.deregistrationDelaySeconds,
    }),
    healthCheck: {
      enabled: true,
      protocol: healthCheck.protocol,
      port: healthCheck.port === undefined ? "traffic-port" : String(healthCheck.port),
      interval: healthCheck.intervalSeconds,
      timeout: healthCheck.timeoutSeconds,
      healthyThreshold: healthCheck.healthyThreshold,
      unhealthyThreshold: healthCheck.unhealthyThreshold,
      ...(healthCheck.path !== undefined && { path: healthCheck.path, matcher: healthCheck.matcher }),
    },
    tags: withName(tags, `${port.service}-tg-${port.name}`),
  };
}

function listenerArgs(
  port: ResolvedPort<pulumi.Input<string>>,
  targetGroupArn: pulumi.Input<string>,
  { loadBalancerArn, tags }: PortContext,
): lb.ListenerArgs {
  return {
    loadBalancerArn,
    port: port.port,
    protocol: port.protocol,
    certificateArn: port.certificateArn,
    sslPolicy: port.sslPolicy,
    alpnPolicy: port.alpnPolicy,
    // Always sent: when it is left out, AWS keeps the value that was set before.
    tcpIdleTimeoutSeconds: port.idleTimeoutSeconds,
    defaultActions: [{ type: "forward", targetGroupArn }],
    tags: withName(tags, `${port.service}-listener-${port.name}`),
  };
}

function targetsByKey(port: ResolvedPort<pulumi.Input<string>>): [string, pulumi.Input<string>][] {
  if (port.targetType === TargetType.Alb) return port.targetIds.map((arn) => ["alb", arn]);
  return port.targetIds.map((address) => [String(address).replaceAll(".", "-"), address]);
}
