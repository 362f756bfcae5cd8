import { checkEnvironment, type Environment } from "./environment";
import { at } from "./path";
import type { ResolvedPort } from "./ports";
import type { Problem } from "./problem";
import {
  checkPackages,
  checkStartCommand,
  checkUserDataSize,
  DEFAULT_START_COMMAND,
  type UserDataSpec,
} from "./user-data";

/** How a service is started, before defaults. */
export interface ProcessSpec {
  readonly startCommand?: string;
  readonly environment?: Environment;
  readonly packages?: readonly string[];
}

/** What is started. */
export interface ProcessContext {
  readonly service: string;
  /** Ports of the service that have instances as targets. */
  readonly ports: readonly ResolvedPort<unknown>[];
  /** Whether an artifact is installed; without one there is nothing to start. */
  readonly artifact: boolean;
}

const FIRST_UNPRIVILEGED_PORT = 1024;

/**
 * The user data of a service, apart from what is known only in a Region. The process learns from its environment what
 * the load balancer is set to: PORT, the first target port, and PROXY_PROTOCOL, `v2` or `off`, of that port.
 */
export function resolveProcess(
  { startCommand, environment, packages }: ProcessSpec,
  { service, ports }: Omit<ProcessContext, "artifact">,
): Omit<UserDataSpec, "region" | "artifact"> {
  const [first] = ports;
  return {
    service,
    startCommand: startCommand ?? DEFAULT_START_COMMAND,
    environment: {
      ...(first && { PORT: String(first.targetPort), PROXY_PROTOCOL: first.proxyProtocol ? "v2" : "off" }),
      ...environment,
    },
    ...(packages && { packages }),
    privilegedPort: ports.some(({ targetPort }) => targetPort < FIRST_UNPRIVILEGED_PORT),
  };
}

/** What keeps a service from being started as it is written. */
export function checkProcess(spec: ProcessSpec, path: string, context: ProcessContext): Problem[] {
  if (!context.artifact) return checkNothingToStart(spec, path);
  const problems = [
    ...(spec.startCommand === undefined ? [] : checkStartCommand(spec.startCommand, at(path, "startCommand"))),
    ...checkEnvironment(spec.environment ?? {}, at(path, "environment")),
    ...checkPackages(spec.packages ?? [], at(path, "packages")),
  ];
  if (problems.length > 0) return problems;
  return checkUserDataSize(resolveProcess(spec, context), at(path, "environment"));
}

function checkNothingToStart(spec: ProcessSpec, path: string): Problem[] {
  return (["startCommand", "environment", "packages"] as const).flatMap((key) => {
    if (spec[key] === undefined) return [];
    const rule = "is set, but there is no artifact to start";
    return [{ path: at(path, key), value: spec[key], rule, remedy: "give the artifact, or remove it" }];
  });
}
