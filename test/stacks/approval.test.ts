import { expect } from "chai";
import { Cloud } from "../../sandbox/cloud";
import { T } from "../../sandbox/tokens";
import type { Recorded } from "../support/mocks";
import { minimal } from "./minimal";
import { reference, runSettings } from "./run-stack";
import type { Written } from "./stack-files";

const OWNER = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-registry-0123456";
const OPERATORS = "arn:aws:sns:us-west-1:123456789012:operators";

/** What a stack without approval does not have. */
const OF_APPROVAL = [
  T.Table,
  T.TableReplica,
  T.TableItem,
  T.Function,
  T.Queue,
  T.Schedule,
  T.MetricAlarm,
  "saas-privatelink:index:ConsumerRegistry",
  "saas-privatelink:index:ConnectionApproval",
];

const run = (approval: Written | undefined, more: Written = {}, stackOutputs: Record<string, object> = {}) =>
  runSettings(
    { ...minimal(), access: { approval: "registry" }, ...(approval && { approval }), ...more },
    { stackOutputs: { [reference("test")]: {}, ...stackOutputs } },
  );

const argsOf = (stack: Recorded<unknown>) => stack.one("saas-privatelink:index:ConnectionApproval").inputs;
const settingsOf = (stack: Recorded<unknown>) => {
  const { variables } = stack.one(T.Function).inputs.environment as { variables: { SETTINGS: string } };
  return JSON.parse(variables.SETTINGS);
};

