import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { type Properties, UNKNOWN } from "../../../sandbox/values";
import { TestAccount } from "../account";

const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";
const KEYS = {
  hashKey: "pk",
  rangeKey: "sk",
  attributes: [
    { name: "pk", type: "S" },
    { name: "sk", type: "S" },
  ],
};
const TABLE = { ...KEYS, name: "registry", billingMode: "PAY_PER_REQUEST" };
const STREAM = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };

function setting() {
  const account = new TestAccount();
  const refused = (given: Properties, name = "refused") => account.refusals(T.Table, name, { ...TABLE, ...given });
  return { account, refused };
}

describe("a table in the sandbox", () => {
  it("has the outputs that AWS computes, and the provider's defaults", () => {
    const { account } = setting();
    expect(account.make(T.Table, "registry", TABLE)).to.deep.equal({
      ...TABLE,
      id: "registry",
      arn: ARN,
      region: "us-east-1",
      tagsAll: {},
      deletionProtectionEnabled: false,
      pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: 0 },
      readCapacity: 0,
      streamArn: "",
      streamLabel: "",
      streamViewType: "",
      ttl: { attributeName: "", enabled: false },
      writeCapacity: 0,
    });
  });

  it("keeps a month of backups and AWS's own key where it says nothing else", () => {
    const { account } = setting();
    const on = { pointInTimeRecovery: { enabled: true }, serverSideEncryption: { enabled: true } };
    const made = account.make(T.Table, "registry", { ...TABLE, ...on });
    expect(made.pointInTimeRecovery).to.deep.equal({ enabled: true, recoveryPeriodInDays: 35 });
    expect(made.serverSideEncryption).to.have.keys("enabled", "kmsKeyArn");
    expect(JSON.stringify(made.serverSideEncryption)).to.match(
      /^\{"enabled":true,"kmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}"\}$/,
    );
    const key = account.make(T.Key, "own", {});
    const own = { enabled: true, kmsKeyArn: key.arn };
    const other = account.make(T.Table, "other", { ...TABLE, name: "other", serverSideEncryption: own });
    expect(other.serverSideEncryption).to.deep.equal(own);
  });

  it("has a stream with a label while it is enabled, another one when it is enabled again", () => {
    const { account } = setting();
    const made = account.make(T.Table, "registry", { ...TABLE, ...STREAM });
    expect(made.streamLabel).to.match(/^2026-01-01T00:00:00\.\d{3}$/);
    expect(made.streamArn).to.equal(`${ARN}/stream/${made.streamLabel}`);
    const update = (given: Properties) => account.update(T.Table, "registry", "registry", { ...TABLE, ...given });
    expect(update({ ...STREAM, tags: { a: "b" } }).streamArn).to.equal(made.streamArn);
    update({});
    expect(update(STREAM).streamLabel).not.to.equal(made.streamLabel);
  });

  it("leaves its stream unknown in a preview that changes it, and only then", () => {
    const { account } = setting();
    const made = account.make(T.Table, "registry", TABLE);
    const preview = (given: Properties) => {
      const { inputs } = account.check(T.Table, "registry", { ...TABLE, ...given });
      return account.cloud.unknownOutputs(T.Table, inputs, account.context(T.Table, "registry"), made).streamArn;
    };
    expect(preview({ tags: { a: "b" } })).to.equal("");
    expect(preview(STREAM)).to.equal(UNKNOWN);
  });

  it("is replaced with its name, its keys and its local indexes only", () => {
    const { account } = setting();
    const local = [{ name: "l", rangeKey: "at", projectionType: "ALL" }];
    const attributes = [...KEYS.attributes, { name: "at", type: "S" }];
    const replaced = (given: Properties) => account.replaces(T.Table, TABLE, { ...TABLE, ...given });
    expect(replaced({ name: "other" })).to.deep.equal(["name"]);
    expect(replaced({ hashKey: "sk", rangeKey: "pk" })).to.deep.equal(["hashKey", "rangeKey"]);
    expect(replaced({ localSecondaryIndexes: local, attributes })).to.deep.equal(["localSecondaryIndexes"]);
    const index = [{ name: "g", hashKey: "at", projectionType: "ALL" }];
    const settings = { ...STREAM, deletionProtectionEnabled: true, pointInTimeRecovery: { enabled: true } };
    expect(replaced({ ...settings, globalSecondaryIndexes: index, attributes, tags: { a: "b" } })).to.deep.equal([]);
  });

  it("overlooks the order of its attributes and what is off or as usual, said or not", () => {
    const { account } = setting();
    const changed = (given: Properties) => account.cloud.diff(T.Table, TABLE, { ...TABLE, ...given }).changed;
    expect(changed({ attributes: [...KEYS.attributes].reverse() })).to.deep.equal([]);
    expect(changed({ streamEnabled: false, tableClass: "STANDARD" })).to.deep.equal([]);
    expect(changed({ ttl: { attributeName: "at", enabled: false } })).to.deep.equal([]);
    expect(
      changed({ pointInTimeRecovery: { enabled: false }, serverSideEncryption: { enabled: false } }),
    ).to.deep.equal([]);
    expect(changed({ ttl: { attributeName: "at", enabled: true } })).to.deep.equal(["ttl"]);
  });

  it("declares the attributes of its keys, and nothing else", () => {
    const { refused } = setting();
    const [pk, sk] = KEYS.attributes;
    expect(refused({ attributes: [pk, sk, { name: "other", type: "S" }] })).to.deep.equal([
      'attributes: all attributes must be indexed. Unused attributes: ["other"]',
    ]);
    expect(refused({ attributes: [pk] })).to.deep.equal([
      'attributes: all indexes must match a defined attribute. Unmatched indexes: ["sk"]',
    ]);
    expect(refused({ attributes: [pk, { name: "sk", type: "T" }] })).to.deep.equal([
      'attributes: type: expected one of ["B","N","S"], got T',
    ]);
    expect(refused({ hashKey: undefined, rangeKey: undefined, attributes: [] })).to.deep.equal([
      "hashKey: ValidationException: No Hash Key specified in schema",
    ]);
    const index = { name: "g", projectionType: "ALL" };
    const keySchemas = [{ attributeName: "sk", keyType: "HASH" }];
    expect(refused({ globalSecondaryIndexes: [{ ...index, keySchemas }] }, "fine")).to.deep.equal([]);
    expect(refused({ name: "other", globalSecondaryIndexes: [index] })).to.deep.equal([
      'globalSecondaryIndexes: Missing required argument "hashKey"',
    ]);
    expect(refused({ globalSecondaryIndexes: [{ name: "g", hashKey: "sk", projectionType: "SOME" }] })).to.deep.equal([
      'globalSecondaryIndexes: projectionType: expected one of ["ALL","KEYS_ONLY","INCLUDE"], got SOME',
    ]);
    const local = [{ name: "l", rangeKey: "sk", projectionType: "ALL" }];
    expect(refused({ rangeKey: undefined, localSecondaryIndexes: local })).to.deep.equal([
      "localSecondaryIndexes: ValidationException: One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    ]);
  });

  it("has capacities exactly where it is billed by them", () => {
    const { refused } = setting();
    expect(refused({ billingMode: undefined })).to.deep.equal([
      "readCapacity: readCapacity must be set when billingMode is PROVISIONED",
      "writeCapacity: writeCapacity must be set when billingMode is PROVISIONED",
    ]);
    expect(refused({ billingMode: "PROVISIONED", readCapacity: 0, writeCapacity: 1 })).to.deep.equal([
      "readCapacity: readCapacity must be > 0 when billingMode is PROVISIONED",
    ]);
    expect(refused({ readCapacity: 1 })).to.deep.equal([
      "readCapacity: readCapacity can not be set when billingMode is PAY_PER_REQUEST",
    ]);
    expect(refused({ billingMode: "FREE" })).to.deep.equal([
      'billingMode: expected one of ["PAY_PER_REQUEST","PROVISIONED"], got FREE',
    ]);
    expect(refused({ billingMode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 })).to.deep.equal([]);
  });

  it("has settings that are complete", () => {
    const { refused } = setting();
    expect(refused({ streamEnabled: true })).to.deep.equal([
      "streamViewType: stream_view_type is required when stream_enabled = true",
    ]);
    expect(refused({ ttl: { enabled: true } })).to.deep.equal(["ttl: attributeName is needed when TTL is enabled"]);
    expect(refused({ pointInTimeRecovery: {} })).to.deep.equal([
      'pointInTimeRecovery: Missing required argument "enabled"',
    ]);
    expect(refused({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 36 } })).to.deep.equal([
      "pointInTimeRecovery: recoveryPeriodInDays: expected to be in the range (1 - 35), got 36",
    ]);
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/none";
    expect(refused({ serverSideEncryption: { enabled: true, kmsKeyArn } })).to.deep.equal([
      `serverSideEncryption: NotFoundException: Key '${kmsKeyArn}' does not exist`,
    ]);
    expect(refused({ name: "ab" })).to.deep.equal([
      'name: "ab" must have 3 to 255 letters, digits, hyphens, underscores and dots',
    ]);
  });

  it("has a name of its own in the Region, and replicas in others", () => {
    const { account, refused } = setting();
    account.make(T.Table, "registry", TABLE);
    expect(refused({})).to.deep.equal(["name: ResourceInUseException: Table already exists: registry"]);
    expect(account.in("us-west-2").refusals(T.Table, "west", TABLE)).to.deep.equal([]);
    const replicated = (regionName: string, stream: Properties) =>
      refused({ name: "other", ...stream, replicas: [{ regionName }] });
    expect(replicated("us-east-1", STREAM)).to.deep.equal([
      "replicas: ValidationException: Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.",
    ]);
    expect(replicated("us-east-2", { ...STREAM, streamViewType: "NEW_IMAGE" })).to.deep.equal([
      "replicas: ValidationException: Table must have DynamoDB Streams enabled with StreamViewType set to NEW_AND_OLD_IMAGES",
    ]);
    expect(replicated("us-east-2", STREAM)).to.deep.equal([]);
  });

  it("is not deleted while it is protected, and takes its items with it", () => {
    const { account } = setting();
    const made = account.make(T.Table, "registry", { ...TABLE, deletionProtectionEnabled: true });
    const item = JSON.stringify({ pk: { S: "a" }, sk: { S: "b" } });
    account.make(T.TableItem, "item", { tableName: made.id, hashKey: "pk", rangeKey: "sk", item });
    expect(account.deleteRefusal(T.Table, made.id)).to.equal(
      "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
    account.update(T.Table, "registry", made.id, TABLE);
    expect(account.deleteRefusal(T.Table, made.id)).to.equal(undefined);
    expect(account.cloud.all(T.TableItem)).to.deep.equal([]);
  });
});
