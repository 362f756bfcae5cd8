import { counted } from "../../../components/lib/words";
import { findingsOf } from "./finding";
import { HealthCheck, type HealthFinding } from "./health";

/** A target as the load balancer sees it. */
export interface Target {
  readonly id: string;
  /** Name of its AZ, where the load balancer says it: of IP addresses. */
  readonly zone?: string;
  /** For example `healthy`. */
  readonly state: string;
  /** For example `Target.FailedHealthChecks`. */
  readonly reason?: string;
}

/** The instances of a zone that should be targets. */
export interface TargetZone {
  readonly zoneId: string;
  readonly instanceIds: ReadonlySet<string>;
  /** Healthy ones that the zone must have. */
  readonly min: number;
}

/** States of targets that get no new connections and are on their way out: neither good nor bad for the group. */
const LEAVING = new Set(["draining"]);

const { healthy, waiting } = findingsOf(HealthCheck.Targets);

/**
 * Whether each zone has its healthy targets, and none that is not.
 * @param group name of the target group for people
 * @param zones zones whose Auto Scaling groups register in the target group; none where its targets are others
 */
export function judgeTargets(group: string, targets: readonly Target[], zones: readonly TargetZone[]): HealthFinding[] {
  const registered = targets.filter(({ state }) => !LEAVING.has(state));
  const ofFleet = zones.map(({ zoneId, instanceIds, min }) =>
    judge(
      `${group} in ${zoneId}`,
      registered.filter(({ id }) => instanceIds.has(id)),
      min,
    ),
  );
  const others = registered.filter(({ id }) => !zones.some(({ instanceIds }) => instanceIds.has(id)));
  if (zones.length > 0) return [...ofFleet, ...others.filter((one) => !isHealthy(one)).map((one) => alone(group, one))];
  // Which zones they are in is the user's choice: a zone counts as soon as it has a target.
  if (others.length === 0) return [judge(group, [], 1)];
  return [...new Set(others.map(({ zone }) => zone))].map((zone) => {
    const inZone = others.filter((one) => one.zone === zone);
    return judge(zone === undefined ? group : `${group} in ${zone}`, inZone, 1);
  });
}

function judge(subject: string, targets: readonly Target[], min: number): HealthFinding {
  if (targets.length === 0) {
    return min === 0
      ? healthy(subject, "no target, and none must be there")
      : waiting(subject, `no target is registered, and at least ${min} must be healthy`);
  }
  const good = targets.filter(isHealthy).length;
  const all = good === targets.length;
  const wrong = all ? "" : ` (${reasonsOf(targets)})`;
  const few = good < min ? `, and at least ${min} must be` : "";
  const verb = good === 1 || targets.length === 1 ? "is" : "are";
  const text = `${good} of ${counted(targets.length, "target")} ${verb} healthy${wrong}${few}`;
  return all && good >= min ? healthy(subject, text) : waiting(subject, text);
}

/** A target that belongs to none of the groups, for example an instance that was detached from one. */
function alone(group: string, target: Target): HealthFinding {
  return waiting(group, `target ${target.id}, which is in no Auto Scaling group of the stack, is ${reasonOf(target)}`);
}

function isHealthy({ state }: Target): boolean {
  return state === "healthy";
}

function reasonsOf(targets: readonly Target[]): string {
  return [...new Set(targets.filter((target) => !isHealthy(target)).map(reasonOf))].join(", ");
}

function reasonOf({ state, reason }: Target): string {
  return reason === undefined ? state : `${state}: ${reason}`;
}
