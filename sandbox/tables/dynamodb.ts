import { alikeWith, bothOff, jsonAlike } from "../checks/alike";
import { all, arnOf, between, each, instant, matching, needs, oneOf, property, tagSet, upTo } from "../checks/rules";
import { admitItem, checkItem, itemId, keyText, tableItem, tableNamed } from "../checks/table-item";
import { admitReplica, removeReplica } from "../checks/table-replica";
import { admitTable, checkTable, PROTECTED, refuseTableDelete } from "../checks/table-schema";
import { hex, uuid } from "../ids";
import { arn, type Making, movesWith, type ResourceTables } from "../table";
import { T } from "../tokens";
import { must, type Properties, record, records, same, text } from "../values";

/** Streams are labelled with the instant that they were made; the same in every run, so that a plan does not change. */
const LABELLED = "2026-01-01T00:00:00";

const TABLE_ARN = matching(
  /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[a-zA-Z0-9_.-]{3,255}$/,
  "be the ARN of a table",
);

const index = all(needs("name", "projectionType"), property("projectionType", oneOf("ALL", "KEYS_ONLY", "INCLUDE")));

const CLASS = oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS");

function streamLabel({ inputs, seed, old }: Making): string {
  if (inputs.streamEnabled !== true) return text(old?.outputs.streamLabel) ?? "";
  if (old?.inputs.streamEnabled === true) return String(old.outputs.streamLabel);
  const millisecond = Number.parseInt(hex(`${seed}${old === undefined ? "" : "again"}`, "stream", 6), 16) % 1_000;
  return `${LABELLED}.${String(millisecond).padStart(3, "0")}`;
}

/** Encryption that names no key is by the key that AWS manages for DynamoDB in the Region. */
function serverSideEncryption(making: Making): Properties | undefined {
  const given = record(making.inputs.serverSideEncryption);
  if (given.enabled !== true) return undefined;
  return {
    enabled: true,
    kmsKeyArn: given.kmsKeyArn ?? arn(making, "kms", `key/${uuid(making.region, "aws/dynamodb")}`),
  };
}

/** Attributes are told apart by their names only, as the provider does. */
const attributeNames = (value: unknown) =>
  records(value)
    .map(({ name }) => String(name))
    .sort();

