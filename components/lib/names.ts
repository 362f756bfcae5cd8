import type { Check, Problem } from "./problem";

/** What Pulumi appends to a logical name to make a physical one: a hyphen and seven hexadecimal digits. */
export const AUTO_NAME_SUFFIX_LENGTH = 8;

/** Longest name of a load balancer or a target group, and of an IAM role, in AWS. */
export const NAME_LIMITS = { loadBalancer: 32, targetGroup: 32, role: 64 } as const;

/** Suffix of a load balancer's logical name and of its Name tag. */
export const LOAD_BALANCER_SUFFIX = "-nlb";

const SHORT_NAME = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
const RESERVED_PREFIX = "internal-";

/** Refuses a name that is not lowercase letters, digits and inner hyphens after a letter. */
export const checkShortName: Check<string> = (value, path) => {
  if (SHORT_NAME.test(value)) return [];
  const rule = "is not a name of lowercase letters, digits and inner hyphens that begins with a letter";
  return [{ path, value, rule, remedy: "use one such as order-processor" }];
};

/** Where a physical name comes from, for the message when it gets too long. */
export interface AutoName {
  /** Whole logical name, to which Pulumi appends its suffix. */
  readonly logicalName: string;
  /** Kind of resource, for example `load balancer`. */
  readonly of: string;
  /** Longest physical name that AWS allows. */
  readonly limit: number;
}

/** Refuses a value that makes a logical name too long for Pulumi's suffix; Pulumi fails rather than shorten it. */
export function checkAutoName(value: string, path: string, { logicalName, of, limit }: AutoName): Problem[] {
  const longest = limit - AUTO_NAME_SUFFIX_LENGTH;
  const excess = logicalName.length - longest;
  if (excess <= 0) return [];
  const rule =
    `makes the name ${JSON.stringify(logicalName)} of a ${of} ${logicalName.length} characters long, ` +
    `and ${longest} is the longest (AWS allows ${limit}, Pulumi appends ${AUTO_NAME_SUFFIX_LENGTH})`;
  return [{ path, value, rule, remedy: `shorten it by ${excess} ${excess === 1 ? "character" : "characters"}` }];
}

/** Refuses a name that cannot be that of a load balancer and of all that is named after it. */
export const checkLoadBalancerStem: Check<string> = (value, path) => {
  const malformed = checkShortName(value, path);
  if (malformed.length > 0) return malformed;
  const problems = checkAutoName(value, path, {
    logicalName: `${value}${LOAD_BALANCER_SUFFIX}`,
    of: "load balancer",
    limit: NAME_LIMITS.loadBalancer,
  });
  if (value.startsWith(RESERVED_PREFIX)) {
    const rule = `begins with ${JSON.stringify(RESERVED_PREFIX)}, which AWS reserves in names of load balancers`;
    problems.push({ path, value, rule, remedy: "choose another beginning" });
  }
  return problems;
};
