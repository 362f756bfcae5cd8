import { isIPv4 } from "node:net";
import { checkHealthCheck } from "./health-check";
import { checkShortName } from "./names";
import { checkOneOf } from "./one-of";
import { at } from "./path";
import { AlpnPolicy, memberOf, PortProtocol, type PortSpec, TargetProtocol, TargetType } from "./port-spec";
import type { Check, Problem } from "./problem";
import { checkWhole, PORT_RANGE } from "./whole-numbers";

const IDLE_TIMEOUT = { min: 60, max: 6000, unit: "seconds" };
const DEREGISTRATION_DELAY = { min: 0, max: 3600, unit: "seconds" };
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:(?:acm:[a-z0-9-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\/\S+$/;
const LOAD_BALANCER_ARN = /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/\S+$/;
const SSL_POLICY = /^ELBSecurityPolicy-[A-Za-z0-9-]+$/;

/** Refuses what is not the ARN of a certificate that a TLS listener can use. */
export const checkCertificateArn: Check<string> = (value, path) => {
  if (CERTIFICATE_ARN.test(value)) return [];
  const remedy = "use the ARN of a certificate of AWS Certificate Manager in this Region";
  return [{ path, value, rule: "is not the ARN of a certificate", remedy }];
};

/** Refuses what is not the ARN of an Application Load Balancer. */
export const checkTargetLoadBalancerArn: Check<string> = (value, path) => {
  if (LOAD_BALANCER_ARN.test(value)) return [];
  const remedy =
    "use one such as arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";
  return [{ path, value, rule: "is not the ARN of an Application Load Balancer", remedy }];
};

/** What AWS would refuse in one port, looked at alone. */
export function checkPort<Text>(port: PortSpec<Text>, path: string): Problem[] {
  return [
    ...checkShortName(port.name, at(path, "name")),
    ...checkWhole(port.port, at(path, "port"), PORT_RANGE),
    ...checkWhole(port.targetPort, at(path, "targetPort"), PORT_RANGE),
    ...checkMember(PortProtocol, port.protocol, at(path, "protocol")),
    ...checkMember(TargetType, port.targetType, at(path, "targetType")),
    ...checkListener(port, path),
    ...checkTargets(port, path),
    ...checkWhole(port.deregistrationDelaySeconds, at(path, "deregistrationDelaySeconds"), DEREGISTRATION_DELAY),
    ...(port.healthCheck ? checkHealthCheck(port.healthCheck, at(path, "healthCheck"), typeOfTargets(port)) : []),
  ];
}

function typeOfTargets(port: PortSpec<unknown>): TargetType {
  return memberOf(TargetType, port.targetType) ?? TargetType.Instance;
}

function checkMember(set: Readonly<Record<string, string>>, value: string | undefined, path: string): Problem[] {
  return value === undefined ? [] : checkOneOf(Object.values(set))(value, path);
}

function checkListener<Text>(port: PortSpec<Text>, path: string): Problem[] {
  const protocol = port.protocol ?? PortProtocol.Tcp;
  if (memberOf(PortProtocol, protocol) === undefined) return [];
  return [
    ...(protocol === PortProtocol.Tls ? checkTls(port, path) : checkNotTls(port, path, protocol)),
    ...(protocol === PortProtocol.Tcp
      ? checkWhole(port.idleTimeoutSeconds, at(path, "idleTimeoutSeconds"), IDLE_TIMEOUT)
      : checkAbsent(port.idleTimeoutSeconds, at(path, "idleTimeoutSeconds"), {
          rule: `is set, but only TCP listeners have an idle timeout that can be changed, not ${protocol}`,
        })),
  ];
}

function checkTls<Text>(
  { certificateArn, sslPolicy, alpnPolicy, targetProtocol }: PortSpec<Text>,
  path: string,
): Problem[] {
  const problems = [
    ...checkMember(AlpnPolicy, alpnPolicy, at(path, "alpnPolicy")),
    ...checkMember(TargetProtocol, targetProtocol, at(path, "targetProtocol")),
  ];
  if (certificateArn === undefined) {
    const rule = "is needed by a TLS listener";
    const remedy = "give the ARN of a certificate, or use protocol TCP and let the targets terminate TLS";
    problems.push({ path: at(path, "certificateArn"), value: certificateArn, rule, remedy });
  } else if (typeof certificateArn === "string") {
    problems.push(...checkCertificateArn(certificateArn, at(path, "certificateArn")));
  }
  if (sslPolicy !== undefined && !SSL_POLICY.test(sslPolicy)) {
    const rule = "is not the name of a security policy of Elastic Load Balancing";
    problems.push({
      path: at(path, "sslPolicy"),
      value: sslPolicy,
      rule,
      remedy: "use one that begins with ELBSecurityPolicy-",
    });
  }
  return problems;
}

function checkNotTls<Text>(port: PortSpec<Text>, path: string, protocol: string): Problem[] {
  const onlyForTls = ["certificateArn", "sslPolicy", "alpnPolicy", "targetProtocol"] as const;
  return onlyForTls.flatMap((key) =>
    checkAbsent(port[key], at(path, key), {
      rule: `is set, but the port's protocol is ${protocol}, not TLS`,
      remedy: "remove it, or set protocol to TLS",
    }),
  );
}

function checkTargets<Text>(port: PortSpec<Text>, path: string): Problem[] {
  if (port.targetType !== undefined && memberOf(TargetType, port.targetType) === undefined) return [];
  const idsPath = at(path, "targetIds");
  switch (typeOfTargets(port)) {
    case TargetType.Instance:
      return checkAbsent(port.targetIds, idsPath, {
        rule: "is set, but targets of type instance are registered by their Auto Scaling group",
        remedy: "remove it, or set targetType to ip",
      });
    case TargetType.Ip:
      return checkAddresses(port.targetIds ?? [], idsPath);
    case TargetType.Alb:
      return checkAlb(port, path);
  }
}

function checkAddresses(ids: readonly unknown[], path: string): Problem[] {
  if (ids.length === 0) {
    return [{ path, value: ids, rule: "has no address", remedy: "list the IPv4 addresses of the targets" }];
  }
  return ids.flatMap((id, index): Problem[] => {
    const problem = { path: at(path, index), value: shown(id) };
    if (typeof id !== "string") {
      const rule = "is an Output, but each address names a resource and must be known before";
      return [{ ...problem, rule, remedy: "give it as a plain string" }];
    }
    if (!isIPv4(id)) return [{ ...problem, rule: "is not an IPv4 address", remedy: "use one such as 10.64.0.20" }];
    if (ids.indexOf(id) < index) return [{ ...problem, rule: "appears twice", remedy: "remove one of them" }];
    return [];
  });
}

function checkAlb<Text>(port: PortSpec<Text>, path: string): Problem[] {
  const [arn, ...more] = port.targetIds ?? [];
  const problems: Problem[] = [];
  if (arn === undefined || more.length > 0) {
    const rule = "must hold exactly one Application Load Balancer";
    problems.push({
      path: at(path, "targetIds"),
      value: port.targetIds?.map(shown),
      rule,
      remedy: "give its ARN as the only element",
    });
  } else if (typeof arn === "string") {
    problems.push(...checkTargetLoadBalancerArn(arn, at(at(path, "targetIds"), 0)));
  }
  if (memberOf(PortProtocol, port.protocol ?? PortProtocol.Tcp) !== PortProtocol.Tcp) {
    const rule = "cannot be forwarded to an Application Load Balancer";
    problems.push({ path: at(path, "protocol"), value: port.protocol, rule, remedy: "use protocol TCP" });
  }
  const rule = "is set, but AWS does not let it be changed for an Application Load Balancer as target";
  problems.push(...checkAbsent(port.proxyProtocol || undefined, at(path, "proxyProtocol"), { rule }));
  problems.push(...checkAbsent(port.deregistrationDelaySeconds, at(path, "deregistrationDelaySeconds"), { rule }));
  return problems;
}

function checkAbsent(
  value: unknown,
  path: string,
  { rule, remedy = "remove it" }: { rule: string; remedy?: string },
): Problem[] {
  return value === undefined ? [] : [{ path, value: shown(value), rule, remedy }];
}

// An Output has no value that a message could show.
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return value !== null && typeof value === "object" ? "(an Output)" : value;
}
