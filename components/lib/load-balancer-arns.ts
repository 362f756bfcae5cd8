import type { Check } from "./problem";

/** The kinds of load balancer behind an endpoint service, and what marks them in an ARN. */
const KINDS = { net: "Network Load Balancer", gwy: "Gateway Load Balancer" } as const;

const checkKind =
  (kind: keyof typeof KINDS): Check<string> =>
  (value, path) => {
    const form = new RegExp(
      `^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer/${kind}/[^/]+/[^/]+$`,
    );
    if (form.test(value)) return [];
    const remedy = `use the load balancer's arn, arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/${kind}/<name>/<id>`;
    return [{ path, value, rule: `is not the ARN of a ${KINDS[kind]}`, remedy }];
  };

/** Refuses what is not the ARN of a Network Load Balancer. */
export const checkNetworkLoadBalancerArn = checkKind("net");

/** Refuses what is not the ARN of a Gateway Load Balancer. */
export const checkGatewayLoadBalancerArn = checkKind("gwy");
