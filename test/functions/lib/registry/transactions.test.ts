import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect } from "chai";
import fc from "fast-check";
import { packed, transact, type Unit, writeUnits } from "../../../../functions/lib/registry/transactions";

const client = new DynamoDBClient({ region: "us-east-1" });

function put(sk: string): TransactWriteItem {
  return { Put: { TableName: "registry", Item: { pk: { S: "CONSUMERS" }, sk: { S: sk } } } };
}

function unit(...sks: readonly string[]): Unit<string> {
  return { subject: sks.join("+"), actions: sks.map(put) };
}

function canceled(...codes: readonly string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    $metadata: {},
    message: "Transaction cancelled",
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

function sortKeys(actions: readonly TransactWriteItem[] = []): (string | undefined)[] {
  return actions.map(({ Put }) => Put?.Item?.sk?.S);
}

describe("a transaction", () => {
  const api = mockClient(client);
  const tokens = () => api.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input.ClientRequestToken);
  beforeEach(() => {
    api.reset();
  });
  after(() => {
    api.restore();
  });

  it("says which conditions did not hold, and is not tried again", async () => {
    api.on(TransactWriteItemsCommand).rejects(canceled("None", "ConditionalCheckFailed", "TransactionConflict"));
    const failed = await transact(client, [put("a"), put("b"), put("c")]);
    expect(failed.map(({ index }) => index)).to.deep.equal([1]);
    expect(tokens()).to.have.lengthOf(1);
  });

  for (const code of ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]) {
    it(`is tried again, as another one, after a ${code}`, async () => {
      api.on(TransactWriteItemsCommand).rejectsOnce(canceled("None", code)).resolves({});
      expect(await transact(client, [put("a"), put("b")])).to.deep.equal([]);
      expect(new Set(tokens()).size).to.equal(2);
    });
  }

  it("is tried again as the same one while it is still running", async () => {
    const running = new TransactionInProgressException({ $metadata: {}, message: "in progress" });
    api.on(TransactWriteItemsCommand).rejectsOnce(running).resolves({});
    expect(await transact(client, [put("a")])).to.deep.equal([]);
    expect(tokens()).to.have.lengthOf(2);
    expect(new Set(tokens()).size).to.equal(1);
  });

  it("fails for any other reason at once", async () => {
    const error = canceled("ValidationError");
    api.on(TransactWriteItemsCommand).rejects(error);
    expect(await transact(client, [put("a")]).catch((cause: unknown) => cause)).to.equal(error);
    expect(tokens()).to.have.lengthOf(1);
  });

  it("leaves out a unit as a whole when one of its conditions does not hold, and writes the others", async () => {
    api
      .on(TransactWriteItemsCommand)
      .rejectsOnce(canceled("None", "ConditionalCheckFailed", "None", "None", "None"))
      .rejectsOnce(canceled("None", "None", "ConditionalCheckFailed"))
      .resolves({});
    const written = await writeUnits(client, [unit("a", "b"), unit("c", "d"), unit("e")]);
    expect(written).to.deep.equal(["c+d"]);
    const sent = api.commandCalls(TransactWriteItemsCommand).map(({ args }) => sortKeys(args[0].input.TransactItems));
    expect(sent).to.deep.equal([
      ["a", "b", "c", "d", "e"],
      ["c", "d", "e"],
      ["c", "d"],
    ]);
  });

  it("is none where no unit is left", async () => {
    api.on(TransactWriteItemsCommand).rejects(canceled("ConditionalCheckFailed"));
    expect(await writeUnits(client, [unit("a")])).to.deep.equal([]);
    expect(tokens()).to.have.lengthOf(1);
  });
});

describe("units", () => {
  it("are divided into transactions of 100 actions at most, in their order, each whole and no item twice", () => {
    const units = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 400 }).map(String), { minLength: 1 }));
    fc.assert(
      fc.property(units, (keys) => {
        const given = keys.map((sks) => unit(...sks));
        const transactions = packed(given);
        expect(transactions.flat()).to.deep.equal(given);
        for (const transaction of transactions) {
          const items = sortKeys(transaction.flatMap(({ actions }) => actions));
          expect(items.length).to.be.within(1, 100);
          expect(new Set(items).size).to.equal(items.length);
        }
      }),
    );
  });

  it("fill their transactions", () => {
    const given = Array.from({ length: 67 }, (_, index) => unit(`${index}a`, `${index}b`, `${index}c`));
    expect(packed(given).map((units) => units.length)).to.deep.equal([33, 33, 1]);
  });
});
