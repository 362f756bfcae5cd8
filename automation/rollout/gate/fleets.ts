import type {
  AutoScalingGroup,
  Instance,
  InstanceRefresh,
  LaunchTemplateSpecification,
} from "@aws-sdk/client-auto-scaling";
import { counted } from "../../../components/lib/words";
import { because, findingsOf } from "./finding";
import { HealthCheck, type HealthFinding } from "./health";

const ROLLING_BACK = "RollbackInProgress";

const UNDER_WAY: Readonly<Record<string, string>> = {
  Pending: "has not begun",
  InProgress: "is in progress",
  Baking: "waits for its bake time",
  Cancelling: "is being cancelled",
};

const ENDED_BADLY: Readonly<Record<string, string>> = {
  Failed: "failed",
  Cancelled: "was cancelled",
  RollbackFailed: "failed, and so did its rollback",
  RollbackSuccessful: "failed and was rolled back by EC2 Auto Scaling",
};

const { healthy, waiting, failed } = findingsOf(HealthCheck.Refreshes);

/** A version of a launch template. */
interface Version {
  readonly templateId: string;
  readonly number: number;
}

/** Whether the instances of a group are as many as they must be, and run what the last update of the group wanted. */
export function judgeGroup(
  name: string,
  group: AutoScalingGroup,
  refreshes: readonly InstanceRefresh[],
): HealthFinding[] {
  if (group.Status !== undefined) return [failed(name, `the group is being deleted${because(group.Status)}`)];
  const active = refreshes.find(({ Status }) => Status === ROLLING_BACK || (Status ?? "") in UNDER_WAY);
  return [
    active === undefined ? judgeVersion(name, group, latest(refreshes)) : underWay(name, active),
    capacity(name, group),
  ];
}

function underWay(name: string, { Status, StatusReason, PercentageComplete }: InstanceRefresh): HealthFinding {
  const state = UNDER_WAY[Status ?? ""];
  if (state === undefined) {
    return failed(
      name,
      `its instance refresh failed and is being rolled back by EC2 Auto Scaling${because(StatusReason)}`,
    );
  }
  const progress = PercentageComplete === undefined ? "" : `, ${PercentageComplete} % complete`;
  return waiting(name, `its instance refresh ${state}${progress}${because(StatusReason)}`);
}

/**
 * What decides is what the instances run, not how the last refresh ended: one that failed before counts as long as it
 * shows, and no longer once the instances have been brought to its version in another way.
 */
function judgeVersion(name: string, group: AutoScalingGroup, last: InstanceRefresh | undefined): HealthFinding {
  const own = versionOf(group.LaunchTemplate);
  if (own === undefined) return waiting(name, "the group has no numbered version of a launch template");
  const end = ENDED_BADLY[last?.Status ?? ""];
  const tried = end === undefined ? undefined : (versionOf(last?.DesiredConfiguration?.LaunchTemplate) ?? own);
  const wanted = tried === undefined ? own : later(own, tried);
  const inService = instancesInService(group);
  const others = inService.filter((instance) => !isSame(versionOf(instance.LaunchTemplate), wanted));
  if (others.length === 0 && isSame(own, wanted)) {
    return healthy(name, `all instances run version ${wanted.number} of the launch template`);
  }
  const shown =
    others.length === 0
      ? `the group has version ${own.number}`
      : `${others.length} of ${counted(inService.length, "instance")} ${others.length === 1 ? "runs" : "run"} another one`;
  if (end !== undefined && isSame(tried, wanted)) {
    const reason = because(last?.StatusReason);
    return failed(
      name,
      `its instance refresh to version ${wanted.number} of the launch template ${end}${reason}; ${shown}`,
    );
  }
  return waiting(name, `version ${wanted.number} of the launch template is wanted, and ${shown}`);
}

function capacity(name: string, group: AutoScalingGroup): HealthFinding {
  const min = group.MinSize ?? 0;
  const inService = instancesInService(group).filter(({ HealthStatus }) => HealthStatus === "Healthy").length;
  const text = `${counted(inService, "healthy instance")} in service, at least ${min} wanted`;
  return inService >= min ? healthy(name, text) : waiting(name, text);
}

/** Instances of a group that do the work. */
function instancesInService({ Instances = [] }: AutoScalingGroup): Instance[] {
  return Instances.filter(({ LifecycleState }) => LifecycleState === "InService");
}

function latest(refreshes: readonly InstanceRefresh[]): InstanceRefresh | undefined {
  const time = ({ StartTime, EndTime }: InstanceRefresh) => (StartTime ?? EndTime)?.getTime() ?? 0;
  return [...refreshes].sort((a, b) => time(b) - time(a))[0];
}

/** Numbers of a template only grow, so the higher one is the later wish; of two templates, the one that was refreshed to. */
function later(own: Version, tried: Version): Version {
  return own.templateId === tried.templateId && own.number > tried.number ? own : tried;
}

function isSame(one: Version | undefined, other: Version): boolean {
  return one !== undefined && one.templateId === other.templateId && one.number === other.number;
}

function versionOf(specification: LaunchTemplateSpecification | undefined): Version | undefined {
  const { LaunchTemplateId: templateId, Version: version = "" } = specification ?? {};
  return templateId !== undefined && /^\d+$/.test(version) ? { templateId, number: Number(version) } : undefined;
}