describe("stacks/approval", function () {
  this.timeout(60_000);

  it("creates nothing of it where an operator decides, and gives no output of it", async () => {
    const stack = await runSettings(minimal());
    expect(stack.count()).to.not.have.any.keys(...OF_APPROVAL);
    expect(stack.result).to.not.have.any.keys(
      "registry",
      "approvalFunctionName",
      "approvalRequestsTopicArn",
      "approvalRoleArn",
      "approvalDeadLetterQueueUrl",
    );
  });

  it("needs no key besides access.approval, and gives components only what the stack file says", async () => {
    const stack = await run(undefined);
    expect(stack.byType(T.Table)).to.have.length(1);
    expect(Object.keys(argsOf(stack))).to.have.members([
      "service",
      "notificationTopicArn",
      "registry",
      "stackPrincipals",
      "tags",
    ]);
    expect(argsOf(stack).registry).to.have.all.keys("tableName", "tableArn");
    expect(Object.keys(stack.one("saas-privatelink:index:ConsumerRegistry").inputs)).to.have.members([
      "deletionProtection",
      "tags",
    ]);
  });

  it("names the outputs after the parts of the component", async () => {
    const stack = await run({});
    expect(stack.result.approvalFunctionName).to.equal(stack.one(T.Function).outputs.name);
    expect(stack.result.approvalRoleArn).to.equal(stack.named("orders-approval-role").outputs.arn);
    expect(stack.result.approvalRequestsTopicArn).to.equal(stack.named("orders-requests-topic").outputs.arn);
    expect(stack.result.approvalDeadLetterQueueUrl).to.equal(stack.named("orders-approval-dead-letters").outputs.url);
  });

  it("hands every key of the stack file to the component", async () => {
    const entitlement = { marketplace: { productCode: "abc123" } };
    const stack = await run({
      scheduleMinutes: 10,
      entitlement,
      warningDays: 30,
      auditDays: 1000,
      notify: { emails: ["ops@example.com"], chatEndpoint: "https://chat.example.com/1" },
      alarms: { topicArns: [OPERATORS], oldestPendingMinutes: 30 },
    });
    expect(argsOf(stack)).to.deep.include({
      scheduleMinutes: 10,
      entitlement,
      warningDays: 30,
      auditDays: 1000,
      emails: ["ops@example.com"],
      chatEndpoint: "https://chat.example.com/1",
      alarmTopicArns: [OPERATORS],
      oldestPendingMinutes: 30,
    });
    const other = await run({ notify: { topicArn: OPERATORS } });
    expect(other.result.approvalRequestsTopicArn).to.equal(OPERATORS);
  });

  it("lifts the protection of the table when protect is false", async () => {
    const guarded = (await run({})).one(T.Table);
    expect([guarded.protect, guarded.inputs.deletionProtectionEnabled]).to.deep.equal([true, true]);
    const open = (await run({}, { protect: false })).one(T.Table);
    expect([open.protect ?? false, open.inputs.deletionProtectionEnabled]).to.deep.equal([false, false]);
  });

  describe("a registry of another Region", () => {
    const shared = { tableName: "orders-registry-0123456", tableArn: OWNER, region: "us-east-1", ownerArn: OWNER };

    it("gets a replica in the stack's, from which the function decides", async () => {
      const stack = await run({ registry: { tableArn: OWNER } });
      expect(stack.byType(T.Table)).to.deep.equal([]);
      expect(stack.one(T.TableReplica).inputs).to.include({ globalTableArn: OWNER, deletionProtectionEnabled: true });
      expect(stack.one(T.TableReplica).protect ?? false).to.equal(false);
      expect(settingsOf(stack).registry).to.deep.equal({ tableName: shared.tableName, region: "us-west-1" });
      expect(settingsOf(stack).warningDays).to.equal(0);
      expect(stack.result.registry).to.deep.equal({
        ...shared,
        tableArn: OWNER.replace("us-east-1", "us-west-1"),
      });
    });

    it("is read where it is without a replica", async () => {
      const stack = await run({ registry: { tableArn: OWNER }, replica: false });
      expect(stack.count()).to.not.have.any.keys(T.Table, T.TableReplica, "saas-privatelink:index:ConsumerRegistry");
      expect(settingsOf(stack).registry).to.deep.equal({ tableName: shared.tableName, region: "us-east-1" });
      expect(stack.one(T.TableItem).inputs).to.include({ region: "us-east-1" });
      expect(stack.result.registry).to.deep.equal(shared);
    });

    it("is read from the replica that another stack of the Region has", async () => {
      const replica = OWNER.replace("us-east-1", "us-west-1");
      const outputs = { [reference("other")]: { registry: { ...shared, tableArn: replica } } };
      const stack = await run({ registry: { stack: "other" } }, {}, outputs);
      expect(stack.count()).to.not.have.any.keys(T.Table, T.TableReplica);
      expect(settingsOf(stack).registry).to.deep.equal({ tableName: shared.tableName, region: "us-west-1" });
      expect(stack.result.registry).to.deep.equal({ ...shared, tableArn: replica });
    });

    it("is read and warned from as one's own in the Region that owns it", async () => {
      const home = OWNER.replace("us-east-1", "us-west-1");
      const cloud = new Cloud();
      const there = { ...shared, tableArn: home, ownerArn: home, region: "us-west-1" };
      const settings = { ...minimal(), access: { approval: "registry" }, approval: { registry: { stack: "other" } } };
      const owner = await runSettings({ ...minimal(), access: { approval: "registry" } }, { cloud });
      const registry = owner.result.registry ?? there;
      const service = { name: "reports", ports: [{ name: "api", port: 3000 }] };
      const stack = await runSettings(
        { ...settings, service },
        { cloud, stackOutputs: { [reference("test")]: {}, [reference("other")]: { registry } } },
      );
      expect(settingsOf(stack)).to.deep.include({
        registry: { tableName: registry.tableName, region: "us-west-1" },
        warningDays: 14,
      });
      expect(stack.one(T.TableItem).inputs).to.not.have.property("region");
    });
  });

  it("refers once to a stack of which it takes both the AMI and the registry", async () => {
    const registry = { tableName: "orders-registry-0123456", tableArn: OWNER, region: "us-east-1", ownerArn: OWNER };
    const outputs = { region: "us-east-1", imageId: "ami-0fedcba9876543210", registry };
    const stack = await run(
      { registry: { stack: "first" } },
      { image: { copyFrom: { stack: "first" } } },
      { [reference("first")]: outputs },
    );
    expect(stack.byType("pulumi:pulumi:StackReference").map(({ name }) => name)).to.deep.equal([
      reference("test"),
      reference("first"),
    ]);
  });
});
