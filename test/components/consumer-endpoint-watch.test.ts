import * as kms from "@pulumi/aws/kms";
import { Topic } from "@pulumi/aws/sns";
import { expect } from "chai";
import { ConsumerEndpoint } from "../../components";
import { F, T } from "../../sandbox/tokens";
import { CONSUMER_ENDPOINT, CONSUMER_ZONES, inNetwork, SERVICE, type Settings } from "../support/consumer";
import { withMocks } from "../support/mocks";
import { rawNetwork } from "../support/raw-network";

const AROUND = {
  [T.Vpc]: 1,
  [T.Subnet]: 3,
  [CONSUMER_ENDPOINT]: 1,
  [T.SecurityGroup]: 1,
  [T.VpcEndpoint]: 1,
  [T.Zone]: 1,
  [T.Record]: 1,
};

function watched(settings: (topicArn: Topic["arn"]) => Settings) {
  return withMocks(() => {
    const network = rawNetwork("net", CONSUMER_ZONES);
    const topic = new Topic("operators");
    const args = inNetwork(network, { subnetIdsByZone: network.subnetIds, ...settings(topic.arn) });
    return new ConsumerEndpoint("client", args);
  });
}

describe("Flow logs of a ConsumerEndpoint", () => {
  it("are one for each network interface, in a log group that only their role writes to", async () => {
    const run = await watched(() => ({ flowLogs: {}, tags: { team: "shop" } }));
    expect(run.count()).to.deep.equal({
      ...AROUND,
      [T.Topic]: 1,
      [T.LogGroup]: 1,
      [T.Role]: 1,
      [T.RolePolicy]: 1,
      [T.FlowLog]: 2,
    });
    const logGroup = run.one(T.LogGroup);
    expect(logGroup.name).to.equal("client-flow-logs");
    expect(logGroup.inputs).to.deep.equal({
      retentionInDays: 30,
      tags: { team: "shop", Name: "client-flow-logs" },
    });
    const { policy } = run.one(T.RolePolicy).inputs as { policy: string };
    expect(JSON.parse(policy).Statement[0].Resource).to.deep.equal([
      logGroup.outputs.arn,
      `${String(logGroup.outputs.arn)}:*`,
    ]);
    const { assumeRolePolicy } = run.one(T.Role).inputs as { assumeRolePolicy: string };
    expect(JSON.parse(assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*" },
        },
      },
    ]);
    const interfaces = run.one(T.VpcEndpoint).outputs.networkInterfaceIds as string[];
    for (const [index, zoneId] of ["use1-az1", "use1-az2"].entries()) {
      expect(run.named(`client-flow-log-${zoneId}`).inputs).to.deep.equal({
        eniId: interfaces[index],
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.outputs.arn,
        iamRoleArn: run.one(T.Role).outputs.arn,
        maxAggregationInterval: 60,
        tags: { team: "shop", Name: `client-flow-log-${zoneId}` },
      });
      expect(run.named(`client-flow-log-${zoneId}`).parent).to.equal(run.one(CONSUMER_ENDPOINT).urn);
      expect(run.named(`client-flow-log-${zoneId}`).dependencies).to.include(run.one(T.RolePolicy).urn);
    }
    const lookUps = run.calls.filter(({ token }) => token === F.getNetworkInterface);
    expect(lookUps.map(({ args }) => args.filters)).to.have.deep.members(
      ["net-use1-az1", "net-use1-az2"].map((subnet) => [
        { name: "network-interface-id", values: interfaces },
        { name: "subnet-id", values: [run.named(subnet).id] },
      ]),
    );
  });

  it("are kept, aggregated and encrypted as asked", async () => {
    const run = await withMocks(() => {
      const network = rawNetwork("net", CONSUMER_ZONES);
      const key = new kms.Key("logs", {});
      const flowLogs = { retentionDays: 365, maxAggregationInterval: 600, kmsKeyArn: key.arn };
      return new ConsumerEndpoint("client", inNetwork(network, { subnetIdsByZone: network.subnetIds, flowLogs }));
    });
    expect(run.one(T.LogGroup).inputs).to.deep.include({
      retentionInDays: 365,
      kmsKeyId: run.one(T.Key).outputs.arn,
    });
    expect(run.byType(T.FlowLog).map(({ inputs }) => inputs.maxAggregationInterval)).to.deep.equal([600, 600]);
  });

  it("are one for each of the own zones across Regions", async () => {
    const run = await withMocks(
      () => {
        const network = rawNetwork("net", ["usw1-az1", "usw1-az3"]);
        const settings = { subnetIdsByZone: network.subnetIds, serviceRegion: "us-east-1", flowLogs: {} };
        return new ConsumerEndpoint("client", inNetwork(network, settings));
      },
      { region: "us-west-1" },
    );
    expect(run.byType(T.FlowLog).map(({ name }) => name)).to.have.members([
      "client-flow-log-usw1-az1",
      "client-flow-log-usw1-az3",
    ]);
  });
});

describe("Alarms of a ConsumerEndpoint", () => {
  it("watch dropped packets and resets under all four dimensions that AWS reports", async () => {
    const run = await watched((topicArn) => ({ alarmTopicArns: [topicArn], tags: { team: "shop" } }));
    expect(run.count()).to.deep.equal({ ...AROUND, [T.Topic]: 1, [T.MetricAlarm]: 2 });
    const topics = [run.one(T.Topic).outputs.arn];
    const shared = {
      namespace: "AWS/PrivateLinkEndpoints",
      dimensions: {
        "Endpoint Type": "Interface",
        "Service Name": SERVICE.serviceName,
        "VPC Endpoint Id": run.one(T.VpcEndpoint).id,
        "VPC Id": run.one(T.Vpc).id,
      },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 5,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: topics,
      okActions: topics,
    };
    expect(run.named("client-packets-dropped").inputs).to.deep.equal({
      ...shared,
      metricName: "PacketsDropped",
      threshold: 0,
      alarmDescription: "The endpoint client drops packets",
      tags: { team: "shop", Name: "client-packets-dropped" },
    });
    expect(run.named("client-resets").inputs).to.deep.equal({
      ...shared,
      metricName: "RstPacketsReceived",
      threshold: 10,
      alarmDescription: "The service behind the endpoint client resets connections",
      tags: { team: "shop", Name: "client-resets" },
    });
    for (const { parent } of run.byType(T.MetricAlarm)) expect(parent).to.equal(run.one(CONSUMER_ENDPOINT).urn);
  });

  it("go off at the thresholds that are given", async () => {
    const alarmThresholds = { packetsDropped: 100, resets: 0 };
    const run = await watched((topicArn) => ({ alarmTopicArns: [topicArn], alarmThresholds }));
    expect(run.named("client-packets-dropped").inputs.threshold).to.equal(100);
    expect(run.named("client-resets").inputs.threshold).to.equal(0);
  });
});
