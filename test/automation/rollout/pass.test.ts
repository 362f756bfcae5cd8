import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { RolloutOutcome } from "../../../automation/rollout/events";
import { Interruption } from "../../../automation/rollout/interruption";
import { FailurePolicy } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith } from "../support/folder";
import { FakePlace, nextRound } from "./support/fake-place";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave, workText } from "./support/rollouts";

const plan = planOf([wave("home", ["a"]), wave("rest", ["b", "c"])]);

describe("runRollout, preview, refresh and destroy", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let place: FakePlace;
  let events: Events;

  beforeEach(async () => {
    place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
    for (const stack of "abc") await place.stack(stack).operate(Operation.Up);
    place.worked.length = 0;
    events = new Events();
  });

  function roll(operation: Operation, more: Partial<RolloutRequest> = {}) {
    const clock = new FakeClock();
    return runRollout({ operation, plan, place, health: healthBut(), clock, onEvent: events.take, ...more });
  }

  it("destroys the waves in reverse, without gates", async () => {
    const summary = await roll(Operation.Destroy, { health: { look: () => Promise.reject(new Error("asked")) } });
    expect(workText(place.worked)).to.deep.equal(["destroy b", "destroy c", "destroy a"]);
    expect(events.of("rollout-began")[0]?.waves.map(({ name }) => name)).to.deep.equal(["rest", "home"]);
    expect(outcomes(summary)).to.deep.equal({ a: "done", b: "done", c: "done" });
    expect(summary).to.include({ outcome: RolloutOutcome.Succeeded, resumable: false });
  });

  it("previews nothing of stacks that were destroyed, as of those that were never up", async () => {
    await roll(Operation.Destroy, { plan: planOf([wave("rest", ["b"])]) });
    place.worked.length = 0;
    const summary = await roll(Operation.Preview);
    expect(outcomes(summary)).to.deep.equal({ a: "unchanged", b: "not there", c: "unchanged" });
    expect(workText(place.worked)).to.deep.equal(["preview a", "preview c"]);
    expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
  });

  it("previews a stack whose first update failed, which has resources and no outputs", async () => {
    const wide = planOf([wave("home", ["d"])]);
    place = new FakePlace(place.project, filesOf(wide));
    place.trouble = () => ({ reason: "failed", errors: ["Half of it is there."] });
    await roll(Operation.Up, { plan: wide });
    place.trouble = () => undefined;
    expect(outcomes(await roll(Operation.Preview, { plan: wide }))).to.deep.equal({ d: "done" });
  });

  it("tells at the beginning whether it is a rehearsal", async () => {
    await roll(Operation.Preview, { sandbox: true });
    await roll(Operation.Preview);
    const [rehearsal, real] = events.of("rollout-began");
    expect([rehearsal?.sandbox, real !== undefined && "sandbox" in real]).to.deep.equal([true, false]);
  });

  it("destroys nothing more after a stack that failed", async () => {
    place.trouble = (stack) => (stack === "b" ? ["protected"] : undefined);
    const summary = await roll(Operation.Destroy);
    expect(outcomes(summary)).to.deep.equal({ a: "not begun", b: "failed", c: "not begun" });
    expect(summary).to.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "rest", resumable: false });
  });

  it("asks the guard about every stack before the first is destroyed, and refuses all with each reason", async () => {
    const asked: unknown[] = [];
    const refused = roll(Operation.Destroy, {
      guard: async (subjects) => {
        asked.push(...subjects.map(({ stack, region, outputs }) => [stack, region, outputs.imageId]));
        return ["a has 2 connections.", "c has 1 connection."];
      },
    });
    expect(await refused.catch((error: Error) => error.message)).to.equal("a has 2 connections.\nc has 1 connection.");
    expect(asked).to.deep.equal([
      ["a", "us-east-1", "ami-a-1"],
      ["b", "us-east-1", "ami-b-1"],
      ["c", "us-east-1", "ami-c-1"],
    ]);
    expect(place.worked).to.deep.equal([]);
    expect(events.all).to.deep.equal([]);
  });

  it("does not destroy what the guard cannot be asked about", async () => {
    place.onCall = async (call) => {
      if (call === "outputs b") throw new Error("The backend is out of reach.");
    };
    const refused = roll(Operation.Destroy, { guard: async () => [] });
    const message = await refused.catch((error: Error) => error.message);
    expect(message).to.equal("b: The backend is out of reach.");
    expect(place.worked).to.deep.equal([]);
  });

  it("has nothing to resume of a stack that was destroyed, and goes back to nothing of it", async () => {
    const stop = await roll(Operation.Up, { health: healthBut("c") });
    expect(stop.outcome).to.equal(RolloutOutcome.Stopped);
    await roll(Operation.Destroy, { plan: planOf([wave("home", ["a"])]) });
    place.worked.length = 0;
    const resumed = await roll(Operation.Up, { resume: true });
    expect(outcomes(resumed)).to.deep.equal({ a: "done", b: "unchanged", c: "unchanged" });
  });

  it("asks the guard about each stack once more before it is destroyed, as consumers may have come meanwhile", async () => {
    let late = false;
    place.lasts = async (stack) => {
      late ||= stack === "b";
      await nextRound();
    };
    const guard: RolloutRequest["guard"] = async (subjects) =>
      subjects.flatMap(({ stack }) => (late && stack === "c" ? ["c has 1 connection."] : []));
    const summary = await roll(Operation.Destroy, { guard });
    expect(outcomes(summary)).to.deep.equal({ a: "not begun", b: "done", c: "failed" });
    expect(summary.stacks[2]?.problems).to.deep.equal(["c has 1 connection."]);
    expect(place.did(Operation.Destroy)).to.deep.equal(["b"]);
  });

  it("asks the guard a third time after the preview of the engine, right before the first resource goes", async () => {
    const asked: string[] = [];
    const guard: RolloutRequest["guard"] = async (subjects) => {
      asked.push(...subjects.map(({ stack }) => stack));
      return asked.filter((stack) => stack === "b").length === 3 ? ["b has 1 connection."] : [];
    };
    const summary = await roll(Operation.Destroy, { guard });
    expect(asked).to.deep.equal(["a", "b", "c", "b", "b"]);
    expect(outcomes(summary)).to.deep.equal({ a: "not begun", b: "failed", c: "not begun" });
    expect(summary.stacks[1]?.problems).to.deep.equal(["b has 1 connection."]);
    expect(place.did(Operation.Destroy)).to.deep.equal([]);
    expect(place.update("b")).to.not.equal(undefined);
  });

  it("asks the guard about the Region that a stack is in, also where its file has another one by now", async () => {
    place.edit("a", { "aws:region": "eu-west-1" });
    const asked: string[] = [];
    const guard: RolloutRequest["guard"] = async (subjects) => {
      asked.push(...subjects.map(({ stack, region }) => `${stack} ${region}`));
      return ["no."];
    };
    await roll(Operation.Destroy, { guard }).catch(() => undefined);
    expect(asked).to.deep.equal(["a us-east-1", "b us-east-1", "c us-east-1"]);
  });

  it("asks the guard about every service of the state: outputs tell of none that an update which failed has made", async () => {
    const service = (id: string) => ({ serviceId: `vpce-svc-${id}`, region: "eu-west-1", accountId: "111122223333" });
    place.services.set("b", [service("new"), service("replaced")]);
    const asked: unknown[] = [];
    const guard: RolloutRequest["guard"] = async (subjects) => {
      asked.push(...subjects.map(({ stack, region, outputs }) => [stack, region, outputs.serviceId, outputs.imageId]));
      return ["no."];
    };
    await roll(Operation.Destroy, { guard }).catch(() => undefined);
    expect(asked).to.deep.equal([
      ["a", "us-east-1", undefined, "ami-a-1"],
      ["b", "eu-west-1", "vpce-svc-new", "ami-b-1"],
      ["b", "eu-west-1", "vpce-svc-replaced", "ami-b-1"],
      ["c", "us-east-1", undefined, "ami-c-1"],
    ]);
  });

  it("forgets what a stack was healthy with only when all of it is destroyed", async () => {
    const image = "saas-privatelink:image";
    const only = planOf([wave("home", ["a"], { onFailure: FailurePolicy.Rollback })]);
    place.edit("a", { [image]: { id: "ami-a-2" } });
    const stop = planOf([wave("home", ["a"])]);
    await roll(Operation.Up, { plan: stop, health: healthBut("a") });
    await roll(Operation.Destroy, { plan: stop, targets: ["orders-alarm"] });
    place.edit("a", { [image]: { id: "ami-a-3" } });
    await roll(Operation.Up, { plan: only, health: healthBut("a") });
    expect(place.update("a")?.outputs.imageId).to.equal("ami-a-1");
  });

  for (const operation of [Operation.Preview, Operation.Refresh]) {
    it(`goes on with a ${operation} after a stack that failed, and tells those that refer to it`, async () => {
      place.edit("b", { "saas-privatelink:image": { copyFrom: { stack: "a" } } });
      place.trouble = (stack) => (stack === "a" ? ["no credentials"] : undefined);
      const summary = await roll(operation);
      expect(workText(place.worked)).to.deep.equal(["a", "b", "c"].map((stack) => `${operation} ${stack}`));
      expect(summary).to.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "home", resumable: false });
      expect(summary.stacks.map(({ problems, warnings }) => [...problems, ...warnings])).to.deep.equal([
        ["no credentials"],
        [`b copies its image from a, whose ${operation} failed: what is said here goes by the last update of a.`],
        [],
      ]);
    });

    it(`does a ${operation} only of stacks that are there`, async () => {
      place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
      await place.stack("b").operate(Operation.Up);
      place.worked.length = 0;
      const summary = await roll(operation);
      expect(outcomes(summary)).to.deep.equal({ a: "not there", b: "unchanged", c: "not there" });
      expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
      expect(workText(place.worked)).to.deep.equal([`${operation} b`]);
    });
  }

  it("refuses to destroy what stacks that stay refer to, by their files or by what they were last updated with", async () => {
    const image = "saas-privatelink:image";
    const only = planOf([wave("home", ["a"])]);
    place.edit("b", { [image]: { copyFrom: { stack: "a" } } });
    place.edit("c", { [image]: { copyFrom: { stack: "a" } } });
    await place.stack("c").operate(Operation.Up);
    place.edit("c", { [image]: { id: "ami-c-1" } });
    place.worked.length = 0;
    const more = { plan: only, stacks: ["a", "b", "c"], sandbox: true };
    const refusal = async () => roll(Operation.Destroy, more).catch((error: Error) => error.message);
    const of = (stack: string) =>
      `${stack} is deployed and copies its image from a: destroy it before (privatelink destroy --sandbox --stack ${stack}), or all of them together.`;
    expect(await refusal()).to.equal(`${of("b")}\n${of("c")}`);
    expect(place.worked).to.deep.equal([]);
    await roll(Operation.Destroy, { plan: planOf([wave("rest", ["b", "c"])]), stacks: more.stacks });
    expect((await roll(Operation.Destroy, more)).outcome).to.equal(RolloutOutcome.Succeeded);
  });

  it("refuses to destroy a stack that another one refers to by Pulumi.yaml, or whose registry it shares by ARN", async () => {
    const tableArn = "arn:aws:dynamodb:us-east-1:123456789012:table/registry";
    const approval = "saas-privatelink:approval";
    const more = { plan: planOf([wave("home", ["a"])]), stacks: ["a", "b"] };
    const refusal = async () =>
      roll(Operation.Destroy, more).then(
        ({ outcome }) => outcome,
        (error: Error) => error.message,
      );
    const text =
      "b is deployed and shares the registry of a: destroy it before (privatelink destroy --stack b), or all of them together.";
    place.outputs.set("a", { registry: { tableArn, ownerArn: tableArn, region: "us-east-1" } });
    place.defaults = { [approval]: { registry: { stack: "a" } } };
    expect(await refusal()).to.equal(text);
    place.defaults = {};
    place.edit("b", { [approval]: { registry: { tableArn } } });
    expect(await refusal()).to.equal(text);
    expect(place.worked).to.deep.equal([]);
    place.edit("b", { [approval]: { registry: { tableArn: `${tableArn}-2` } } });
    expect(await refusal()).to.equal(RolloutOutcome.Succeeded);
  });

  it("says in a preview that what another stack is to become is not in it, only where that one has changes", async () => {
    place.edit("b", { "saas-privatelink:image": { copyFrom: { stack: "a" } } });
    await place.stack("b").operate(Operation.Up);
    const warnings = async () => (await roll(Operation.Preview)).stacks.map((line) => line.warnings);
    expect(await warnings()).to.deep.equal([[], [], []]);
    place.edit("a", { "saas-privatelink:image": { id: "ami-a-2" } });
    const text = "b copies its image from a, which is to change: what that changes in b is not shown.";
    expect(await warnings()).to.deep.equal([[], [text], []]);
  });

  it("leaves no trace of a preview on disk, and lets one run beside a rollout", async () => {
    let previewed = false;
    place.lasts = async (_, operation) => {
      while (operation === Operation.Refresh && !previewed) await nextRound();
    };
    const refresh = roll(Operation.Refresh, { plan: planOf([wave("home", ["a"])]) });
    const summary = await roll(Operation.Preview, { plan: planOf([wave("rest", ["b", "c"])]) });
    previewed = true;
    expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
    expect((await refresh).outcome).to.equal(RolloutOutcome.Succeeded);
  });

  it("ends early when it is interrupted", async () => {
    for (const operation of [Operation.Preview, Operation.Destroy]) {
      const interruption = new Interruption();
      place.lasts = async () => interruption.request();
      const summary = await roll(operation, { interruption });
      expect(summary).to.include({ outcome: RolloutOutcome.Interrupted, resumable: false });
      expect(Object.values(outcomes(summary)).filter((outcome) => outcome === "not begun")).to.have.lengthOf(2);
    }
  });

  it("resumes nothing but an up", async () => {
    const message = await roll(Operation.Destroy, { resume: true }).catch((error: Error) => error.message);
    expect(message).to.equal("Only an up can be resumed; run privatelink destroy again.");
  });
});
