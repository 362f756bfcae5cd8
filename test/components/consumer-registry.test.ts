import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConsumerRegistry, type ConsumerRegistryArgs } from "../../components";
import { T } from "../../sandbox/tokens";
import { withMocks } from "../support/mocks";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:ConsumerRegistry";
const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-registry-0123456";
const NO_TABLE =
  "is not the ARN of a DynamoDB table; use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.";

const create = (args: ConsumerRegistryArgs, region?: string) =>
  withMocks(() => new ConsumerRegistry("orders", args), region === undefined ? {} : { region });

describe("ConsumerRegistry", () => {
  it("is a table that cannot be lost, and whose stream feeds replicas", async () => {
    const run = await create({ tags: { team: "orders" } });
    expect(run.count()).to.deep.equal({ [COMPONENT]: 1, [T.Table]: 1 });
    expect(run.calls).to.deep.equal([]);
    const table = run.named("orders-registry");
    expect(table.parent).to.equal(run.one(COMPONENT).urn);
    expect(table.inputs).to.deep.equal({
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      hashKey: "pk",
      rangeKey: "sk",
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: true,
      ttl: { enabled: true, attributeName: "expiresAt" },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      tags: { team: "orders", Name: "orders-registry" },
    });
  });

  it("says where it is, and that operators write there", async () => {
    const run = await create({});
    const { arn, name } = run.one(T.Table).outputs;
    expect(run.one(COMPONENT).outputs).to.deep.equal({
      tableName: name,
      tableArn: arn,
      ownerArn: arn,
      ownerRegion: "us-east-1",
    });
  });

  it("is a replica of one in another Region, with the same name, where operators still write to the original", async () => {
    const run = await create({ replicaOf: { tableArn: TABLE }, displayName: "order-processor" }, "us-east-2");
    expect(run.count()).to.deep.equal({ [COMPONENT]: 1, [T.TableReplica]: 1 });
    const replica = run.named("orders-registry-replica");
    expect(replica.parent).to.equal(run.one(COMPONENT).urn);
    expect(replica.inputs).to.deep.equal({
      globalTableArn: TABLE,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: true,
      tags: { Name: "order-processor-registry" },
    });
    expect(run.one(COMPONENT).outputs).to.deep.equal({
      tableName: "orders-registry-0123456",
      tableArn: TABLE.replace("us-east-1", "us-east-2"),
      ownerArn: TABLE,
      ownerRegion: "us-east-1",
    });
  });

  it("can be destroyed when it is told so", async () => {
    const table = await create({ deletionProtection: false });
    const replica = await create({ replicaOf: { tableArn: TABLE }, deletionProtection: false }, "us-east-2");
    expect(table.one(T.Table).inputs.deletionProtectionEnabled).to.equal(false);
    expect(replica.one(T.TableReplica).inputs.deletionProtectionEnabled).to.equal(false);
  });

  it("refuses a name and an original that are none, at once", async () => {
    const { message, count } = await refusalOf(
      () => new ConsumerRegistry("Orders", { replicaOf: { tableArn: "orders" } }),
    );
    expect(message).to.equal(
      `ConsumerRegistry "Orders" cannot be created. name: "Orders" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor. replicaOf.tableArn: "orders" ${NO_TABLE}`,
    );
    expect(count).to.deep.equal({ [COMPONENT]: 1 });
  });

  it("refuses an original that turns out to be none", async () => {
    const run = create({ replicaOf: { tableArn: pulumi.output("orders") } });
    const message = await run.then(String, (error: Error) => error.message);
    expect(message).to.include(`ConsumerRegistry "orders" cannot be created. replicaOf.tableArn: "orders" ${NO_TABLE}`);
  });
});
