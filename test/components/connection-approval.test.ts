import { expect } from "chai";
import { ConnectionApproval, type ConnectionApprovalArgs, ConsumerRegistry } from "../../components";
import {
  deadLetterQueuePolicy,
  eventQueuePolicy,
  invokeFunctionPolicy,
  requestsKeyPolicy,
  requestsTopicPolicy,
  scheduleTrustPolicy,
} from "../../components/lib/approval-policies";
import { approvalRolePolicy, functionTrustPolicy } from "../../components/lib/approval-role-policy";
import { approvalCode } from "../../functions/approval-code";
import { fromItem, type Item } from "../../functions/lib/registry/attributes";
import { decodeService } from "../../functions/lib/registry/service-item";
import { settingsSchema } from "../../functions/lib/settings";
import { T } from "../../sandbox/tokens";
import { type Recorded, withMocks } from "../support/mocks";
import { RAW_SERVICE, rawTopic } from "../support/raw-service";

const COMPONENT = "saas-privatelink:index:ConnectionApproval";
const PRINCIPAL = "arn:aws:iam::111122223333:root";
const OPERATORS = "arn:aws:sns:us-east-1:123456789012:operators";

/** Types that the test itself registers around the component. */
const AROUND = { "saas-privatelink:index:ConsumerRegistry": 1, [T.Table]: 1, [T.Topic]: 1 };
const CHILDREN = {
  [T.Queue]: 2,
  [T.QueuePolicy]: 2,
  [T.RedriveAllowPolicy]: 1,
  [T.TopicSubscription]: 1,
  [T.LogGroup]: 1,
  [T.Role]: 2,
  [T.RolePolicy]: 2,
  [T.Function]: 1,
  [T.FunctionEventInvokeConfig]: 1,
  [T.EventSourceMapping]: 1,
  [T.Schedule]: 1,
  [T.MetricAlarm]: 5,
  [T.TableItem]: 1,
};
const OWN_TOPIC = { [T.Key]: 1, [T.Topic]: 1, [T.TopicPolicy]: 1 };

function sum(...counts: Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [type, count] of counts.flatMap(Object.entries)) total[type] = (total[type] ?? 0) + count;
  return total;
}

function approve(args: Partial<ConnectionApprovalArgs> = {}) {
  return withMocks(() => {
    const { tableName, tableArn } = new ConsumerRegistry("shared", {});
    return new ConnectionApproval("orders", {
      service: RAW_SERVICE,
      notificationTopicArn: rawTopic("events").arn,
      registry: { tableName, tableArn },
      stackPrincipals: [PRINCIPAL],
      ...args,
    });
  });
}

type Run = Recorded<ConnectionApproval>;

const arnOf = (run: Run, name: string) => String(run.named(name).outputs.arn);
const json = (text: unknown) => JSON.parse(String(text));
const settingsOf = (run: Run) => {
  const { variables } = run.one(T.Function).inputs.environment as { variables: Record<string, string> };
  expect(Object.keys(variables)).to.deep.equal(["SETTINGS"]);
  return settingsSchema.parse(json(variables.SETTINGS));
};

