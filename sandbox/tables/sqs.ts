import { jsonAlike } from "../checks/alike";
import { admitRedrive, checkQueue, queuePolicy, redriveAllowPolicy, redrivePolicy } from "../checks/queue";
import { between, matching, oneOf, tagSet } from "../checks/rules";
import { arn, type Making, type ResourceTable, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, text } from "../values";

function urlOf({ region, account }: Making, name: string): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

const notFound = (id: string) => `AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist. (${id})`;

/** A setting of a queue that is a resource of its own: its id is the queue's URL. */
function setting(property: string, table: Partial<ResourceTable>): ResourceTable {
  return {
    id: ({ inputs }) => must(inputs.queueUrl, "queueUrl"),
    notFound,
    required: [property, "queueUrl"],
    references: [{ property: "queueUrl", types: T.Queue }],
    replaceOn: ["queueUrl"],
    ...table,
  };
}

export const sqs: ResourceTables = {
  [T.Queue]: {
    id: (m) => urlOf(m, must(m.inputs.name, "name")),
    notFound,
    tagged: true,
    autoName: { property: "name", maxLength: 80, suffix: ({ fifoQueue }) => (fifoQueue === true ? ".fifo" : "") },
    defaults: {
      contentBasedDeduplication: false,
      delaySeconds: 0,
      fifoQueue: false,
      maxMessageSize: 262_144,
      messageRetentionSeconds: 345_600,
      receiveWaitTimeSeconds: 0,
      visibilityTimeoutSeconds: 30,
    },
    rules: {
      deduplicationScope: oneOf("messageGroup", "queue"),
      delaySeconds: between(0, 900),
      fifoThroughputLimit: oneOf("perMessageGroupId", "perQueue"),
      kmsDataKeyReusePeriodSeconds: between(60, 86_400),
      maxMessageSize: between(1_024, 1_048_576),
      messageRetentionSeconds: between(60, 1_209_600),
      name: matching(/^[a-zA-Z0-9_-]{1,80}$|^[a-zA-Z0-9_-]{1,75}\.fifo$/, "have 1 to 80 letters, digits, - and _"),
      policy: queuePolicy,
      receiveWaitTimeSeconds: between(0, 20),
      redriveAllowPolicy,
      redrivePolicy,
      tags: tagSet,
      visibilityTimeoutSeconds: between(0, 43_200),
    },
    check: checkQueue,
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
    admit: (m) => {
      const taken = m.old === undefined && m.cloud.find(T.Queue, urlOf(m, String(m.inputs.name)), m.region);
      const refusals = admitRedrive(m);
      if (taken) refusals.push(refuse("name", "QueueAlreadyExists: A queue already exists with the same name"));
      return refusals;
    },
    computed: {
      arn: (m) => arn(m, "sqs", String(m.inputs.name)),
      url: (m) => m.id,
      deduplicationScope: (m) => m.inputs.deduplicationScope ?? (m.inputs.fifoQueue === true ? "queue" : ""),
      fifoThroughputLimit: (m) => m.inputs.fifoThroughputLimit ?? (m.inputs.fifoQueue === true ? "perQueue" : ""),
      kmsDataKeyReusePeriodSeconds: (m) => m.inputs.kmsDataKeyReusePeriodSeconds ?? 300,
      namePrefix: (m) => m.inputs.namePrefix ?? "",
      policy: (m) => m.inputs.policy ?? "",
      redriveAllowPolicy: (m) => m.inputs.redriveAllowPolicy ?? "",
      redrivePolicy: (m) => m.inputs.redrivePolicy ?? "",
      sqsManagedSseEnabled: (m) => m.inputs.sqsManagedSseEnabled ?? m.inputs.kmsMasterKeyId === undefined,
    },
    alike: {
      // SQS tells the period of queues with a key only, so the provider does not look at it elsewhere.
      kmsDataKeyReusePeriodSeconds: (_before, _after, _olds, { kmsMasterKeyId }) => kmsMasterKeyId === undefined,
      policy: jsonAlike,
      redriveAllowPolicy: jsonAlike,
      redrivePolicy: jsonAlike,
    },
    keeps: [
      "deduplicationScope",
      "fifoThroughputLimit",
      "kmsDataKeyReusePeriodSeconds",
      "namePrefix",
      "policy",
      "redriveAllowPolicy",
      "redrivePolicy",
      "sqsManagedSseEnabled",
    ],
    replaceOn: ["fifoQueue", "name", "namePrefix"],
  },
  [T.QueuePolicy]: setting("policy", { alike: { policy: jsonAlike }, rules: { policy: queuePolicy } }),
  [T.RedriveAllowPolicy]: setting("redriveAllowPolicy", {
    alike: { redriveAllowPolicy: jsonAlike },
    rules: { redriveAllowPolicy },
  }),
};
