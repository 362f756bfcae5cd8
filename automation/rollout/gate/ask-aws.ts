import {
  type AutoScalingGroup,
  type InstanceRefresh,
  paginateDescribeAutoScalingGroups,
  paginateDescribeInstanceRefreshes,
} from "@aws-sdk/client-auto-scaling";
import {
  AlarmType,
  type CloudWatchClient,
  type DescribeAlarmsCommandInput,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { DescribeVpcEndpointServiceConfigurationsCommand, type ServiceConfiguration } from "@aws-sdk/client-ec2";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsClients } from "../../aws/clients";
import { allOf } from "../../validate/gather/attempt";
import type { Alarm } from "./alarms";
import { fixedStart, hasWildcard } from "./patterns";
import type { Target } from "./targets";

/** Most names that a call takes, of Auto Scaling groups and of alarms. */
const NAMES_PER_CALL = { groups: 50, alarms: 100 } as const;

/** What AWS says of a Region, for the judging of it; a call that is not answered throws the SDK's error. */
export class Asking {
  readonly #clients: AwsClients;
  readonly #region: string;
  /** Options of each call. */
  readonly #call: { readonly abortSignal: AbortSignal };

  constructor(clients: AwsClients, region: string, signal: AbortSignal) {
    this.#clients = clients;
    this.#region = region;
    this.#call = { abortSignal: signal };
  }

  /** The account that is asked. */
  async account(): Promise<string> {
    return (await this.#clients.caller(this.#region)).accountId;
  }

  /** The groups by name; those that are not there are left out. */
  async groups(names: readonly string[]): Promise<Map<string, AutoScalingGroup>> {
    const client = await this.#clients.autoScaling(this.#region);
    const found = await Promise.all(
      chunks(names, NAMES_PER_CALL.groups).map((AutoScalingGroupNames) =>
        allOf(
          paginateDescribeAutoScalingGroups({ client }, { AutoScalingGroupNames }, this.#call),
          (page) => page.AutoScalingGroups,
        ),
      ),
    );
    return new Map(found.flat().map((group) => [group.AutoScalingGroupName ?? "", group]));
  }

  /** The instance refreshes of a group in the last six weeks. */
  async refreshes(AutoScalingGroupName: string): Promise<InstanceRefresh[]> {
    const client = await this.#clients.autoScaling(this.#region);
    const pages = paginateDescribeInstanceRefreshes({ client }, { AutoScalingGroupName }, this.#call);
    return allOf(pages, (page) => page.InstanceRefreshes);
  }

  /** The targets of a target group. */
  async targets(TargetGroupArn: string): Promise<Target[]> {
    const client = await this.#clients.loadBalancing(this.#region);
    const command = new DescribeTargetHealthCommand({ TargetGroupArn });
    const { TargetHealthDescriptions = [] } = await client.send(command, this.#call);
    return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
      id: Target?.Id ?? "",
      zone: Target?.AvailabilityZone,
      state: TargetHealth?.State ?? "unknown",
      reason: TargetHealth?.Reason,
    }));
  }

  /** The endpoint service, or undefined where there is none. */
  async service(serviceId: string): Promise<ServiceConfiguration | undefined> {
    const client = await this.#clients.ec2(this.#region);
    const command = new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [serviceId] });
    const { ServiceConfigurations = [] } = await client.send(command, this.#call);
    return ServiceConfigurations.find(({ ServiceId }) => ServiceId === serviceId);
  }

  /** The alarms of all kinds with one of the names, or like one of the patterns. */
  async alarms(namesAndPatterns: readonly string[]): Promise<Alarm[]> {
    const client = await this.#clients.cloudWatch(this.#region);
    const names = [...new Set(namesAndPatterns)].filter((name) => !hasWildcard(name));
    const starts = new Set(namesAndPatterns.filter(hasWildcard).map(fixedStart));
    const found = await Promise.all([
      ...chunks(names, NAMES_PER_CALL.alarms).map((AlarmNames) => this.#alarms(client, { AlarmNames })),
      // An empty beginning is refused: all alarms are asked for without one.
      ...[...starts].map((start) => this.#alarms(client, start === "" ? {} : { AlarmNamePrefix: start })),
    ]);
    return [...new Map(found.flat().map((alarm) => [alarm.name, alarm])).values()];
  }

  #alarms(client: CloudWatchClient, input: DescribeAlarmsCommandInput): Promise<Alarm[]> {
    // Without the types, CloudWatch leaves out all but metric alarms.
    const AlarmTypes = Object.values(AlarmType);
    return allOf(paginateDescribeAlarms({ client }, { ...input, AlarmTypes }, this.#call), (page) =>
      [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []), ...(page.LogAlarms ?? [])].map((alarm) => ({
        name: alarm.AlarmName ?? "",
        state: alarm.StateValue ?? "INSUFFICIENT_DATA",
        reason: alarm.StateReason,
        since: alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp,
      })),
    );
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
