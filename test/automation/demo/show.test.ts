import { expect } from "chai";
import { createColors } from "picocolors";
import { showPublished } from "../../../automation/demo/show";
import { changesText, type Published } from "../../../automation/demo/stacks";

const published = (given: Partial<Published>): Published => ({
  stack: { project: "/p", name: "us-east-1", title: "us-east-1" },
  outputs: {},
  resources: 2,
  warnings: [],
  ...given,
});

const shown = (...stacks: Partial<Published>[]): string[] =>
  showPublished(stacks.map(published), createColors(false), ".privatelink/demo").split("\n");

describe("what the demo shows at its end", () => {
  it("is the outputs of each stack, aligned, long ones cut and secret ones hidden", () => {
    const outputs = {
      vpcId: { value: "vpc-1", secret: false },
      ports: { value: [{ port: 3000 }], secret: false },
      token: { value: "hidden", secret: true },
      long: { value: "x".repeat(200), secret: false },
    };
    expect(shown({ outputs }).slice(0, 6)).to.deep.equal([
      "",
      "us-east-1 (2 resources)",
      "  vpcId  vpc-1",
      '  ports  [{"port":3000}]',
      "  token  [secret]",
      `  long   ${"x".repeat(110)}...`,
    ]);
  });

  it("is the hand-off as JSON to copy, and no hand-off where a stack has none or a secret one", () => {
    const handoff = { value: { version: 1, ports: [{ port: 3000 }], zones: ["use1-az1", "use1-az2"] }, secret: false };
    const lines = shown({ outputs: { handoff } }, { outputs: { handoff: { ...handoff, secret: true } } });
    const first = lines.indexOf("Hand-off of us-east-1: what a consumer needs, and nothing secret");
    expect(lines.lastIndexOf("Hand-off of us-east-1: what a consumer needs, and nothing secret")).to.equal(first);
    expect(lines).to.include('  "zones": ["use1-az1", "use1-az2"]');
    const end = lines.indexOf("}", first);
    expect(JSON.parse(lines.slice(first + 1, end + 1).join("\n"))).to.deep.equal(handoff.value);
  });

  it("is what the engine warned of, with its stack", () => {
    expect(shown({ warnings: ["the topic is not encrypted"] })[2]).to.equal("  warning: the topic is not encrypted");
  });

  it("is how to go on", () => {
    expect(shown({})).to.include(
      "  npm run demo -- --destroy                       take everything down, the last stack first",
    );
  });
});

describe("changesText", () => {
  it("counts what was done, leaving out what was not", () => {
    expect(changesText({ create: 2, update: 0, same: 64, read: 3 })).to.equal("2 created, 64 unchanged");
    expect(changesText({})).to.equal("nothing there");
  });
});
