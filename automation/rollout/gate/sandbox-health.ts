import type { Cloud } from "../../../sandbox/cloud";
import { T } from "../../../sandbox/tokens";
import { text } from "../../../sandbox/values";
import type { GateSettings } from "../plan";
import { findingsOf } from "./finding";
import { HealthCheck, type HealthFinding, type HealthSource, type HealthSubject } from "./health";
import { probeUrl } from "./placeholders";
import { judgeService } from "./service-state";
import { groupsOf, type Watched, watched } from "./watched";

/**
 * The health of stacks on a sandbox: whether what they consist of is there, and their service available. No instance
 * runs there, no metric is measured and nothing answers a probe, so nothing is said of targets and alarms. A probe is not made, and has failed only where its URL
 * stands for nothing, as it would have on AWS.
 */
export class SandboxHealth implements HealthSource {
  readonly #cloud: Cloud;
  readonly #unhealthy: ReadonlySet<string>;

  /**
   * @param unhealthy stacks that are to fail, so that people see what a rollout does then. It is what they were updated to
   *   that is ill: once they are brought back, they are as healthy as others.
   */
  constructor(cloud: Cloud, unhealthy: readonly string[] = []) {
    this.#cloud = cloud;
    this.#unhealthy = new Set(unhealthy);
  }

  async look(
    { stack, region, outputs, afterRollback }: HealthSubject,
    gate: GateSettings,
  ): Promise<readonly HealthFinding[]> {
    const { failed } = findingsOf(HealthCheck.Look);
    if (this.#unhealthy.has(stack) && afterRollback !== true) {
      return [failed(stack, "it is unhealthy on purpose (--unhealthy)")];
    }
    const of = watched(outputs);
    if (typeof of === "string") return [failed(stack, of)];
    return [
      ...this.#service(of, region),
      ...groupsOf(of).map(({ name }) => this.#presence(HealthCheck.Refreshes, T.AutoScalingGroup, name, name, region)),
      ...Object.entries(of.targetGroupArns).map(([key, arn]) =>
        this.#presence(HealthCheck.Targets, T.TargetGroup, arn, key, region),
      ),
      ...of.alarmNames.map((name) => this.#presence(HealthCheck.Alarms, T.MetricAlarm, name, name, region)),
      ...unfillable(gate, { stack, region, outputs }),
    ];
  }

  #service({ serviceId, supportedRegions }: Watched, region: string): HealthFinding[] {
    const service = this.#cloud.read(T.VpcEndpointService, serviceId, { region });
    if (service === undefined) {
      return [findingsOf(HealthCheck.Service).failed(serviceId, "there is no such endpoint service")];
    }
    return judgeService(serviceId, text(service.outputs.state) ?? "unknown", [], supportedRegions);
  }

  #presence(check: HealthCheck, type: string, idOrArn: string, subject: string, region: string): HealthFinding {
    const { healthy, failed } = findingsOf(check);
    return this.#cloud.find(type, idOrArn, region) === undefined
      ? failed(subject, "it is not there")
      : healthy(subject, "it is there");
  }
}

function unfillable({ probe }: GateSettings, subject: Parameters<typeof probeUrl>[1]): HealthFinding[] {
  const made = probe === undefined ? undefined : probeUrl(probe.url, subject);
  if (probe === undefined || made === undefined || "url" in made) return [];
  return [findingsOf(HealthCheck.Probe).failed(probe.url, made.problem)];
}
