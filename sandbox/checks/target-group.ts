import { type Place, type Refusal, refuse } from "../table";
import { number, type Properties, record, text } from "../values";

const NETWORK_PROTOCOLS = ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];

/** The health check as a whole is judged by what it says; AWS's own defaults fill what it leaves out. */
function checkHealth(inputs: Properties): Refusal[] {
  const health = record(inputs.healthCheck);
  const refusals: Refusal[] = [];
  const problem = (property: string, message: string) => refusals.push(refuse(`healthCheck.${property}`, message));
  const ranges: [string, number, number][] = [
    ["healthyThreshold", 2, 10],
    ["interval", 5, 300],
    ["timeout", 2, 120],
    ["unhealthyThreshold", 2, 10],
  ];
  for (const [property, lowest, highest] of ranges) {
    const value = number(health[property]);
    if (value !== undefined && (value < lowest || value > highest)) {
      problem(property, `expected to be in the range (${lowest} - ${highest}), got ${value}`);
    }
  }
  const interval = number(health.interval);
  const timeout = number(health.timeout);
  if (interval !== undefined && timeout !== undefined && timeout > interval) {
    problem(
      "timeout",
      `ValidationError: Health check timeout '${timeout}' must be smaller than or equal to the interval '${interval}'`,
    );
  }
  const protocol = text(health.protocol);
  if (protocol !== undefined && !["TCP", "HTTP", "HTTPS"].includes(protocol)) {
    problem("protocol", `expected one of ["TCP","HTTP","HTTPS"], got ${protocol}`);
  }
  const port = text(health.port) ?? (typeof health.port === "number" ? String(health.port) : undefined);
  if (
    port !== undefined &&
    port !== "traffic-port" &&
    !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)
  ) {
    problem("port", `expected traffic-port or a port (1 - 65535), got ${port}`);
  }
  const path = text(health.path);
  if (path !== undefined && path !== "" && (!path.startsWith("/") || path.length > 1024)) {
    problem("path", `must begin with / and have at most 1024 characters, got ${path}`);
  }
  if (protocol === "TCP") {
    for (const property of ["path", "matcher"]) {
      const value = text(health[property]);
      if (value !== undefined && value !== "") problem(property, `is not supported for a health check of protocol TCP`);
    }
  }
  const matcher = text(health.matcher);
  if (matcher !== undefined && matcher !== "" && !/^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*$/.test(matcher)) {
    problem("matcher", `expected status codes from 200 to 599 such as 200-399, got ${matcher}`);
  }
  return refusals;
}

/** What the group of targets behind a Network Load Balancer may be, beyond its single properties. */
export function checkTargetGroup(inputs: Properties, _place: Place): Refusal[] {
  const refusals = checkHealth(inputs);
  const type = text(inputs.targetType);
  const protocol = text(inputs.protocol);
  if (type !== "lambda") {
    for (const property of ["port", "protocol", "vpcId"]) {
      if (inputs[property] === undefined) refusals.push(refuse(property, `must be given for target type ${type}`));
    }
  }
  if (type === "alb") {
    if (protocol !== undefined && protocol !== "TCP") {
      refusals.push(
        refuse(
          "protocol",
          `ValidationError: Protocol '${protocol}' is not supported for target type 'alb', only TCP is`,
        ),
      );
    }
    if (inputs.proxyProtocolV2 === true) {
      refusals.push(
        refuse(
          "proxyProtocolV2",
          "InvalidConfigurationRequest: attributes of target groups with target type 'alb' cannot be modified",
        ),
      );
    }
    const health = text(record(inputs.healthCheck).protocol);
    if (health === "TCP") {
      refusals.push(
        refuse(
          "healthCheck.protocol",
          "ValidationError: target type 'alb' needs a health check of protocol HTTP or HTTPS",
        ),
      );
    }
  }
  if (protocol !== undefined && !NETWORK_PROTOCOLS.includes(protocol) && inputs.proxyProtocolV2 === true) {
    refusals.push(refuse("proxyProtocolV2", `is only valid for the protocols ${NETWORK_PROTOCOLS.join(", ")}`));
  }
  const stickiness = record(inputs.stickiness);
  if (
    protocol !== undefined &&
    NETWORK_PROTOCOLS.includes(protocol) &&
    stickiness.type !== undefined &&
    stickiness.type !== "source_ip"
  ) {
    refusals.push(refuse("stickiness.type", `must be source_ip for protocol ${protocol}, got ${stickiness.type}`));
  }
  return refusals;
}
