import { expect } from "chai";
import { sentence } from "../../../components/lib/problem";
import { checkTableArn, parseTableArn, REGISTRY_ATTRIBUTES } from "../../../components/lib/registry-table";
import { consumerKey } from "../../../functions/lib/registry/keys";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-registry-0123456";

describe("the table of a registry", () => {
  it("is known by an ARN that says Region, account and name", () => {
    expect(checkTableArn(TABLE, "")).to.deep.equal([]);
    expect(parseTableArn(TABLE)).to.deep.equal({
      region: "us-east-1",
      accountId: "123456789012",
      tableName: "orders-registry-0123456",
    });
  });

  it("is not a stream, an index or a name", () => {
    for (const value of ["orders-registry", `${TABLE}/stream/2026-01-01T00:00:00.000`, `${TABLE}/index/names`, ""]) {
      expect(checkTableArn(value, "table").map(sentence)).to.deep.equal([
        `table: ${JSON.stringify(value)} is not the ARN of a DynamoDB table; use one such as arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456.`,
      ]);
      expect(() => parseTableArn(value)).to.throw(`${value} is not the ARN of a DynamoDB table.`);
    }
  });

  it("has the keys under which the function finds its items", () => {
    const { partitionKey, sortKey } = REGISTRY_ATTRIBUTES;
    expect(consumerKey("111122223333")).to.have.all.keys(partitionKey, sortKey);
  });
});
