import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { tarGz } from "../../automation/archive";
import { Operation } from "../../automation/engine/operation";
import { RolloutOutcome, StackOutcome } from "../../automation/rollout/events";
import { SandboxHealth } from "../../automation/rollout/gate/sandbox-health";
import { runRollout } from "../../automation/rollout/rollout";
import { T } from "../../sandbox/tokens";
import { HOME, ManyRegions } from "../support/many-regions";
import { engineFor } from "./support/engine";

describe("The archive of a stack that is rolled back, on the real engine", () => {
  let regions: ManyRegions;
  let file: string;
  before("a project with one stack", async function () {
    regions = await ManyRegions.open(await engineFor(this), 1);
    file = path.join(regions.folder, "order-processor.tar.gz");
    await regions.set(HOME, "service", "artifact", { path: file });
  });
  after(() => regions?.close());

  /** Writes another program; returns the SHA-256 of its archive. */
  async function build(program: string): Promise<string> {
    const bytes = tarGz([{ path: "server.js", content: Buffer.from(program) }]);
    await writeFile(file, bytes);
    return createHash("sha256").update(bytes).digest("hex");
  }

  async function up(unhealthy: readonly string[]) {
    const plan = await regions.plan(`onFailure: rollback\nwaves: [{ name: home, stacks: [${HOME}] }]\n`);
    const { place } = regions;
    const health = new SandboxHealth(place.world.cloud, unhealthy);
    return runRollout({ operation: Operation.Up, plan, place, health });
  }

  function keys(): unknown[] {
    return regions.place.world.cloud.all(T.BucketObjectv2, HOME).map(({ inputs }) => inputs.key);
  }

  it("is the one that it ran before, under the key that it had, while the file on disk is another one by now", async () => {
    const first = await build("first");
    expect((await up([])).outcome).to.equal(RolloutOutcome.Succeeded);
    const handle = regions.place.stack(HOME);
    const before = await handle.outputs();
    expect(before.artifacts).to.have.nested.property("order-processor.sha256", first);

    const second = await build("second");
    const summary = await up([HOME]);
    expect(summary.outcome).to.equal(RolloutOutcome.RolledBack);
    expect(summary.stacks[0]?.outcome).to.equal(StackOutcome.RolledBack);
    expect(summary.stacks[0]?.problems).to.deep.equal([`${HOME}: it is unhealthy on purpose (--unhealthy)`]);
    expect(await handle.outputs()).to.deep.equal(before);
    expect(keys()).to.include(`${first}/order-processor.tar.gz`);
    expect(
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    ).to.equal(second);
  });
});
