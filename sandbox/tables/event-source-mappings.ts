import { admitEventSource, checkEventSource } from "../checks/event-source";
import { functionNamed, functionReference } from "../checks/references";
import { all, arnOf, atMost, between, each, eachOneOf, instant, oneOf, property, tagSet, upTo } from "../checks/rules";
import { uuid } from "../ids";
import { arn, type Making, type ResourceTables } from "../table";
import { T } from "../tokens";
import { must, texts } from "../values";

const MODIFIED = "2026-01-01T00:00:00Z";

function sourceService(eventSourceArn: unknown): string | undefined {
  return String(eventSourceArn).split(":")[2];
}

/** What AWS puts in where the mapping says nothing: a queue has other defaults than a stream. */
function otherwise(input: string, ofQueue: unknown, ofStream: unknown) {
  return ({ inputs }: Making) => inputs[input] ?? (sourceService(inputs.eventSourceArn) === "sqs" ? ofQueue : ofStream);
}

export const eventSourceMappings: ResourceTables = {
  [T.EventSourceMapping]: {
    id: ({ seed }) => uuid(seed, "event-source-mapping"),
    notFound: (id) => `ResourceNotFoundException: The resource you requested does not exist. (${id})`,
    tagged: true,
    required: ["functionName"],
    defaults: { enabled: true },
    rules: {
      batchSize: between(1, 10_000),
      destinationConfig: property("onFailure", property("destinationArn", arnOf("sqs", "sns", "s3", "kafka"))),
      eventSourceArn: arnOf("sqs", "dynamodb", "kinesis", "kafka", "mq", "rds"),
      filterCriteria: property("filters", all(atMost(10), each(property("pattern", upTo(4096))))),
      functionResponseTypes: eachOneOf("ReportBatchItemFailures"),
      kmsKeyArn: arnOf("kms"),
      maximumBatchingWindowInSeconds: between(0, 300),
      maximumRecordAgeInSeconds: (value) => (value === -1 ? undefined : between(60, 604_800)(value, {})),
      maximumRetryAttempts: between(-1, 10_000),
      metricsConfig: property(
        "metrics",
        all(
          (value) => (texts(value).length > 0 ? undefined : "requires 1 item minimum, but config has only 0 declared"),
          eachOneOf("EventCount", "ErrorCount", "KafkaMetrics"),
        ),
      ),
      parallelizationFactor: between(1, 10),
      scalingConfig: property("maximumConcurrency", between(2, 1_000)),
      startingPosition: oneOf("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"),
      startingPositionTimestamp: instant,
      tags: tagSet,
      tumblingWindowInSeconds: between(0, 900),
    },
    check: checkEventSource,
    references: [functionReference("functionName"), { property: "kmsKeyArn", types: T.Key }],
    admit: admitEventSource,
    computed: {
      arn: (m) => arn(m, "lambda", `event-source-mapping:${m.id}`),
      functionArn: (m) => arn(m, "lambda", `function:${functionNamed(must(m.inputs.functionName, "functionName"))}`),
      uuid: (m) => m.id,
      lastModified: () => MODIFIED,
      lastProcessingResult: ({ inputs }) =>
        sourceService(inputs.eventSourceArn) === "sqs" ? "" : "No records processed",
      state: (m) => (m.inputs.enabled === false ? "Disabled" : "Enabled"),
      stateTransitionReason: () => "USER_INITIATED",
      amazonManagedKafkaEventSourceConfig: (m) => m.inputs.amazonManagedKafkaEventSourceConfig,
      selfManagedKafkaEventSourceConfig: (m) => m.inputs.selfManagedKafkaEventSourceConfig,
      batchSize: otherwise("batchSize", 10, 100),
      maximumRecordAgeInSeconds: otherwise("maximumRecordAgeInSeconds", 0, -1),
      maximumRetryAttempts: otherwise("maximumRetryAttempts", 0, -1),
      parallelizationFactor: otherwise("parallelizationFactor", 0, 1),
    },
    alike: {
      batchSize: (before, after, { eventSourceArn }) => {
        const usual = sourceService(eventSourceArn) === "sqs" ? 10 : 100;
        return after === undefined && before === usual;
      },
      functionName: (before, after) => functionNamed(before) === functionNamed(after),
    },
    unordered: ["functionResponseTypes", "sourceAccessConfigurations", "topics"],
    keeps: [
      "amazonManagedKafkaEventSourceConfig",
      "maximumRecordAgeInSeconds",
      "maximumRetryAttempts",
      "parallelizationFactor",
      "selfManagedKafkaEventSourceConfig",
    ],
    replaceOn: [
      "amazonManagedKafkaEventSourceConfig",
      "eventSourceArn",
      "queues",
      "selfManagedEventSource",
      "selfManagedKafkaEventSourceConfig",
      "startingPosition",
      "startingPositionTimestamp",
      "topics",
    ],
  },
};
