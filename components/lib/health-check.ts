import { at } from "./path";
import { HealthCheckProtocol, type HealthCheckSpec, memberOf, TargetType } from "./port-spec";
import type { Problem } from "./problem";
import { checkWhole, PORT_RANGE } from "./whole-numbers";

/** A health check with every default filled in. `path` and `matcher` exist for HTTP and HTTPS only. */
export interface ResolvedHealthCheck {
  readonly protocol: HealthCheckProtocol;
  readonly path?: string;
  readonly matcher?: string;
  /** Port that is asked; undefined means the one that receives traffic. */
  readonly port?: number;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** Defaults of a health check: a broken target is out after two misses, 20 seconds. */
export const HEALTH_CHECK_DEFAULTS = {
  path: "/",
  matcher: "200-399",
  intervalSeconds: 10,
  timeoutSeconds: 6,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
} as const;

const INTERVAL = { min: 5, max: 300, unit: "seconds" };
const TIMEOUT = { min: 2, max: 120, unit: "seconds" };
const THRESHOLD = { min: 2, max: 10 };
const LONGEST_PATH = 1024;
const PATH = /^\/[\x21-\x7e]*$/;
const MATCHER = /^[2-5]\d\d(?:-[2-5]\d\d)?(?:,[2-5]\d\d(?:-[2-5]\d\d)?)*$/;
const PROTOCOLS = Object.values(HealthCheckProtocol).join(", ");

/** The health check of a target group, with defaults. */
export function resolveHealthCheck(spec: HealthCheckSpec | undefined, targetType: TargetType): ResolvedHealthCheck {
  const { path, matcher, port, ...given } = spec ?? {};
  const protocol = memberOf(HealthCheckProtocol, given.protocol) ?? defaultProtocol(targetType);
  const intervalSeconds = given.intervalSeconds ?? HEALTH_CHECK_DEFAULTS.intervalSeconds;
  const overHttp = protocol !== HealthCheckProtocol.Tcp;
  return {
    protocol,
    ...(overHttp && { path: path ?? HEALTH_CHECK_DEFAULTS.path, matcher: matcher ?? HEALTH_CHECK_DEFAULTS.matcher }),
    ...(port !== undefined && { port }),
    intervalSeconds,
    timeoutSeconds: given.timeoutSeconds ?? Math.min(HEALTH_CHECK_DEFAULTS.timeoutSeconds, intervalSeconds),
    healthyThreshold: given.healthyThreshold ?? HEALTH_CHECK_DEFAULTS.healthyThreshold,
    unhealthyThreshold: given.unhealthyThreshold ?? HEALTH_CHECK_DEFAULTS.unhealthyThreshold,
  };
}

/** What AWS would refuse in a health check of targets of this type. */
export function checkHealthCheck(spec: HealthCheckSpec, path: string, targetType: TargetType): Problem[] {
  return [
    ...checkProtocol(spec, path, targetType),
    ...checkHttpOnly(spec, path, targetType),
    ...checkWhole(spec.port, at(path, "port"), PORT_RANGE),
    ...checkTimes(spec, path),
    ...checkWhole(spec.healthyThreshold, at(path, "healthyThreshold"), THRESHOLD),
    ...checkWhole(spec.unhealthyThreshold, at(path, "unhealthyThreshold"), THRESHOLD),
  ];
}

function defaultProtocol(targetType: TargetType): HealthCheckProtocol {
  return targetType === TargetType.Alb ? HealthCheckProtocol.Http : HealthCheckProtocol.Tcp;
}

function checkProtocol({ protocol }: HealthCheckSpec, path: string, targetType: TargetType): Problem[] {
  const problem = { path: at(path, "protocol"), value: protocol };
  if (protocol === undefined) return [];
  if (memberOf(HealthCheckProtocol, protocol) === undefined) {
    const rule = `is not a protocol of health checks (${PROTOCOLS})`;
    return [{ ...problem, rule, remedy: "use TCP, which also suits targets that serve UDP, or HTTP with a path" }];
  }
  if (targetType === TargetType.Alb && protocol === HealthCheckProtocol.Tcp) {
    const rule = "cannot check an Application Load Balancer";
    return [{ ...problem, rule, remedy: "use HTTP or HTTPS" }];
  }
  return [];
}

function checkHttpOnly(spec: HealthCheckSpec, path: string, targetType: TargetType): Problem[] {
  const problems: Problem[] = [];
  const protocol = spec.protocol ?? defaultProtocol(targetType);
  for (const key of ["path", "matcher"] as const) {
    if (spec[key] === undefined || protocol !== HealthCheckProtocol.Tcp) continue;
    const rule = "is set, but the health check's protocol is TCP";
    problems.push({
      path: at(path, key),
      value: spec[key],
      rule,
      remedy: "set protocol to HTTP or HTTPS, or remove it",
    });
  }
  if (spec.path !== undefined && (!PATH.test(spec.path) || spec.path.length > LONGEST_PATH)) {
    const rule = `is not a path of at most ${LONGEST_PATH} printable characters that begins with "/"`;
    problems.push({ path: at(path, "path"), value: spec.path, rule, remedy: "use one such as /health" });
  }
  if (spec.matcher !== undefined && !isMatcher(spec.matcher)) {
    const rule = "is not a list of HTTP status codes from 200 to 599";
    problems.push({
      path: at(path, "matcher"),
      value: spec.matcher,
      rule,
      remedy: "use one such as 200-399 or 200,204",
    });
  }
  return problems;
}

function isMatcher(text: string): boolean {
  if (!MATCHER.test(text)) return false;
  return text.split(",").every((part) => {
    const [from = "", to = from] = part.split("-");
    return from <= to;
  });
}

function checkTimes({ intervalSeconds, timeoutSeconds }: HealthCheckSpec, path: string): Problem[] {
  const problems = [
    ...checkWhole(intervalSeconds, at(path, "intervalSeconds"), INTERVAL),
    ...checkWhole(timeoutSeconds, at(path, "timeoutSeconds"), TIMEOUT),
  ];
  const interval = intervalSeconds ?? HEALTH_CHECK_DEFAULTS.intervalSeconds;
  if (problems.length === 0 && timeoutSeconds !== undefined && timeoutSeconds > interval) {
    const rule = `is longer than intervalSeconds, ${interval}`;
    problems.push({ path: at(path, "timeoutSeconds"), value: timeoutSeconds, rule, remedy: `use at most ${interval}` });
  }
  return problems;
}