export const dynamodb: ResourceTables = {
  [T.Table]: {
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `ResourceNotFoundException: Requested resource not found: Table: ${id} not found`,
    tagged: true,
    autoName: { property: "name", maxLength: 255 },
    defaults: { billingMode: "PROVISIONED", deletionProtectionEnabled: false },
    rules: {
      billingMode: oneOf("PAY_PER_REQUEST", "PROVISIONED"),
      name: matching(/^[a-zA-Z0-9_.-]{3,255}$/, "have 3 to 255 letters, digits, hyphens, underscores and dots"),
      globalSecondaryIndexes: each(index),
      localSecondaryIndexes: each(index),
      pointInTimeRecovery: all(needs("enabled"), property("recoveryPeriodInDays", between(1, 35))),
      replicas: each(all(needs("regionName"), property("kmsKeyArn", arnOf("kms")))),
      restoreDateTime: instant,
      restoreSourceTableArn: TABLE_ARN,
      serverSideEncryption: all(needs("enabled"), property("kmsKeyArn", arnOf("kms"))),
      streamViewType: oneOf("", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
      tableClass: CLASS,
      tags: tagSet,
      ttl: property("attributeName", upTo(255)),
    },
    check: checkTable,
    references: [
      {
        property: "serverSideEncryption",
        types: T.Key,
        values: (inputs) => [text(record(inputs.serverSideEncryption).kmsKeyArn)].filter((key) => key !== undefined),
      },
    ],
    admit: admitTable,
    computed: {
      arn: (m) => arn(m, "dynamodb", `table/${m.id}`),
      attributes: (m) => m.inputs.attributes ?? [],
      hashKey: (m) => m.inputs.hashKey ?? "",
      pointInTimeRecovery: ({ inputs }) => {
        const { enabled = false, recoveryPeriodInDays = enabled === true ? 35 : 0 } = record(
          inputs.pointInTimeRecovery,
        );
        return { enabled, recoveryPeriodInDays };
      },
      readCapacity: (m) => m.inputs.readCapacity ?? 0,
      serverSideEncryption,
      streamLabel,
      streamArn: (m) => (m.outputs.streamLabel === "" ? "" : `${m.outputs.arn}/stream/${m.outputs.streamLabel}`),
      streamViewType: (m) => m.inputs.streamViewType ?? "",
      ttl: (m) => m.inputs.ttl ?? { attributeName: "", enabled: false },
      writeCapacity: (m) => m.inputs.writeCapacity ?? 0,
    },
    volatile: { streamArn: movesWith("streamEnabled", "streamViewType") },
    alike: {
      attributes: (before, after) => same(attributeNames(before), attributeNames(after)),
      pointInTimeRecovery: bothOff,
      serverSideEncryption: bothOff,
      streamEnabled: (before, after) => (before === true) === (after === true),
      tableClass: alikeWith("STANDARD"),
      ttl: bothOff,
    },
    unordered: ["attributes", "globalSecondaryIndexes", "localSecondaryIndexes", "replicas"],
    keeps: [
      "attributes",
      "hashKey",
      "pointInTimeRecovery",
      "readCapacity",
      "serverSideEncryption",
      "streamViewType",
      "ttl",
      "warmThroughput",
      "writeCapacity",
    ],
    replaceOn: [
      "hashKey",
      "importTable",
      "localSecondaryIndexes",
      "name",
      "rangeKey",
      "restoreBackupArn",
      "restoreDateTime",
      "restoreSourceName",
      "restoreSourceTableArn",
      "restoreToLatestTime",
    ],
    refuseDelete: refuseTableDelete,
    removed: ({ id, region }, cloud) => {
      for (const item of cloud.all(T.TableItem, region))
        if (tableNamed(item.inputs.tableName) === id) cloud.remove(item);
    },
  },
  [T.TableReplica]: {
    id: ({ inputs }) => {
      const [, , , region, , table] = must(inputs.globalTableArn, "globalTableArn").split(":");
      return `${table?.replace(/^table\//, "")}:${region}`;
    },
    notFound: (id) => `ResourceNotFoundException: Requested resource not found: Table: ${id.split(":")[0]} not found`,
    tagged: true,
    required: ["globalTableArn"],
    defaults: { pointInTimeRecovery: false },
    rules: {
      globalTableArn: TABLE_ARN,
      kmsKeyArn: arnOf("kms"),
      tableClassOverride: CLASS,
      tags: tagSet,
    },
    references: [{ property: "kmsKeyArn", types: T.Key }],
    admit: admitReplica,
    computed: {
      arn: (m) => arn(m, "dynamodb", `table/${m.id.split(":")[0]}`),
      deletionProtectionEnabled: (m) => m.inputs.deletionProtectionEnabled ?? false,
      kmsKeyArn: (m) => m.inputs.kmsKeyArn ?? "",
    },
    keeps: ["deletionProtectionEnabled", "kmsKeyArn"],
    replaceOn: ["globalTableArn", "kmsKeyArn", "tableClassOverride"],
    refuseDelete: ({ outputs }) => (outputs.deletionProtectionEnabled === true ? PROTECTED : undefined),
    removed: removeReplica,
  },
  [T.TableItem]: {
    id: itemId,
    notFound: (id) => `ResourceNotFoundException: Requested resource not found: ${id}`,
    required: ["hashKey", "item", "tableName"],
    rules: { item: tableItem },
    check: checkItem,
    admit: admitItem,
    computed: {
      hashKeyValue: ({ inputs }) => keyText(inputs.item, inputs.hashKey),
      rangeKeyValue: ({ inputs }) => keyText(inputs.item, inputs.rangeKey),
    },
    volatile: { hashKeyValue: movesWith("item"), rangeKeyValue: movesWith("item") },
    alike: { item: jsonAlike },
    replaceOn: ["hashKey", "rangeKey", "tableName"],
  },
};
