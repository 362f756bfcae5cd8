import { type Account, type Making, type Refusal, refuse, type Stored } from "../table";
import { T } from "../tokens";
import { hasUnknown, number, type Properties, record, records, text, texts } from "../values";

/** What DynamoDB says where deletion protection is on. */
export const PROTECTED =
  "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";

/** What DynamoDB says of a replica without a stream that tells both images. */
export const NO_STREAM =
  "ValidationException: Table must have DynamoDB Streams enabled with StreamViewType set to NEW_AND_OLD_IMAGES";

/** Names of the attributes that keys of the table and of its indexes use. */
function keysOf(inputs: Properties): string[] {
  const indexes = [...records(inputs.globalSecondaryIndexes), ...records(inputs.localSecondaryIndexes)];
  const named = [inputs, ...indexes].flatMap(({ hashKey, rangeKey, keySchemas }) => [
    ...texts(hashKey),
    ...texts(rangeKey),
    ...records(keySchemas).flatMap(({ attributeName }) => texts(attributeName)),
  ]);
  return [...new Set(named)];
}

function attributeProblems(inputs: Properties): Refusal[] {
  const declared = records(inputs.attributes);
  const names = declared.map(({ name }) => String(name));
  const keys = keysOf(inputs);
  const refusals: Refusal[] = [];
  const odd = declared.find(({ type }) => !["S", "N", "B"].includes(String(type)));
  if (odd !== undefined)
    refusals.push(refuse("attributes", `type: expected one of ["B","N","S"], got ${String(odd.type)}`));
  const unused = names.filter((name) => !keys.includes(name));
  if (unused.length > 0)
    refusals.push(refuse("attributes", `all attributes must be indexed. Unused attributes: ${JSON.stringify(unused)}`));
  const missing = keys.filter((key) => !names.includes(key));
  if (missing.length > 0)
    refusals.push(
      refuse("attributes", `all indexes must match a defined attribute. Unmatched indexes: ${JSON.stringify(missing)}`),
    );
  return refusals;
}

function capacityProblems(inputs: Properties): Refusal[] {
  const { billingMode } = inputs;
  const refusals: Refusal[] = [];
  for (const property of ["readCapacity", "writeCapacity"]) {
    const given = number(inputs[property]);
    if (billingMode === "PROVISIONED" && inputs[property] === undefined) {
      refusals.push(refuse(property, `${property} must be set when billingMode is PROVISIONED`));
    } else if (billingMode === "PROVISIONED" && given !== undefined && given < 1) {
      refusals.push(refuse(property, `${property} must be > 0 when billingMode is PROVISIONED`));
    } else if (billingMode === "PAY_PER_REQUEST" && given !== undefined && given > 0) {
      refusals.push(refuse(property, `${property} can not be set when billingMode is PAY_PER_REQUEST`));
    }
  }
  return refusals;
}

function streamProblems({ streamEnabled, streamViewType }: Properties): Refusal[] {
  const silent = streamViewType === undefined || streamViewType === "";
  return streamEnabled === true && silent
    ? [refuse("streamViewType", "stream_view_type is required when stream_enabled = true")]
    : [];
}

function indexProblems({ globalSecondaryIndexes, localSecondaryIndexes, rangeKey }: Properties): Refusal[] {
  const refusals: Refusal[] = [];
  const bare = records(globalSecondaryIndexes).find((g) => g.hashKey === undefined && g.keySchemas === undefined);
  if (bare !== undefined) refusals.push(refuse("globalSecondaryIndexes", 'Missing required argument "hashKey"'));
  const locals = records(localSecondaryIndexes);
  if (locals.some((local) => local.rangeKey === undefined))
    refusals.push(refuse("localSecondaryIndexes", 'Missing required argument "rangeKey"'));
  if (locals.length > 0 && rangeKey === undefined) {
    const message =
      "ValidationException: One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex";
    refusals.push(refuse("localSecondaryIndexes", message));
  }
  return refusals;
}

/** Inputs of a table that do not go together. */
export function checkTable(inputs: Properties): Refusal[] {
  const restored = ["importTable", "restoreBackupArn", "restoreSourceName", "restoreSourceTableArn"];
  const copied = restored.some((property) => inputs[property] !== undefined);
  const refusals: Refusal[] = [];
  const schema = [inputs.attributes, inputs.hashKey, inputs.rangeKey, inputs.globalSecondaryIndexes];
  if (!copied && inputs.hashKey === undefined)
    refusals.push(refuse("hashKey", "ValidationException: No Hash Key specified in schema"));
  if (!copied && !schema.some(hasUnknown)) refusals.push(...attributeProblems(inputs));
  if (!copied && !hasUnknown(inputs.billingMode)) refusals.push(...capacityProblems(inputs));
  refusals.push(...streamProblems(inputs), ...indexProblems(inputs));
  const { attributeName, enabled } = record(inputs.ttl);
  if (enabled === true && (attributeName === undefined || attributeName === ""))
    refusals.push(refuse("ttl", "attributeName is needed when TTL is enabled"));
  return refusals;
}

/** Whether the table has the stream that replication needs. */
export function tellsBothImages({ streamEnabled, streamViewType }: Properties): boolean {
  return streamEnabled === true && streamViewType === "NEW_AND_OLD_IMAGES";
}

function isReplicated(cloud: Account, tableArn: unknown): boolean {
  return cloud.all(T.TableReplica).some((replica) => replica.inputs.globalTableArn === tableArn);
}

/** A table's name is its own in the Region, and its replicas are in other Regions. */
export function admitTable({ inputs, cloud, region, old }: Making): Refusal[] {
  const name = text(inputs.name) ?? "";
  const refusals: Refusal[] = [];
  const replica = cloud.all(T.TableReplica, region).some((s) => s.id.startsWith(`${name}:`));
  if (old === undefined && (replica || cloud.find(T.Table, name, region) !== undefined)) {
    refusals.push(refuse("name", `ResourceInUseException: Table already exists: ${name}`));
  }
  if (old !== undefined && isReplicated(cloud, old.outputs.arn) && !tellsBothImages(inputs)) {
    const message =
      "ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global Table replica.";
    refusals.push(refuse("streamEnabled", message));
  }
  if (records(inputs.replicas).length > 0 && !tellsBothImages(inputs)) refusals.push(refuse("replicas", NO_STREAM));
  if (records(inputs.replicas).some(({ regionName }) => regionName === region)) {
    refusals.push(
      refuse(
        "replicas",
        `ValidationException: Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.`,
      ),
    );
  }
  return refusals;
}

/** Why a table cannot be deleted now. */
export function refuseTableDelete({ inputs, outputs }: Stored, cloud: Account): string | undefined {
  if (inputs.deletionProtectionEnabled === true) return PROTECTED;
  return isReplicated(cloud, outputs.arn)
    ? "ValidationException: Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours."
    : undefined;
}