describe("ConnectionApproval", function () {
  this.timeout(30_000);

  let run: Run;
  before(async () => {
    run = await approve();
  });

  it("has these children and no other, and asks AWS nothing", () => {
    expect(run.count()).to.deep.equal(sum(AROUND, CHILDREN, OWN_TOPIC, { [COMPONENT]: 1 }));
    expect(run.calls).to.deep.equal([]);
    const children = run.resources.filter((resource) => resource.parent === run.one(COMPONENT).urn);
    expect(children).to.have.length(Object.values(sum(CHILDREN, OWN_TOPIC)).reduce((a, b) => a + b));
    expect(children.every(({ name }) => name.startsWith("orders-"))).to.equal(true);
  });

  it("says in its outputs what operators look for", () => {
    const decides = run.one(T.Function).outputs;
    expect(run.one(COMPONENT).outputs).to.deep.equal({
      functionName: decides.name,
      functionArn: decides.arn,
      roleArn: arnOf(run, "orders-approval-role"),
      queueUrl: run.named("orders-approval-queue").outputs.url,
      deadLetterQueueUrl: run.named("orders-approval-dead-letters").outputs.url,
      requestsTopicArn: arnOf(run, "orders-requests-topic"),
      alarmNames: ["undelivered", "errors", "throttles", "waiting", "idle"].map(
        (key) => run.named(`orders-approval-${key}`).outputs.name,
      ),
    });
  });

  describe("events", () => {
    it("wait in an encrypted queue for six times as long as an invocation may take, and are put aside in the end", () => {
      expect(run.named("orders-approval-queue").inputs).to.deep.equal({
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: 345_600,
        visibilityTimeoutSeconds: 720,
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: arnOf(run, "orders-approval-dead-letters"),
          maxReceiveCount: 5,
        }),
        tags: { Name: "orders-approval-queue" },
      });
      expect(run.named("orders-approval-dead-letters").inputs).to.deep.equal({
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: 1_209_600,
        tags: { Name: "orders-approval-dead-letters" },
      });
      expect(json(run.one(T.RedriveAllowPolicy).inputs.redriveAllowPolicy)).to.deep.equal({
        redrivePermission: "byQueue",
        sourceQueueArns: [arnOf(run, "orders-approval-queue")],
      });
      expect(run.one(T.RedriveAllowPolicy).inputs.queueUrl).to.equal(
        run.named("orders-approval-dead-letters").outputs.url,
      );
    });

    it("come from the one topic, once the queue admits it, in SNS's envelope", () => {
      const policy = run.named("orders-approval-queue-policy");
      expect(json(policy.inputs.policy)).to.deep.equal(
        eventQueuePolicy(arnOf(run, "orders-approval-queue"), arnOf(run, "events")),
      );
      expect(json(run.named("orders-approval-dead-letters-policy").inputs.policy)).to.deep.equal(
        deadLetterQueuePolicy(arnOf(run, "orders-approval-dead-letters")),
      );
      const subscription = run.one(T.TopicSubscription);
      expect(subscription.inputs).to.deep.equal({
        topic: arnOf(run, "events"),
        protocol: "sqs",
        endpoint: arnOf(run, "orders-approval-queue"),
      });
      expect(subscription.dependencies).to.include(policy.urn);
    });

    it("are given to the function in batches, of which it can give back single ones", () => {
      expect(run.one(T.EventSourceMapping).inputs).to.deep.equal({
        eventSourceArn: arnOf(run, "orders-approval-queue"),
        functionName: run.one(T.Function).outputs.arn,
        batchSize: 100,
        maximumBatchingWindowInSeconds: 20,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: 2 },
        tags: { Name: "orders-approval-events" },
      });
    });
  });

  describe("the function", () => {
    it("is the bundle on Node.js 22 and ARM, traced, with logs of its own and a share of the concurrency", () => {
      const { code: _, environment: __, ...inputs } = run.one(T.Function).inputs;
      expect(inputs).to.deep.equal({
        description: "Approves connections of orders from its registry",
        role: arnOf(run, "orders-approval-role"),
        handler: "index.handler",
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        memorySize: 512,
        timeout: 120,
        reservedConcurrentExecutions: 3,
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: run.one(T.LogGroup).outputs.name },
        tags: { Name: "orders-approval" },
      });
      expect(JSON.stringify(run.one(T.Function).inputs.code)).to.include(JSON.stringify(approvalCode()));
      expect(run.one(T.LogGroup).inputs).to.deep.equal({
        retentionInDays: 90,
        tags: { Name: "orders-approval-logs" },
      });
    });

    it("is there after its permissions, which are those of its role and no other", () => {
      const role = run.named("orders-approval-role");
      const policy = run.named("orders-approval-policy");
      expect(json(role.inputs.assumeRolePolicy)).to.deep.equal(functionTrustPolicy());
      expect(policy.inputs.role).to.equal(role.outputs.name);
      expect(json(policy.inputs.policy)).to.deep.equal(
        approvalRolePolicy({
          serviceArn: RAW_SERVICE.serviceArn,
          tableArn: arnOf(run, "shared-registry"),
          queueArn: arnOf(run, "orders-approval-queue"),
          logGroupArn: String(run.one(T.LogGroup).outputs.arn),
          requestsTopicArn: arnOf(run, "orders-requests-topic"),
          requestsKeyArn: arnOf(run, "orders-requests-key"),
          marketplace: false,
          warns: true,
        }),
      );
      expect(run.one(T.Function).dependencies).to.include(policy.urn);
    });

    it("is told by the stack what it has to know, in the form that it reads", () => {
      expect(settingsOf(run)).to.deep.equal({
        service: {
          ...RAW_SERVICE,
          region: "us-east-1",
          accountId: "123456789012",
          stackPrincipals: [PRINCIPAL],
          requestsTopicArn: arnOf(run, "orders-requests-topic"),
        },
        registry: { tableName: run.one(T.Table).outputs.name, region: "us-east-1" },
        notificationTopicArn: arnOf(run, "events"),
        warningDays: 14,
        auditDays: 400,
      });
    });
  });

  describe("the schedule", () => {
    it("runs the function every five minutes, by a role that can do nothing else", () => {
      const decides = String(run.one(T.Function).outputs.arn);
      const role = run.named("orders-approval-schedule-role");
      const policy = run.named("orders-approval-schedule-policy");
      expect(run.one(T.Schedule).inputs).to.deep.equal({
        description: "Runs the connection approval of orders",
        scheduleExpression: "rate(5 minutes)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: decides,
          roleArn: role.outputs.arn,
          input: '{"source":"schedule"}',
          retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 3 },
        },
      });
      expect(run.one(T.Schedule).dependencies).to.include(policy.urn);
      expect(json(role.inputs.assumeRolePolicy)).to.deep.equal(scheduleTrustPolicy(RAW_SERVICE.serviceArn));
      expect(json(policy.inputs.policy)).to.deep.equal(invokeFunctionPolicy(decides));
      expect(policy.inputs.role).to.equal(role.outputs.name);
    });

    it("lets no run pile up that is late by a whole period", async () => {
      expect(run.one(T.FunctionEventInvokeConfig).inputs).to.deep.equal({
        functionName: run.one(T.Function).outputs.name,
        maximumRetryAttempts: 1,
        maximumEventAgeInSeconds: 300,
      });
      const minutely = await approve({ scheduleMinutes: 1 });
      expect(minutely.one(T.Schedule).inputs.scheduleExpression).to.equal("rate(1 minute)");
      expect(minutely.one(T.FunctionEventInvokeConfig).inputs.maximumEventAgeInSeconds).to.equal(60);
    });
  });

  describe("alarms", () => {
    const SERVICE = { Service: "order-processor", ServiceId: RAW_SERVICE.serviceId };
    const toPeople = (of: Run) => {
      const topics = [arnOf(of, "orders-requests-topic")];
      return { alarmActions: topics, okActions: topics };
    };
    const above = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 0 };

    it("tell people of events that were not handled, of errors and of throttles", () => {
      const dimensions = { FunctionName: run.one(T.Function).outputs.name };
      const ofFunction = (metricName: string, key: string, alarmDescription: string) => ({
        ...above,
        ...toPeople(run),
        alarmDescription,
        namespace: "AWS/Lambda",
        dimensions,
        metricName,
        statistic: "Sum",
        period: 300,
        treatMissingData: "notBreaching",
        tags: { Name: `orders-approval-${key}` },
      });
      expect(run.named("orders-approval-undelivered").inputs).to.deep.equal({
        ...above,
        ...toPeople(run),
        alarmDescription: "Connection events of orders could not be handled",
        namespace: "AWS/SQS",
        dimensions: { QueueName: run.named("orders-approval-dead-letters").outputs.name },
        metricName: "ApproximateNumberOfMessagesVisible",
        statistic: "Maximum",
        period: 300,
        treatMissingData: "notBreaching",
        tags: { Name: "orders-approval-undelivered" },
      });
      expect(run.named("orders-approval-errors").inputs).to.deep.equal(
        ofFunction("Errors", "errors", "The connection approval of orders fails"),
      );
      expect(run.named("orders-approval-throttles").inputs).to.deep.equal(
        ofFunction("Throttles", "throttles", "The connection approval of orders is throttled"),
      );
    });

    it("tell of a connection that waits too long, also while nothing is known of it", () => {
      expect(run.named("orders-approval-waiting").inputs).to.deep.equal({
        ...above,
        ...toPeople(run),
        alarmDescription: "A connection to orders waits for a decision",
        namespace: "SaasPrivateLink",
        dimensions: SERVICE,
        metricName: "OldestPendingSeconds",
        statistic: "Maximum",
        period: 300,
        threshold: 3600,
        treatMissingData: "ignore",
        tags: { Name: "orders-approval-waiting" },
      });
    });

    it("tell that three periods passed without a run, but not before the first three", () => {
      expect(run.named("orders-approval-idle").inputs).to.deep.equal({
        ...toPeople(run),
        alarmDescription: "The connection approval of orders does not run",
        namespace: "SaasPrivateLink",
        dimensions: SERVICE,
        metricName: "Runs",
        statistic: "Sum",
        period: 300,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        evaluationPeriods: 3,
        treatMissingData: "breaching",
        warmUpConfiguration: { warmUpPeriodDurationInMinutes: 15 },
        tags: { Name: "orders-approval-idle" },
      });
    });

    it("follow the schedule, the patience and the topics that are given", async () => {
      const other = await approve({ scheduleMinutes: 60, oldestPendingMinutes: 120, alarmTopicArns: [OPERATORS] });
      expect(other.named("orders-approval-waiting").inputs).to.include({ period: 3600, threshold: 7200 });
      expect(other.named("orders-approval-idle").inputs).to.deep.include({
        period: 3600,
        warmUpConfiguration: { warmUpPeriodDurationInMinutes: 180 },
      });
      for (const { inputs } of other.byType(T.MetricAlarm)) {
        expect(inputs.alarmActions).to.deep.equal([OPERATORS]);
        expect(inputs.okActions).to.deep.equal([OPERATORS]);
      }
    });
  });

  describe("people", () => {
    it("are asked by an encrypted topic to which alarms of the account may publish too", () => {
      const topic = run.named("orders-requests-topic");
      const key = run.named("orders-requests-key");
      expect(topic.inputs).to.deep.equal({
        kmsMasterKeyId: key.outputs.arn,
        tags: { Name: "connection-requests-topic" },
      });
      expect(key.inputs).to.include({
        description: "Encrypts connection requests of orders",
        enableKeyRotation: true,
      });
      expect(json(key.inputs.policy)).to.deep.equal(requestsKeyPolicy(RAW_SERVICE.serviceArn));
      expect(json(run.one(T.TopicPolicy).inputs.policy)).to.deep.equal(
        requestsTopicPolicy(RAW_SERVICE.serviceArn, arnOf(run, "orders-requests-topic")),
      );
    });

    it("subscribe under names that stay when others come and go", async () => {
      const chat = "https://chat.example.com/hooks/1";
      const subscribers = async (emails: string[]) => {
        const { byType } = await approve({ emails, chatEndpoint: chat });
        const found = byType(T.TopicSubscription).filter(({ inputs }) => inputs.protocol !== "sqs");
        return Object.fromEntries(found.map(({ name, inputs }) => [name, `${inputs.protocol} ${inputs.endpoint}`]));
      };
      const first = await subscribers(["a@example.com", "b@example.com"]);
      expect(Object.values(first)).to.deep.equal(["email a@example.com", "email b@example.com", `https ${chat}`]);
      expect(Object.keys(first).every((name) => /^orders-requests-[0-9a-f]{8}$/.test(name))).to.equal(true);
      const second = await subscribers(["b@example.com"]);
      const { [Object.keys(first)[0] as string]: _, ...others } = first;
      expect(second).to.deep.equal(others);
    });

    it("are asked by a topic that is there already, for whose key the role has no permission", async () => {
      const other = await approve({ requestsTopicArn: OPERATORS });
      expect(other.count()).to.deep.equal(sum(AROUND, CHILDREN, { [COMPONENT]: 1 }));
      expect(settingsOf(other).service.requestsTopicArn).to.equal(OPERATORS);
      const statements = json(other.named("orders-approval-policy").inputs.policy).Statement as { Sid: string }[];
      expect(statements.map(({ Sid }) => Sid))
        .to.include("AskPeople")
        .and.not.include("EncryptRequests");
      expect(other.named("orders-approval-idle").inputs.alarmActions).to.deep.equal([OPERATORS]);
    });
  });

  describe("the registry", () => {
    it("lists the service, in the form that commands read", () => {
      const { item, ...inputs } = run.one(T.TableItem).inputs;
      expect(inputs).to.deep.equal({ tableName: run.one(T.Table).outputs.name, hashKey: "pk", rangeKey: "sk" });
      expect(fromItem(json(item))).to.deep.include({ pk: "SERVICES", sk: `us-east-1#${RAW_SERVICE.serviceId}` });
      expect(decodeService(json(item) as Item)).to.deep.equal({
        value: { ...settingsOf(run).service, gate: { kind: "none" } },
      });
    });

    it("of another Region gets the item there, and its consumers are not warned from here", async () => {
      const replica = "arn:aws:dynamodb:us-east-1:123456789012:table/far-registry";
      const registry = { tableName: "far-registry", tableArn: replica, ownerRegion: "us-west-2" };
      const other = await approve({ registry });
      expect(other.one(T.TableItem).inputs).to.include({ tableName: "far-registry", region: "us-west-2" });
      expect(settingsOf(other)).to.deep.include({
        registry: { tableName: "far-registry", region: "us-east-1" },
        warningDays: 0,
      });
      expect(JSON.stringify(other.named("orders-approval-policy").inputs)).to.not.match(/WARNINGS|PutEvents/);
    });

    it("is read where its table is", async () => {
      const far = "arn:aws:dynamodb:us-west-2:123456789012:table/far-registry";
      const other = await approve({
        registry: { tableName: "far-registry", tableArn: far, ownerRegion: "us-west-2" },
      });
      expect(settingsOf(other).registry).to.deep.equal({ tableName: "far-registry", region: "us-west-2" });
    });
  });

  describe("entitlements", () => {
    const statement = (of: Run, sid: string) =>
      (json(of.named("orders-approval-policy").inputs.policy).Statement as { Sid: string }[]).find(
        ({ Sid }) => Sid === sid,
      );

    it("are asked of AWS Marketplace", async () => {
      const other = await approve({ entitlement: { marketplace: { productCode: "abc123" } } });
      expect(settingsOf(other).entitlement).to.deep.equal({ kind: "marketplace", productCode: "abc123" });
      expect(statement(other, "AskMarketplace")).to.not.equal(undefined);
      expect(statement(other, "ReadWebhookSecret")).to.equal(undefined);
    });

    it("are asked of a webhook, for which the role reads one secret", async () => {
      const url = "https://billing.example.com/entitlements";
      const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-a1b2c3";
      const other = await approve({ entitlement: { webhook: { url, secretArn } } });
      expect(settingsOf(other).entitlement).to.deep.equal({ kind: "webhook", url, secretArn, timeoutSeconds: 5 });
      expect(statement(other, "ReadWebhookSecret")).to.include({ Resource: secretArn });
      const listed = decodeService(json(other.one(T.TableItem).inputs.item) as Item);
      expect("value" in listed && listed.value.gate).to.deep.equal(settingsOf(other).entitlement);
      expect(statement(other, "AskMarketplace")).to.equal(undefined);
    });
  });

  it("takes other sizes", async () => {
    const other = await approve({
      reservedConcurrency: 11,
      queueConcurrency: 10,
      memoryMb: 512,
      timeoutSeconds: 300,
      logRetentionDays: 30,
      warningDays: 0,
      auditDays: 0,
    });
    expect(other.one(T.Function).inputs).to.include({
      reservedConcurrentExecutions: 11,
      memorySize: 512,
      timeout: 300,
    });
    expect(other.one(T.EventSourceMapping).inputs.scalingConfig).to.deep.equal({ maximumConcurrency: 10 });
    expect(other.named("orders-approval-queue").inputs.visibilityTimeoutSeconds).to.equal(1800);
    expect(other.one(T.LogGroup).inputs.retentionInDays).to.equal(30);
    expect(settingsOf(other)).to.include({ warningDays: 0, auditDays: 0 });
  });

  it("carries its display name in Name tags, with the tags that are given, and its own in logical names", async () => {
    const other = await approve({ displayName: "order-processor", tags: { team: "orders" } });
    expect(other.named("orders-approval").inputs.tags).to.deep.equal({
      team: "orders",
      Name: "order-processor-approval",
    });
    const own = other.resources.filter(({ parent }) => parent === other.one(COMPONENT).urn);
    const tagged = own.filter(({ outputs }) => "tagsAll" in outputs);
    expect(tagged.length).to.be.greaterThan(10);
    for (const { urn, inputs } of tagged) expect(inputs.tags, urn).to.include({ team: "orders" });
  });
});
