import type { Cloud } from "../../../sandbox/cloud";
import { T } from "../../../sandbox/tokens";
import { text } from "../../../sandbox/values";
import type { StackSubject } from "../../stacks/place";
import type { GateSettings } from "../plan";
import { findingsOf } from "./finding";
import { HealthCheck, type HealthFinding, type HealthSource } from "./health";
import { judgeService } from "./service-state";
import { groupsOf, type Watched, watched } from "./watched";

/**
 * The health of stacks on a sandbox: whether what they consist of is there, and their service available. No instance
 * runs there, no metric is measured and nothing answers a probe, so nothing is said of targets, alarms and probes.
 */
export class SandboxHealth implements HealthSource {
  readonly #cloud: Cloud;
  readonly #unhealthy: ReadonlySet<string>;

  /** @param unhealthy stacks that are to fail, so that people see what a rollout does then */
  constructor(cloud: Cloud, unhealthy: readonly string[] = []) {
    this.#cloud = cloud;
    this.#unhealthy = new Set(unhealthy);
  }

  async look({ stack, region, outputs }: StackSubject, _gate: GateSettings): Promise<readonly HealthFinding[]> {
    const { failed } = findingsOf(HealthCheck.Look);
    if (this.#unhealthy.has(stack)) return [failed(stack, "it is unhealthy on purpose (--unhealthy)")];
    const of = watched(outputs);
    if (typeof of === "string") return [failed(stack, of)];
    return [
      ...this.#service(of, region),
      ...groupsOf(of).map(({ name }) => this.#presence(HealthCheck.Refreshes, T.AutoScalingGroup, name, name, region)),
      ...Object.entries(of.targetGroupArns).map(([key, arn]) =>
        this.#presence(HealthCheck.Targets, T.TargetGroup, arn, key, region),
      ),
      ...of.alarmNames.map((name) => this.#presence(HealthCheck.Alarms, T.MetricAlarm, name, name, region)),
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
