import { expect } from "chai";
import { type Need, needsFrom, ownTable } from "../../../automation/stacks/needed-by";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";
const HOME = { stack: "home", tableArn: TABLE };

const IMAGE = { "saas-privatelink:image": { copyFrom: { stack: "home" } } };
const BY_STACK = { "saas-privatelink:approval": { registry: { stack: "home" } } };
const BY_ARN = { "saas-privatelink:approval": { registry: { tableArn: TABLE } } };

function shown(needs: readonly Need[]): string[] {
  return needs.map(({ stack, path, text, isDeployedOnly }) => `${stack}: ${text} (${path}) ${isDeployedOnly}`);
}

describe("needsFrom", () => {
  it("names the stacks that a stack refers to, and those whose table it names, once each", () => {
    expect(shown(needsFrom({ written: { ...IMAGE, ...BY_STACK } }, [HOME]))).to.deep.equal([
      "home: copies its image from home (image.copyFrom.stack) false",
      "home: shares the registry of home (approval.registry.stack) false",
    ]);
    expect(shown(needsFrom({ written: BY_ARN, deployed: BY_ARN }, [{ stack: "ohio" }, HOME]))).to.deep.equal([
      "home: shares the registry of home (approval.registry.tableArn) false",
    ]);
  });

  it("counts what is deployed, also where the stack file has changed since", () => {
    expect(shown(needsFrom({ written: IMAGE, deployed: { ...IMAGE, ...BY_ARN } }, [HOME]))).to.deep.equal([
      "home: copies its image from home (image.copyFrom.stack) false",
      "home: shares the registry of home (approval.registry.tableArn) true",
    ]);
  });

  it("reads a value that is JSON in a text, which Pulumi takes as well", () => {
    const written = { "saas-privatelink:image": '{ "copyFrom": { "stack": "home" } }' };
    expect(shown(needsFrom({ written }, [HOME]))).to.deep.equal([
      "home: copies its image from home (image.copyFrom.stack) false",
    ]);
    const byArn = { "saas-privatelink:approval": JSON.stringify({ registry: { tableArn: TABLE } }) };
    expect(needsFrom({ written: byArn }, [HOME])).to.have.length(1);
  });

  it("leaves out stacks that stay, stacks of other projects and tables of others", () => {
    const elsewhere = { "saas-privatelink:image": { copyFrom: { stack: "acme/network/home" } } };
    const other = { "saas-privatelink:approval": { registry: { tableArn: `${TABLE}-2` } } };
    expect(needsFrom({ written: { ...elsewhere, ...other } }, [HOME])).to.deep.equal([]);
    expect(needsFrom({ written: { ...IMAGE, ...BY_ARN } }, [{ stack: "ohio" }])).to.deep.equal([]);
  });
});

describe("ownTable", () => {
  it("is the table of the registry that a stack has in its own Region", () => {
    const outputs = (region: string) => ({ registry: { tableArn: TABLE, ownerArn: TABLE, region } });
    expect(ownTable({ region: "us-east-1", outputs: outputs("us-east-1") })).to.equal(TABLE);
    expect(ownTable({ region: "us-east-2", outputs: outputs("us-east-1") })).to.equal(undefined);
    expect(ownTable({ region: "us-east-1", outputs: {} })).to.equal(undefined);
  });
});
