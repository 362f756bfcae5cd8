import { awsErrorText, isAccessError } from "../../aws/errors";
import { type AwsIdentity, identityClause, withIdentity } from "../../aws/identity";
import type { StackSubject } from "../../stacks/place";
import type { GateSettings } from "../plan";
import { judgeAlarms } from "./alarms";
import type { Asking } from "./ask-aws";
import { clause, findingsOf } from "./finding";
import { judgeGroup } from "./fleets";
import { Health, HealthCheck, type HealthFinding } from "./health";
import { probe } from "./probe";
import { judgeService } from "./service-state";
import { judgeTargets, type TargetZone } from "./targets";
import { groupsOf, type Watched, watched } from "./watched";

type AutoScalingGroups = Awaited<ReturnType<Asking["groups"]>>;

/** Everything that AWS, and the probe, say of a stack. What cannot be asked for is a finding too. */
export async function lookAtAws(
  subject: StackSubject,
  gate: GateSettings,
  asking: Asking,
  signal: AbortSignal,
): Promise<HealthFinding[]> {
  const of = watched(subject.outputs);
  if (typeof of === "string") return [findingsOf(HealthCheck.Look).failed(subject.stack, of)];
  const { stack, identity } = subject;
  const { problems = [] } = identity ?? {};
  if (problems.length > 0)
    return [{ ...findingsOf(HealthCheck.Look).failed(stack, clause(problems.join(" "))), unseen: true }];
  const asked = askedWith(identity);
  const looks = [
    asked(HealthCheck.Service, of.serviceId, () => service(asking, of)),
    asked(HealthCheck.Refreshes, stack, () => fleets(asking, of, asked)),
    asked(HealthCheck.Alarms, stack, () => alarms(asking, of, gate)),
    ...(gate.probe === undefined ? [] : [probe(gate.probe, subject, signal).then((finding) => [finding])]),
  ];
  const findings = (await Promise.all(looks)).flat();
  if (!findings.some(({ health, unseen }) => health === Health.Failed && unseen !== true)) return findings;
  // To credentials of another account nothing of the stack is there, whatever its health.
  const elsewhere = await asked(HealthCheck.Look, stack, () => otherAccount(asking, of, subject));
  return elsewhere.some(({ health }) => health === Health.Failed) ? elsewhere : [...findings, ...elsewhere];
}

async function otherAccount(
  asking: Asking,
  { accountId }: Watched,
  { stack, identity }: StackSubject,
): Promise<HealthFinding[]> {
  const caller = await asking.account();
  if (caller === accountId) return [];
  const { failed } = findingsOf(HealthCheck.Look);
  const said = identityClause(identity);
  const text = `it is in account ${accountId}, and the AWS credentials are of ${caller}${said === undefined ? "" : `; ${said}`}`;
  return [{ ...failed(stack, text), unseen: true }];
}

async function service(asking: Asking, { serviceId, supportedRegions }: Watched): Promise<HealthFinding[]> {
  const found = await asking.service(serviceId);
  if (found === undefined)
    return [findingsOf(HealthCheck.Service).failed(serviceId, "there is no such endpoint service")];
  const regions = (found.SupportedRegions ?? []).map(({ Region = "", ServiceState = "unknown" }) => ({
    region: Region,
    state: ServiceState,
  }));
  return judgeService(serviceId, found.ServiceState ?? "unknown", regions, supportedRegions);
}

/** Auto Scaling groups and targets: which targets a zone must have is known from its group only. */
async function fleets(asking: Asking, of: Watched, asked: Asked): Promise<HealthFinding[]> {
  const { failed } = findingsOf(HealthCheck.Refreshes);
  const named = groupsOf(of);
  const groups = await asking.groups(named.map(({ name }) => name));
  const looks = [
    ...named.map(({ name }) =>
      asked(HealthCheck.Refreshes, name, async () => {
        const group = groups.get(name);
        if (group === undefined) return [failed(name, "there is no such Auto Scaling group")];
        return judgeGroup(name, group, await asking.refreshes(name));
      }),
    ),
    ...Object.entries(of.targetGroupArns).map(([key, arn]) =>
      asked(HealthCheck.Targets, key, async () =>
        judgeTargets(key, await asking.targets(arn), zonesOf(arn, of, groups)),
      ),
    ),
  ];
  return (await Promise.all(looks)).flat();
}

/** The zones whose groups register their instances in the target group. */
function zonesOf(arn: string, of: Watched, groups: AutoScalingGroups): TargetZone[] {
  return groupsOf(of).flatMap(({ zoneId, name }) => {
    const group = groups.get(name);
    if (group === undefined || !group.TargetGroupARNs?.includes(arn)) return [];
    const instanceIds = new Set(group.Instances?.map(({ InstanceId = "" }) => InstanceId));
    return [{ zoneId, instanceIds, min: group.MinSize ?? 0 }];
  });
}

async function alarms(asking: Asking, { alarmNames }: Watched, gate: GateSettings): Promise<HealthFinding[]> {
  const wanted = [...alarmNames, ...gate.alarms];
  return judgeAlarms(await asking.alarms(wanted), wanted, gate.ignoreAlarms);
}

/** Errors by which AWS says that what is asked for is not there. */
const NOT_THERE = new Set([
  "InvalidVpcEndpointService.NotFound",
  "InvalidVpcEndpointServiceId.NotFound",
  "TargetGroupNotFound",
  "TargetGroupNotFoundException",
]);

type Asked = (check: HealthCheck, subject: string, look: () => Promise<HealthFinding[]>) => Promise<HealthFinding[]>;

/** Makes findings of errors of AWS, which say whose credentials it was asked with. */
function askedWith(identity: AwsIdentity | undefined): Asked {
  return async (check, subject, look) => {
    const { waiting, failed } = findingsOf(check);
    try {
      return await look();
    } catch (error) {
      if (error instanceof Error && NOT_THERE.has(error.name)) {
        return [failed(subject, `it is not there (${error.name})`)];
      }
      const text = awsErrorText(error);
      // A fault of ours, or the end of the look.
      if (text === undefined) throw error;
      if (!isAccessError(error)) return [{ ...waiting(subject, clause(text)), unseen: true }];
      return [{ ...failed(subject, clause(withIdentity(text, error, identity))), unseen: true }];
    }
  };
}
