import { type ResolvedHealthCheck, resolveHealthCheck } from "./health-check";
import { checkAutoName, checkLoadBalancerStem, NAME_LIMITS } from "./names";
import { at } from "./path";
import { checkPort } from "./port-rules";
import { memberOf, PortProtocol, type PortSpec, type ServiceSpec, TargetProtocol, TargetType } from "./port-spec";
import type { Problem } from "./problem";

/** A port with every default filled in. */
export interface ResolvedPort<Text = string> {
  /** `<service>-<port name>`: logical name of its target group and listener, and its key in outputs. */
  readonly key: string;
  readonly service: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly targetPort: number;
  /** Protocol of the target group. */
  readonly targetProtocol: PortProtocol;
  readonly targetType: TargetType;
  readonly targetIds: readonly Text[];
  readonly certificateArn?: Text;
  readonly sslPolicy?: string;
  readonly alpnPolicy?: string;
  /** Present for TCP listeners only. */
  readonly idleTimeoutSeconds?: number;
  readonly proxyProtocol: boolean;
  /** Absent where AWS does not let it be changed. */
  readonly deregistrationDelaySeconds?: number;
  readonly healthCheck: ResolvedHealthCheck;
}

/** A service and the key path at which it was written. */
export interface PlacedService<Text = string> {
  readonly service: ServiceSpec<Text>;
  readonly path: string;
}

interface PlacedPort<Text> {
  readonly service: ServiceSpec<Text>;
  readonly port: PortSpec<Text>;
  readonly path: string;
}

/** Defaults of a port. The idle timeout is AWS's own; the shorter draining keeps a rollout from waiting 5 minutes. */
export const PORT_DEFAULTS = {
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  idleTimeoutSeconds: 350,
  deregistrationDelaySeconds: 60,
} as const;

/** Listeners that one Network Load Balancer can have; AWS does not raise this quota. */
export const MOST_LISTENERS = 50;

/** All ports of the services behind one load balancer, in order, with defaults. */
export function resolvePorts<Text>(services: readonly ServiceSpec<Text>[]): readonly ResolvedPort<Text>[] {
  return services.flatMap((service) => service.ports.map((port) => resolvePort(service.name, port)));
}

function resolvePort<Text>(service: string, spec: PortSpec<Text>): ResolvedPort<Text> {
  const protocol = memberOf(PortProtocol, spec.protocol) ?? PortProtocol.Tcp;
  const targetType = memberOf(TargetType, spec.targetType) ?? TargetType.Instance;
  return {
    key: `${service}-${spec.name}`,
    service,
    name: spec.name,
    port: spec.port,
    protocol,
    targetPort: spec.targetPort ?? spec.port,
    targetProtocol:
      protocol === PortProtocol.Tls ? (memberOf(TargetProtocol, spec.targetProtocol) ?? TargetProtocol.Tcp) : protocol,
    targetType,
    targetIds: spec.targetIds ?? [],
    ...(protocol === PortProtocol.Tls && {
      ...(spec.certificateArn !== undefined && { certificateArn: spec.certificateArn }),
      sslPolicy: spec.sslPolicy ?? PORT_DEFAULTS.sslPolicy,
      ...(spec.alpnPolicy !== undefined && { alpnPolicy: spec.alpnPolicy }),
    }),
    ...(protocol === PortProtocol.Tcp && {
      idleTimeoutSeconds: spec.idleTimeoutSeconds ?? PORT_DEFAULTS.idleTimeoutSeconds,
    }),
    proxyProtocol: spec.proxyProtocol ?? false,
    ...(targetType !== TargetType.Alb && {
      deregistrationDelaySeconds: spec.deregistrationDelaySeconds ?? PORT_DEFAULTS.deregistrationDelaySeconds,
    }),
    healthCheck: resolveHealthCheck(spec.healthCheck, targetType),
  };
}

/** What AWS would refuse in the services behind one load balancer, a list at `path`. */
export function checkServices<Text>(services: readonly ServiceSpec<Text>[], path: string): Problem[] {
  if (services.length === 0) {
    return [{ path, value: services, rule: "has no service", remedy: "give at least one service with one port" }];
  }
  return checkPlacedServices(services.map((service, index) => ({ service, path: at(path, index) })));
}

