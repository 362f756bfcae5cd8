import { arnOf, between, matching, oneOf, tagSet } from "../checks/rules";
import { hex } from "../ids";
import { type Making, type Place, type Refusal, type ResourceTable, refuse } from "../table";
import { T } from "../tokens";
import { number, type Properties, record, records, text, texts } from "../values";

/** ARNs of the target groups to which the default actions forward. */
function targetGroupsOf(inputs: Properties): string[] {
  return records(inputs.defaultActions).flatMap((action) => [
    ...texts(action.targetGroupArn),
    ...records(record(action.forward).targetGroups).flatMap((group) => texts(group.arn)),
  ]);
}

function checkListener(inputs: Properties, _place: Place): Refusal[] {
  const refusals: Refusal[] = [];
  const protocol = text(inputs.protocol);
  const secure = protocol === "TLS" || protocol === "HTTPS";
  if (secure && inputs.certificateArn === undefined) {
    refusals.push(
      refuse("certificateArn", `CertificateNotFound: A certificate must be specified for ${protocol} listeners`),
    );
  }
  if (protocol !== undefined && !secure) {
    for (const property of ["certificateArn", "sslPolicy", "alpnPolicy"]) {
      if (inputs[property] !== undefined) {
        refusals.push(refuse(property, `ValidationError: cannot be specified for ${protocol} listeners`));
      }
    }
  }
  if (
    inputs.tcpIdleTimeoutSeconds !== undefined &&
    protocol !== undefined &&
    protocol !== "TCP" &&
    protocol !== "GENEVE"
  ) {
    refusals.push(
      refuse(
        "tcpIdleTimeoutSeconds",
        `InvalidConfigurationRequest: is supported for TCP listeners only, not ${protocol}`,
      ),
    );
  }
  if (Array.isArray(inputs.defaultActions) && inputs.defaultActions.length === 0) {
    refusals.push(refuse("defaultActions", "at least one default action must be given"));
  }
  return refusals;
}

function admitListener({ inputs, cloud, region, old }: Making): Refusal[] {
  const balancer = cloud.find(T.LoadBalancer, text(inputs.loadBalancerArn) ?? "", region);
  if (balancer === undefined) return [];
  const refusals: Refusal[] = [];
  const others = cloud.referrers(balancer, T.Listener).filter((s) => s.id !== old?.id);
  if (others.some((other) => number(other.inputs.port) === number(inputs.port))) {
    refusals.push(
      refuse("port", `DuplicateListener: A listener already exists on this port (${inputs.port}) for '${balancer.id}'`),
    );
  }
  if (others.length >= 50) refusals.push(refuse("", `TooManyListeners: '${balancer.id}' has 50 listeners already`));
  const network = balancer.outputs.loadBalancerType === "network";
  const protocol = text(inputs.protocol) ?? "";
  if (network !== ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].includes(protocol)) {
    refusals.push(refuse("protocol", `ValidationError: Protocol '${protocol}' is not supported by '${balancer.id}'`));
  }
  if (protocol.includes("QUIC") && texts(balancer.outputs.securityGroups).length > 0) {
    refusals.push(
      refuse("protocol", "InvalidConfigurationRequest: QUIC needs a load balancer without security groups"),
    );
  }
  for (const groupArn of targetGroupsOf(inputs)) {
    const group = cloud.find(T.TargetGroup, groupArn, region);
    if (group === undefined) continue;
    if (group.outputs.vpcId !== balancer.outputs.vpcId) {
      refusals.push(
        refuse(
          "defaultActions",
          `InvalidConfigurationRequest: '${group.id}' and '${balancer.id}' are in different VPCs`,
        ),
      );
    }
    const behind = text(group.outputs.protocol) ?? "";
    const fits =
      protocol === behind || (protocol === "TLS" && behind === "TCP") || (protocol === "TCP" && behind === "TLS");
    if (network && !fits) {
      const message = `InvalidConfigurationRequest: Listener protocol '${protocol}' must be the protocol of its target group, which has '${behind}'`;
      refusals.push(refuse("defaultActions", message));
    }
    const elsewhere = cloud
      .referrers(group, T.Listener)
      .find((s) => s.inputs.loadBalancerArn !== inputs.loadBalancerArn && s.id !== old?.id);
    if (elsewhere !== undefined) {
      const message = `TargetGroupAssociationLimit: '${group.id}' is already associated with another load balancer (${elsewhere.inputs.loadBalancerArn})`;
      refusals.push(refuse("defaultActions", message));
    }
  }
  return refusals;
}

export const listener: ResourceTable = {
  id: ({ inputs, seed }) =>
    `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${hex(seed, "listener", 16)}`,
  notFound: (id) => `ListenerNotFound: One or more listeners not found (${id})`,
  tagged: true,
  required: ["defaultActions", "loadBalancerArn"],
  rules: {
    alpnPolicy: oneOf("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"),
    certificateArn: arnOf("acm", "iam"),
    loadBalancerArn: arnOf("elasticloadbalancing"),
    port: between(1, 65535),
    protocol: oneOf("HTTP", "HTTPS", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "TLS", "UDP", "GENEVE"),
    sslPolicy: matching(
      /^ELBSecurityPolicy-[A-Za-z0-9-]+$/,
      "be a security policy such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    ),
    tags: tagSet,
    tcpIdleTimeoutSeconds: between(60, 6000),
  },
  check: checkListener,
  references: [
    { property: "loadBalancerArn", types: T.LoadBalancer },
    { property: "defaultActions", types: T.TargetGroup, values: targetGroupsOf },
  ],
  admit: admitListener,
  computed: {
    arn: (m) => m.id,
    sslPolicy: (m) => m.inputs.sslPolicy ?? (m.inputs.protocol === "TLS" ? "ELBSecurityPolicy-2016-08" : ""),
    tcpIdleTimeoutSeconds: (m) => m.inputs.tcpIdleTimeoutSeconds ?? (m.inputs.protocol === "TCP" ? 350 : undefined),
  },
  keeps: ["sslPolicy", "tcpIdleTimeoutSeconds", "port", "protocol"],
  replaceOn: ["loadBalancerArn"],
};
