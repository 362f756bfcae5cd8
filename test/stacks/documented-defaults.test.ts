import { expect } from "chai";
import { docsOf, schemaAt, valueAt } from "../../components/lib/schema/keys";
import { T } from "../../sandbox/tokens";
import type { StackOutputs } from "../../stacks/outputs";
import { settings } from "../../stacks/schema/settings";
import type { Recorded } from "../support/mocks";
import { minimal } from "./minimal";
import { runSettings } from "./run-stack";

/** Where a default of components ends up: key of a stack file, resource type, property. */
const DEFAULTS: readonly (readonly [key: string, type: string, property: string])[] = [
  ["fleet.perZone.min", T.AutoScalingGroup, "minSize"],
  ["fleet.perZone.max", T.AutoScalingGroup, "maxSize"],
  ["fleet.warmupSeconds", T.AutoScalingGroup, "defaultInstanceWarmup"],
  ["fleet.healthCheckGraceSeconds", T.AutoScalingGroup, "healthCheckGracePeriod"],
  ["fleet.refresh.minHealthyPercentage", T.AutoScalingGroup, "instanceMaintenancePolicy.minHealthyPercentage"],
  ["fleet.refresh.maxHealthyPercentage", T.AutoScalingGroup, "instanceMaintenancePolicy.maxHealthyPercentage"],
  ["fleet.cpuTargetPercent", T.AutoScalingPolicy, "targetTrackingConfiguration.targetValue"],
  ["fleet.volumeSizeGb", T.LaunchTemplate, "blockDeviceMappings.0.ebs.volumeSize"],
  ["fleet.rootDeviceName", T.LaunchTemplate, "blockDeviceMappings.0.deviceName"],
  ["loadBalancer.crossZone", T.LoadBalancer, "enableCrossZoneLoadBalancing"],
  ["loadBalancer.clientRoutingPolicy", T.LoadBalancer, "dnsRecordClientRoutingPolicy"],
  ["loadBalancer.zonalShift", T.LoadBalancer, "enableZonalShift"],
  ["loadBalancer.ipAddressType", T.LoadBalancer, "ipAddressType"],
  ["service.ports.0.protocol", T.Listener, "protocol"],
  ["service.ports.0.idleTimeoutSeconds", T.Listener, "tcpIdleTimeoutSeconds"],
  ["service.ports.0.targetType", T.TargetGroup, "targetType"],
  ["service.ports.0.proxyProtocol", T.TargetGroup, "proxyProtocolV2"],
  ["service.ports.0.deregistrationDelaySeconds", T.TargetGroup, "deregistrationDelay"],
  ["service.ports.0.healthCheck.protocol", T.TargetGroup, "healthCheck.protocol"],
  ["service.ports.0.healthCheck.intervalSeconds", T.TargetGroup, "healthCheck.interval"],
  ["service.ports.0.healthCheck.timeoutSeconds", T.TargetGroup, "healthCheck.timeout"],
  ["service.ports.0.healthCheck.healthyThreshold", T.TargetGroup, "healthCheck.healthyThreshold"],
  ["service.ports.0.healthCheck.unhealthyThreshold", T.TargetGroup, "healthCheck.unhealthyThreshold"],
  ["network.flowLogs.retentionDays", T.LogGroup, "retentionInDays"],
  ["network.flowLogs.maxAggregationInterval", T.FlowLog, "maxAggregationInterval"],
];

/** The constant that the reference names as a key's default. */
function documentedDefault(key: string): string | undefined {
  const schema = schemaAt(settings, key.split("."));
  return schema && /^`([^`]*)`/.exec(docsOf(schema)?.absent ?? "")?.[1];
}

describe("the defaults that docs/config.md names", function () {
  this.timeout(30_000);

  let stack: Recorded<StackOutputs>;

  before(async () => {
    const webhook = {
      url: "https://billing.example.com/entitlements",
      secretArn: "arn:aws:secretsmanager:us-west-1:123456789012:secret:billing-a1b2c3",
    };
    stack = await runSettings({
      ...minimal(),
      network: { cidr: "10.64.0.0/22", flowLogs: {} },
      access: { approval: "registry" },
      approval: { entitlement: { webhook } },
    });
  });

  for (const [key, type, property] of DEFAULTS) {
    it(`are what resources get: ${key}`, () => {
      const [resource] = stack.byType(type);
      expect(String(valueAt(resource?.inputs, property.split(".")))).to.equal(documentedDefault(key));
    });
  }

  it("are what the approval of connections gets", () => {
    const { scheduleExpression } = stack.one(T.Schedule).inputs;
    expect(scheduleExpression).to.equal(`rate(${documentedDefault("approval.scheduleMinutes")} minutes)`);
    const { threshold } = stack.named("orders-approval-waiting").inputs;
    expect(Number(threshold) / 60).to.equal(Number(documentedDefault("approval.alarms.oldestPendingMinutes")));
    const { variables } = stack.one(T.Function).inputs.environment as { variables: { SETTINGS: string } };
    const { warningDays, auditDays, entitlement } = JSON.parse(variables.SETTINGS);
    expect(String(warningDays)).to.equal(documentedDefault("approval.warningDays"));
    expect(String(auditDays)).to.equal(documentedDefault("approval.auditDays"));
    expect(String(entitlement.timeoutSeconds)).to.equal(
      documentedDefault("approval.entitlement.webhook.timeoutSeconds"),
    );
  });

  it("are what resources get: events and the time for capacity", () => {
    const [group] = stack.byType(T.AutoScalingGroup);
    expect(group?.inputs.waitForCapacityTimeout).to.equal(`${documentedDefault("fleet.capacityTimeoutMinutes")}m`);
    const { connectionEvents } = stack.one(T.VpcEndpointConnectionNotification).inputs;
    expect(`[${(connectionEvents as string[]).join(", ")}]`).to.equal(documentedDefault("notification.events"));
  });
});
