import { jsonAlike } from "../checks/alike";
import { resourcePolicy } from "../checks/policy";
import { all, anyOf, arnOf, json, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { admitSubscription, checkSubscription, filterPolicy, PROTOCOLS } from "../checks/topic-subscription";
import { uuid } from "../ids";
import { arn, blank, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, text } from "../values";

export const sns: ResourceTables = {
  [T.Topic]: {
    id: (m) => arn(m, "sns", String(m.inputs.name)),
    notFound: (id) => `NotFound: Topic does not exist (${id})`,
    tagged: true,
    autoName: { property: "name", maxLength: 256, suffix: ({ fifoTopic }) => (fifoTopic === true ? ".fifo" : "") },
    defaults: { contentBasedDeduplication: false, fifoTopic: false },
    rules: {
      name: all(
        upTo(256),
        matching(/^[a-zA-Z0-9_-]{1,256}(\.fifo)?$/, "consist of letters, digits, hyphens and underscores"),
      ),
      displayName: upTo(100),
      policy: resourcePolicy(30_720, "sns"),
      signatureVersion: anyOf(1, 2),
      tracingConfig: oneOf("Active", "PassThrough"),
      tags: tagSet,
    },
    references: [
      {
        property: "kmsMasterKeyId",
        types: [T.Key, T.Alias],
        values: (inputs) => {
          const key = text(inputs.kmsMasterKeyId);
          return key === undefined || key.startsWith("alias/aws/") ? [] : [key];
        },
      },
    ],
    admit: ({ inputs, cloud, old, ...place }) => {
      const id = arn(place, "sns", String(inputs.name));
      if (old !== undefined || cloud.find(T.Topic, id, place.region) === undefined) return [];
      return [refuse("name", "InvalidParameter: Invalid parameter: a topic of this name already exists")];
    },
    computed: {
      arn: (m) => m.id,
      owner: (m) => m.account,
      policy: (m) => m.inputs.policy ?? "",
      displayName: (m) => m.inputs.displayName ?? "",
      signatureVersion: (m) => m.inputs.signatureVersion ?? 1,
      ...blank("beginningArchiveTime"),
      tracingConfig: (m) => m.inputs.tracingConfig ?? "PassThrough",
    },
    keeps: ["policy", "signatureVersion", "tracingConfig", "displayName"],
    replaceOn: ["fifoTopic", "name", "namePrefix"],
  },
  [T.TopicPolicy]: {
    id: ({ inputs }) => must(inputs.arn, "arn"),
    notFound: (id) => `NotFound: Topic does not exist (${id})`,
    required: ["arn", "policy"],
    rules: { arn: arnOf("sns"), policy: resourcePolicy(30_720, "sns") },
    references: [{ property: "arn", types: T.Topic }],
    computed: { owner: (m) => m.account },
    replaceOn: ["arn"],
  },
  [T.TopicSubscription]: {
    id: ({ inputs, seed }) => `${text(inputs.topic)}:${uuid(seed, "subscription")}`,
    notFound: (id) => `NotFound: Subscription does not exist (${id})`,
    required: ["endpoint", "protocol", "topic"],
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    rules: {
      protocol: oneOf(...PROTOCOLS),
      topic: arnOf("sns"),
      deliveryPolicy: json,
      filterPolicy,
      filterPolicyScope: oneOf("MessageAttributes", "MessageBody"),
      redrivePolicy: json,
      replayPolicy: json,
      subscriptionRoleArn: arnOf("iam"),
    },
    check: checkSubscription,
    references: [
      { property: "topic", types: T.Topic },
      { property: "subscriptionRoleArn", types: T.Role },
    ],
    admit: admitSubscription,
    computed: {
      arn: (m) => m.id,
      filterPolicyScope: (m) =>
        m.inputs.filterPolicyScope ?? (m.inputs.filterPolicy === undefined ? "" : "MessageAttributes"),
      ownerId: (m) => m.account,
      confirmationWasAuthenticated: () => true,
      pendingConfirmation: (m) => ["email", "email-json", "http", "https"].includes(String(m.inputs.protocol)),
    },
    alike: {
      deliveryPolicy: jsonAlike,
      filterPolicy: jsonAlike,
      redrivePolicy: jsonAlike,
      replayPolicy: jsonAlike,
    },
    replaceOn: ["endpoint", "protocol", "topic"],
  },
};