/** The same for services that were written in several places, such as `service` and `additionalServices[0]`. */
export function checkPlacedServices<Text>(services: readonly PlacedService<Text>[]): Problem[] {
  const ports = services.flatMap(({ service, path }) =>
    service.ports.map((port, index) => ({ service, port, path: at(at(path, "ports"), index) })),
  );
  return [
    ...services.flatMap(({ service, path }) => checkService(service, path)),
    ...checkRepeated(services.map(({ service, path }) => ({ value: service.name, path: at(path, "name") }))),
    ...checkKeys(ports),
    ...checkListenerPorts(ports),
    ...checkListenerCount(ports),
  ];
}

function checkService<Text>(service: ServiceSpec<Text>, path: string): Problem[] {
  const portsPath = at(path, "ports");
  const nameProblems = checkLoadBalancerStem(service.name, at(path, "name"));
  const problems = [
    ...nameProblems,
    ...service.ports.flatMap((port, index) => checkPort(port, at(portsPath, index))),
    ...checkRepeated(
      service.ports.map((port, index) => ({ value: port.name, path: at(at(portsPath, index), "name") })),
    ),
  ];
  if (service.ports.length === 0) {
    const remedy = "give at least one, such as { name: api, port: 443 }";
    problems.push({ path: portsPath, value: service.ports, rule: "has no port", remedy });
  }
  if (nameProblems.length > 0) return problems;
  const targetGroup = { of: "target group", limit: NAME_LIMITS.targetGroup };
  const tooLong = service.ports.flatMap(({ name }, index) =>
    checkAutoName(name, at(at(portsPath, index), "name"), { ...targetGroup, logicalName: `${service.name}-${name}` }),
  );
  return [...problems, ...tooLong];
}

function checkRepeated(names: readonly { readonly value: string; readonly path: string }[]): Problem[] {
  return names.flatMap(({ value, path }, index) => {
    const first = names.findIndex((other) => other.value === value);
    if (first === index) return [];
    return [{ path, value, rule: `is already the name at ${names[first]?.path}`, remedy: "choose another name" }];
  });
}

// Service "a" with port "b-c" and service "a-b" with port "c" would name their resources alike.
function checkKeys<Text>(ports: readonly PlacedPort<Text>[]): Problem[] {
  const keyOf = ({ service, port }: PlacedPort<Text>) => `${service.name}-${port.name}`;
  return ports.flatMap((placed, index) => {
    const key = keyOf(placed);
    const first = ports.slice(0, index).find((other) => keyOf(other) === key);
    if (first === undefined || first.service.name === placed.service.name) return [];
    const rule = `makes the same name ${JSON.stringify(key)} as ${first.path}`;
    return [{ path: at(placed.path, "name"), value: placed.port.name, rule, remedy: "choose another name" }];
  });
}

function checkListenerPorts<Text>(ports: readonly PlacedPort<Text>[]): Problem[] {
  return ports.flatMap(({ port, path }, index) => {
    const first = ports.slice(0, index).find((other) => other.port.port === port.port);
    if (first === undefined) return [];
    const protocols = new Set([first.port.protocol ?? PortProtocol.Tcp, port.protocol ?? PortProtocol.Tcp]);
    const both = protocols.size === 2 && protocols.has(PortProtocol.Tcp) && protocols.has(PortProtocol.Udp);
    const rule = `is already the port at ${at(first.path, "port")}, and a load balancer has one listener per port`;
    const remedy = both ? "write one port with protocol TCP_UDP instead of the two" : "choose another port";
    return [{ path: at(path, "port"), value: port.port, rule, remedy }];
  });
}

function checkListenerCount(ports: readonly { readonly path: string }[]): Problem[] {
  const extra = ports[MOST_LISTENERS];
  if (extra === undefined) return [];
  const rule = `is port number ${MOST_LISTENERS + 1} of ${ports.length}, and a Network Load Balancer has at most ${MOST_LISTENERS} listeners`;
  return [{ path: extra.path, value: ports.length, rule, remedy: "publish the rest from another stack" }];
}
