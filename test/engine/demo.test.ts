import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { runProcess } from "../../automation/engine/processes";
import { prepareWorkspace } from "../../automation/engine/workspace";
import type { StackOutputs } from "../../stacks/outputs";
import { engineFor } from "./support/engine";

const ROOT = path.join(__dirname, "..", "..");

interface DemoJson {
  readonly engine: { readonly version: string };
  readonly stacks: readonly {
    readonly stack: string;
    readonly resources: number;
    readonly outputs: Partial<StackOutputs>;
  }[];
}

describe("privatelink demo", function () {
  this.bail(true);
  let root: string;
  const demo = (...options: string[]) =>
    runProcess(process.execPath, [path.join(ROOT, "bin", "privatelink.js"), "demo", ...options], {
      cwd: root,
      timeoutMs: 600_000,
    });

  before("an engine, and a project with a .privatelink folder of its own", async function () {
    await engineFor(this);
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), "privatelink-demo-")));
    await prepareWorkspace(ROOT, root, [{ name: "us-east-1" }, { name: "us-east-2" }]);
  });
  after(() => rm(root, { recursive: true, force: true }));

  it("has nothing to take down before it was run", async () => {
    expect(await demo("--destroy")).to.deep.equal({ code: 0, stdout: "There is no demo to take down.\n", stderr: "" });
  });

  it("brings up both Regions and the consumer, and finds no changes afterwards", async () => {
    const { code, stdout, stderr } = await demo("--json");
    expect(code, stderr).to.equal(0);
    const { stacks } = JSON.parse(stdout) as DemoJson;
    expect(stacks.map(({ stack, resources }) => [stack, resources])).to.deep.equal([
      ["us-east-1", 93],
      ["us-east-2", 97],
      ["us-east-2", 18],
    ]);
    expect(stacks[0]?.outputs.handoff?.serviceName).to.equal(stacks[0]?.outputs.serviceName);
    expect(stderr).to.match(/Preview us-east-1 again: no changes/);
    expect(stderr).to.match(/Preview us-east-2 again: no changes/);
    expect(stderr).to.match(/Preview consumer us-east-2 again: no changes/);
  });

  it("takes down what it brought up, and leaves no trace", async () => {
    const { code, stdout } = await demo("--destroy");
    expect([code, stdout.match(/\d+ deleted/g)]).to.deep.equal([0, ["18 deleted", "97 deleted", "93 deleted"]]);
    expect(existsSync(path.join(root, ".privatelink", "demo"))).to.equal(false);
  });
});
