import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { balancer, network, policy, TestAccount } from "../account";

const ROOT = "arn:aws:iam::123456789012:root";
const ADMIN = { Sid: "Admin", Effect: "Allow", Principal: { AWS: ROOT }, Action: "kms:*", Resource: "*" };

function statements(...list: Properties[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: list });
}

function setting() {
  const account = new TestAccount();
  const nlb = balancer(account, network(account, ["use1-az1"]));
  const service = account.make(T.VpcEndpointService, "svc", {
    acceptanceRequired: true,
    networkLoadBalancerArns: [nlb.id],
  });
  const source = { ArnEquals: { "aws:SourceArn": service.arn }, StringEquals: { "aws:SourceAccount": "123456789012" } };
  const vpce = { Effect: "Allow", Principal: { Service: "vpce.amazonaws.com" }, Resource: "*", Condition: source };
  const use = { ...vpce, Sid: "Vpce", Action: ["kms:GenerateDataKey*", "kms:Decrypt"] };
  const publish = { ...vpce, Sid: "Publish", Action: "SNS:Publish" };
  const notify = (name: string, topic: unknown) =>
    account.refusals(T.VpcEndpointConnectionNotification, name, {
      vpcEndpointServiceId: service.id,
      connectionNotificationArn: topic,
      connectionEvents: ["Accept", "Connect", "Delete", "Reject"],
    });
  return { account, service, use, publish, notify };
}

describe("a connection notification in the sandbox", () => {
  it("reaches a topic whose policy, and whose key's policy, let vpce.amazonaws.com in for the service", () => {
    const { account, use, publish, notify } = setting();
    const key = account.make(T.Key, "key", { policy: statements(ADMIN, use) });
    const topic = account.make(T.Topic, "topic", { kmsMasterKeyId: key.id });
    account.make(T.TopicPolicy, "policy", { arn: topic.arn, policy: statements(publish) });
    expect(notify("n", topic.arn)).to.deep.equal([]);
  });

  it("finds the key by its alias too", () => {
    const { account, use, publish, notify } = setting();
    const key = account.make(T.Key, "key", { policy: statements(ADMIN, use) });
    const alias = account.make(T.Alias, "orders", { targetKeyId: key.id });
    expect(alias.targetKeyArn).to.equal(key.arn);
    const topic = account.make(T.Topic, "topic", { kmsMasterKeyId: alias.id, policy: statements(publish) });
    expect(notify("n", topic.arn)).to.deep.equal([]);
  });

  it("is refused for a topic that does not let it in", () => {
    const { account, service, publish, notify } = setting();
    const property = "connectionNotificationArn";
    const message = (topic: unknown) =>
      `${property}: InvalidParameter: the policy of ${topic} does not let vpce.amazonaws.com publish for ${service.arn}`;
    const bare = account.make(T.Topic, "bare", {});
    expect(notify("bare", bare.arn)).to.deep.equal([message(bare.arn)]);
    const other = {
      ArnEquals: { "aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint-service/vpce-svc-0" },
    };
    const wrong = account.make(T.Topic, "wrong", { policy: statements({ ...publish, Condition: other }) });
    expect(notify("wrong", wrong.arn)).to.deep.equal([message(wrong.arn)]);
    const none = "arn:aws:sns:us-east-1:123456789012:none";
    expect(notify("none", none)).to.deep.equal([`${property}: NotFound: Topic does not exist (${none})`]);
  });

  it("is refused for a key that does not let it in, AWS's own key among them", () => {
    const { account, service, publish, notify } = setting();
    const key = account.make(T.Key, "key", {});
    const refused = (name: string, kmsMasterKeyId: string) => {
      const topic = account.make(T.Topic, name, { kmsMasterKeyId, policy: statements(publish) });
      const message = `KMSAccessDenied: the key ${kmsMasterKeyId} of ${topic.id} does not let vpce.amazonaws.com use it for ${service.arn}`;
      expect(notify(name, topic.arn)).to.deep.equal([`connectionNotificationArn: ${message}`]);
    };
    refused("closed", key.id);
    refused("awss", "alias/aws/sns");
  });

  it("tells of the events that AWS has, for one service or endpoint", () => {
    const { account, service } = setting();
    const topic = "arn:aws:sns:us-east-1:123456789012:x";
    const args = {
      connectionNotificationArn: topic,
      connectionEvents: ["Connect", "Expire"],
      vpcEndpointServiceId: service.id,
    };
    expect(account.refusals(T.VpcEndpointConnectionNotification, "a", args)).to.deep.equal([
      'connectionEvents: expected any of ["Accept","Connect","Delete","Reject"], got Expire',
    ]);
    const both = { ...args, connectionEvents: ["Connect"], vpcEndpointId: "vpce-1" };
    expect(account.refusals(T.VpcEndpointConnectionNotification, "b", both)).to.deep.equal([
      "vpcEndpointServiceId: exactly one of vpcEndpointId and vpcEndpointServiceId must be given",
    ]);
  });
});

describe("a key in the sandbox", () => {
  it("has AWS's default policy, an id that is a UUID, and an ARN with it", () => {
    const key = new TestAccount().make(T.Key, "key", {});
    expect(key.id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(key).to.include({ keyId: key.id, arn: `arn:aws:kms:us-east-1:123456789012:key/${key.id}` });
    expect(String(key.policy)).to.contain(ROOT);
  });

  it("stays in the hands of its account", () => {
    const account = new TestAccount();
    const service = { Principal: { Service: "vpce.amazonaws.com" }, Action: "kms:Decrypt", Resource: "*" };
    const lost =
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.";
    expect(account.refusals(T.Key, "a", { policy: policy(service) })).to.deep.equal([`policy: ${lost}`]);
    const reader = { Principal: { AWS: ROOT }, Action: ["kms:Decrypt"], Resource: "*" };
    expect(account.refusals(T.Key, "b", { policy: policy(reader) })).to.deep.equal([`policy: ${lost}`]);
    expect(
      account.refusals(T.Key, "c", { policy: policy(service), bypassPolicyLockoutSafetyCheck: true }),
    ).to.deep.equal([]);
  });

  it("has aliases of its own names, which are not AWS's", () => {
    const account = new TestAccount();
    const targetKeyId = account.make(T.Key, "key", {}).id;
    expect(account.refusals(T.Alias, "a", { name: "alias/aws/sns", targetKeyId })).to.deep.equal([
      'name: must not begin with reserved prefix "alias/aws/"',
    ]);
    expect(account.refusals(T.Alias, "b", { name: "orders", targetKeyId })[0]).to.contain("begin with 'alias/'");
    expect(account.refusals(T.Alias, "c", { name: "alias/orders", targetKeyId: "none" })).to.deep.equal([
      "targetKeyId: NotFoundException: Key 'none' does not exist",
    ]);
  });
});

describe("a topic in the sandbox", () => {
  it("takes subscriptions over AWS's protocols", () => {
    const account = new TestAccount();
    const topic = account.make(T.Topic, "t", {});
    const mail = account.make(T.TopicSubscription, "m", {
      topic: topic.arn,
      protocol: "email",
      endpoint: "ops@example.com",
    });
    expect(mail).to.include({ pendingConfirmation: true, ownerId: "123456789012" });
    expect(String(mail.arn).startsWith(`${topic.arn}:`)).to.equal(true);
    const pigeon = { topic: topic.arn, protocol: "pigeon", endpoint: "x" };
    expect(account.refusals(T.TopicSubscription, "p", pigeon)[0]).to.match(/^protocol: expected one of/);
  });
});
