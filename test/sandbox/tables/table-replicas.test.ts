import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { TestAccount } from "../account";

const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";
const TABLE = {
  name: "registry",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "pk",
  attributes: [{ name: "pk", type: "S" }],
};
const STREAM = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };

describe("a replica of a table in the sandbox", () => {
  const protection =
    "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";

  function replicated(stream: Properties = STREAM) {
    const account = new TestAccount();
    const table = account.make(T.Table, "registry", { ...TABLE, ...stream });
    const west = account.in("us-west-2");
    const refused = (given: Properties, at = west) =>
      at.refusals(T.TableReplica, "refused", { globalTableArn: table.arn, ...given });
    return { account, table, west, refused };
  }

  it("has the table's name and an ARN in its own Region", () => {
    const { table, west } = replicated();
    expect(west.make(T.TableReplica, "registry", { globalTableArn: table.arn })).to.deep.equal({
      id: "registry:us-east-1",
      arn: "arn:aws:dynamodb:us-west-2:123456789012:table/registry",
      globalTableArn: ARN,
      deletionProtectionEnabled: false,
      kmsKeyArn: "",
      pointInTimeRecovery: false,
      region: "us-west-2",
      tagsAll: {},
    });
  });

  it("is replaced with the table, the key and the class only", () => {
    const { account } = replicated();
    const before = { globalTableArn: ARN };
    const replaced = (given: Properties) => account.replaces(T.TableReplica, before, { ...before, ...given });
    expect(replaced({ globalTableArn: `${ARN}2` })).to.deep.equal(["globalTableArn"]);
    expect(replaced({ kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1" })).to.deep.equal(["kmsKeyArn"]);
    expect(replaced({ tableClassOverride: "STANDARD" })).to.deep.equal(["tableClassOverride"]);
    expect(replaced({ pointInTimeRecovery: true, deletionProtectionEnabled: true })).to.deep.equal([]);
  });

  it("is of a table in another Region that exists and tells both images", () => {
    const { account, refused } = replicated();
    expect(refused({}, account)).to.deep.equal(["globalTableArn: replica cannot be in same region as main table"]);
    expect(refused({ globalTableArn: `${ARN}2` })).to.deep.equal([
      "globalTableArn: ResourceNotFoundException: Requested resource not found: Table: registry2 not found",
    ]);
    expect(refused({ globalTableArn: "registry" })).to.deep.equal([
      'globalTableArn: "registry" must be the ARN of a table',
    ]);
    expect(replicated({}).refused({})).to.deep.equal([
      "globalTableArn: ValidationException: Table must have DynamoDB Streams enabled with StreamViewType set to NEW_AND_OLD_IMAGES",
    ]);
  });

  it("may be of a table of a Region where only another program works", () => {
    const alone = new TestAccount("us-west-2");
    expect(alone.refusals(T.TableReplica, "registry", { globalTableArn: ARN })).to.deep.equal([]);
    const foreign = ARN.replace("123456789012", "210987654321");
    expect(alone.refusals(T.TableReplica, "foreign", { globalTableArn: foreign })).to.deep.equal([
      "globalTableArn: ResourceNotFoundException: Requested resource not found: Table: registry not found",
    ]);
  });

  it("stands alone in its Region, and beside no table of its name", () => {
    const { west, table, refused } = replicated();
    west.make(T.TableReplica, "registry", { globalTableArn: table.arn });
    expect(refused({})).to.deep.equal([
      "AlreadyExists: registry:us-east-1 exists already, and another resource manages it",
    ]);
    expect(west.refusals(T.Table, "registry", TABLE)).to.deep.equal([
      "name: ResourceInUseException: Table already exists: registry",
    ]);
    const other = replicated();
    other.west.make(T.Table, "own", TABLE);
    expect(other.refused({})).to.deep.equal([
      "globalTableArn: ValidationException: Failed to create a the new replica of table with name: 'registry' because one or more replicas already existed as tables.",
    ]);
  });

  it("keeps its table from being deleted and from losing its stream, and is itself not deleted while it is protected", () => {
    const { account, table, west } = replicated();
    const made = west.make(T.TableReplica, "r", { globalTableArn: table.arn, deletionProtectionEnabled: true });
    expect(() => account.update(T.Table, "registry", table.id, TABLE)).to.throw(
      "streamEnabled: ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global Table replica.",
    );
    expect(account.deleteRefusal(T.Table, table.id)).to.equal(
      "ValidationException: Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours.",
    );
    expect(west.deleteRefusal(T.TableReplica, made.id)).to.equal(protection);
    west.update(T.TableReplica, "r", made.id, { globalTableArn: table.arn, deletionProtectionEnabled: false });
    expect(west.deleteRefusal(T.TableReplica, made.id)).to.equal(undefined);
    expect(account.deleteRefusal(T.Table, table.id)).to.equal(undefined);
  });
});
