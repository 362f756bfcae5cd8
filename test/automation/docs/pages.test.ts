import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { table } from "../../../automation/docs/markdown";
import { REFERENCE } from "../../../automation/docs/pages";
import { componentNames } from "../../../automation/docs/plugin-schema";

const ROOT = path.resolve(__dirname, "../../..");

describe("automation/docs", function () {
  // The schema of the plugin takes a run of the TypeScript compiler.
  this.timeout(120_000);

  for (const [file, text] of Object.entries(REFERENCE)) {
    it(`writes ${file} as it is committed; npm run docs brings it up to date`, () => {
      expect(text(ROOT)).to.equal(readFileSync(path.join(ROOT, file), "utf8"));
    });
  }

  it("finds the components that a plugin offers", () => {
    expect([...componentNames()].sort()).to.deep.equal([
      "ConnectionApproval",
      "ConsumerEndpoint",
      "ConsumerRegistry",
      "EndpointFailover",
      "EndpointService",
      "Fleet",
      "ProviderNetwork",
      "RegionalImage",
      "ServiceArtifact",
      "ServiceLoadBalancer",
    ]);
  });

  it("gives each of them a token of the package in the plugin's schema", () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, "docs/schema.json"), "utf8"));
    const tokens = [...componentNames()].map((name) => `saas-privatelink:index:${name}`);
    expect(Object.keys(schema.resources)).to.have.members(tokens);
  });

  it("escapes what would break a table", () => {
    expect(table(["A"], [["x | y\nz"]])).to.equal("| A |\n|---|\n| x \\| y z |");
  });
});
