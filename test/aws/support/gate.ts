import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { PutMetricAlarmCommand, SetAlarmStateCommand, type StateValue } from "@aws-sdk/client-cloudwatch";
import { AwsClients } from "../../../automation/aws/clients";
import { AwsHealth } from "../../../automation/rollout/gate/aws-health";
import { Health } from "../../../automation/rollout/gate/health";
import type { GateSettings } from "../../../automation/rollout/plan";
import type { StackOutputValues, StackSubject } from "../../../automation/stacks/place";
import type { PublishedService } from "../../../functions/lib/published-service";
import { GATE } from "../../automation/rollout/gate/given";
import type { EmulatorControl } from "../../support/emulator/control";
import { environmentOf, PROVIDER } from "./clients";
import { emulator, useEmulator } from "./emulator";
import { type TestFleet, testFleet } from "./fleet";
import { publishService } from "./publish";

export { GATE };

export const REGION = "us-east-1";

/** What a stack consists of, all of it in order. */
export interface Deployed {
  readonly service: PublishedService;
  readonly fleet: TestFleet;
  readonly outputs: StackOutputValues;
}

/** The emulator as a rollout sees it, with the provider's credentials in the environment for the time of the tests. */
export class GateWorld {
  readonly health = new AwsHealth();
  readonly aws = new AwsClients();
  #control: EmulatorControl | undefined;
  #alarms = 0;

  get control(): EmulatorControl {
    if (this.#control === undefined) throw new Error("The emulator is known in tests only.");
    return this.#control;
  }

  /** Starts and ends it with the tests of a file. */
  static use(): GateWorld {
    useEmulator();
    const world = new GateWorld();
    const environment = { ...process.env };
    before(async () => {
      Object.assign(process.env, await environmentOf());
      world.#control = (await emulator()).control;
    });
    afterEach(() => world.control.endFaults());
    after(() => {
      world.health.close();
      world.aws.close();
      for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
      Object.assign(process.env, environment);
    });
    return world;
  }

  /** A service and a fleet with so many instances in each of two zones. */
  async deploy(perZone = 1): Promise<Deployed> {
    const service = await publishService({ supportedRegions: ["eu-west-1"] });
    const fleet = await testFleet(this.aws, REGION, perZone);
    const outputs = {
      accountId: PROVIDER,
      serviceId: service.serviceId,
      supportedRegions: [REGION, "eu-west-1"],
      targetGroupArns: { "orders-api": fleet.targetGroupArn },
      autoScalingGroupNames: { orders: fleet.groups },
      alarmNames: [],
    };
    return { service, fleet, outputs };
  }

  /** An alarm in a state; its name. */
  async alarm(state: StateValue, AlarmName = `alarm-${++this.#alarms}`): Promise<string> {
    const cloudWatch = await this.aws.cloudWatch(REGION);
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: "tests",
        MetricName: "Errors",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    await this.setAlarm(AlarmName, state);
    return AlarmName;
  }

  async setAlarm(AlarmName: string, StateValue: StateValue): Promise<void> {
    const wanted = { AlarmName, StateValue, StateReason: "Threshold Crossed." };
    await (await this.aws.cloudWatch(REGION)).send(new SetAlarmStateCommand(wanted));
  }

  look(outputs: StackOutputValues, gate: Partial<GateSettings> = {}, source = this.health) {
    return source.look(subjectOf(outputs), { ...GATE, ...gate }, new AbortController().signal);
  }

  /** What is not healthy, each on one line; without the time since when an alarm fires. */
  async told(...args: Parameters<GateWorld["look"]>): Promise<string[]> {
    const unhealthy = (await this.look(...args)).filter((finding) => finding.health !== Health.Healthy);
    return unhealthy.map(({ check, health, subject, text }) =>
      `${health} ${check} ${subject}: ${text}`.replace(/ since \S+Z/, ""),
    );
  }
}

export function subjectOf(outputs: StackOutputValues): StackSubject {
  return { stack: "prod", region: REGION, outputs };
}

/** Gives up at once: with its retries, a throttled call takes a quarter of a minute. */
export class ImpatientClients extends AwsClients {
  override async autoScaling(region: string): Promise<AutoScalingClient> {
    return new AutoScalingClient({ region, maxAttempts: 1 });
  }
}
