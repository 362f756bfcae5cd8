import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import { type Properties, UNKNOWN } from "../../../sandbox/values";
import { TestAccount } from "../account";

const KEYS = { hashKey: "pk", rangeKey: "sk" };
const ITEM = { pk: { S: "SERVICES" }, sk: { S: "us-east-1#vpce-svc-1" } };

function setting() {
  const account = new TestAccount();
  const table = account.make(T.Table, "registry", {
    ...KEYS,
    name: "registry",
    billingMode: "PAY_PER_REQUEST",
    attributes: [
      { name: "pk", type: "S" },
      { name: "sk", type: "S" },
    ],
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
  });
  const args = { ...KEYS, tableName: "registry" };
  const refused = (item: unknown, given: Properties = {}, at = account) =>
    at.refusals(T.TableItem, "refused", { ...args, item: JSON.stringify(item), ...given });
  return { account, table, args, refused };
}

describe("an item of a table in the sandbox", () => {
  it("is identified by its table and its keys", () => {
    const { account, args } = setting();
    const item = JSON.stringify({ ...ITEM, ports: { L: [{ N: "443" }] } });
    expect(account.make(T.TableItem, "service", { ...args, item })).to.deep.equal({
      ...args,
      item,
      id: "registry|pk|SERVICES|us-east-1#vpce-svc-1",
      hashKeyValue: "SERVICES",
      rangeKeyValue: "us-east-1#vpce-svc-1",
      region: "us-east-1",
    });
  });

  it("has number and binary keys as they are written, and no range key where the table has none", () => {
    const { account } = setting();
    const make = (type: string, value: string) => {
      const attributes = [{ name: "id", type }];
      const table = account.make(T.Table, type, { billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes });
      const item = JSON.stringify({ id: { [type]: value } });
      const made = account.make(T.TableItem, type, { tableName: table.arn, hashKey: "id", item });
      expect(made.id).to.equal(`${table.arn}|id|${value}`);
      expect(made.hashKeyValue).to.equal(value);
      expect(made).not.to.have.property("rangeKeyValue");
    };
    make("N", "42");
    make("B", "YWJj");
  });

  it("changes in place with what it says, and is replaced with the table or the names of the keys", () => {
    const { account, args } = setting();
    const before = { ...args, item: JSON.stringify(ITEM) };
    const replaced = (given: Properties) => account.replaces(T.TableItem, before, { ...before, ...given });
    expect(replaced({ item: JSON.stringify({ ...ITEM, a: { S: "b" } }) })).to.deep.equal([]);
    expect(replaced({ tableName: "other" })).to.deep.equal(["tableName"]);
    expect(replaced({ hashKey: "sk" })).to.deep.equal(["hashKey"]);
    expect(replaced({ rangeKey: "pk" })).to.deep.equal(["rangeKey"]);
    const written = '{ "sk": {"S": "us-east-1#vpce-svc-1"}, "pk": {"S": "SERVICES"} }';
    expect(account.cloud.diff(T.TableItem, before, { ...before, item: written }).changed).to.deep.equal([]);
  });

  it("is DynamoDB's JSON", () => {
    const { refused } = setting();
    const wrong: [item: unknown, message: string][] = [
      [[], "it must be an object"],
      [{ ...ITEM, a: "b" }, 'a must be an object with one type, such as {"S": "text"}'],
      [{ ...ITEM, a: { S: "b", N: "1" } }, 'a must be an object with one type, such as {"S": "text"}'],
      [{ ...ITEM, a: { X: "b" } }, "a has the unknown type X"],
      [{ ...ITEM, a: { N: 1 } }, "a.N is not a value of type N: 1"],
      [{ ...ITEM, a: { N: "one" } }, 'a.N is not a value of type N: "one"'],
      [{ ...ITEM, a: { BOOL: "true" } }, 'a.BOOL is not a value of type BOOL: "true"'],
      [{ ...ITEM, a: { NULL: false } }, "a.NULL is not a value of type NULL: false"],
      [{ ...ITEM, a: { SS: [] } }, "a.SS is not a value of type SS: []"],
      [{ ...ITEM, a: { NS: ["1", "x"] } }, 'a.NS is not a value of type NS: ["1","x"]'],
      [{ ...ITEM, a: { L: { S: "b" } } }, "a.L must be a list"],
      [{ ...ITEM, a: { L: [{ S: "b" }, 1] } }, 'a.L[1] must be an object with one type, such as {"S": "text"}'],
      [{ ...ITEM, a: { M: { b: { S: 1 } } } }, "a.M.b.S is not a value of type S: 1"],
    ];
    for (const [item, message] of wrong) {
      expect(refused(item)).to.deep.equal([`item: Invalid format of "item": ${message}`]);
    }
    expect(refused({}, { item: "{" })[0]).to.match(/^item: Invalid format of "item": Decoding failed: /);
    expect(refused({ ...ITEM, a: { S: "x".repeat(400 * 1024) } })).to.deep.equal([
      "item: ValidationException: Item size has exceeded the maximum allowed size",
    ]);
    const values = { M: { s: { SS: ["a"] }, n: { N: "-1.5e3" }, t: { BOOL: true }, z: { NULL: true }, l: { L: [] } } };
    expect(refused({ ...ITEM, values })).to.deep.equal([]);
  });

  it("has the keys of the table, of their types", () => {
    const { refused } = setting();
    expect(refused({ pk: ITEM.pk })).to.deep.equal([
      "item: ValidationException: One of the required keys was not given a value: sk",
    ]);
    expect(refused({ ...ITEM, sk: { N: "1" } })).to.deep.equal([
      "item: ValidationException: One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N",
    ]);
    expect(refused(ITEM, { hashKey: "sk", rangeKey: "pk" })).to.deep.equal([
      "hashKey: ValidationException: The provided key element does not match the schema",
      "rangeKey: ValidationException: The provided key element does not match the schema",
    ]);
    expect(refused(ITEM, { rangeKey: undefined })).to.deep.equal([
      "rangeKey: ValidationException: The provided key element does not match the schema",
    ]);
    expect(refused(ITEM, { item: UNKNOWN })).to.deep.equal([]);
  });

  it("is of a table that exists, and the only one with its keys", () => {
    const { account, args, refused } = setting();
    expect(refused(ITEM, { tableName: "none" })).to.deep.equal([
      "tableName: ResourceNotFoundException: Requested resource not found",
    ]);
    const made = account.make(T.TableItem, "service", { ...args, item: JSON.stringify(ITEM) });
    expect(refused({ ...ITEM, a: { S: "b" } })).to.deep.equal([
      "item: ConditionalCheckFailedException: The conditional request failed",
    ]);
    const changed = JSON.stringify({ ...ITEM, a: { S: "b" } });
    expect(account.update(T.TableItem, "service", made.id, { ...args, item: changed }).item).to.equal(changed);
    expect(account.deleteRefusal(T.TableItem, made.id)).to.equal(undefined);
    expect(refused(ITEM)).to.deep.equal([]);
  });

  it("may be written through a replica, and goes with it", () => {
    const { account, table, refused } = setting();
    const west = account.in("us-west-2");
    expect(refused(ITEM, {}, west)).to.deep.equal([
      "tableName: ResourceNotFoundException: Requested resource not found",
    ]);
    const replica = west.make(T.TableReplica, "registry", { globalTableArn: table.arn });
    expect(refused(ITEM, { rangeKey: undefined }, west)).to.deep.equal([
      "rangeKey: ValidationException: The provided key element does not match the schema",
    ]);
    expect(refused(ITEM, {}, west)).to.deep.equal([]);
    expect(west.deleteRefusal(T.TableReplica, replica.id)).to.equal(undefined);
    expect(account.cloud.all(T.TableItem)).to.deep.equal([]);
  });

  it("may be of a table in a named Region where only another program works", () => {
    const alone = new TestAccount("us-east-2");
    const args = { ...KEYS, tableName: "registry", item: JSON.stringify(ITEM) };
    expect(alone.refusals(T.TableItem, "there", { ...args, region: "us-east-1" })).to.deep.equal([]);
    expect(alone.refusals(T.TableItem, "here", args)).to.deep.equal([
      "tableName: ResourceNotFoundException: Requested resource not found",
    ]);
  });
});
