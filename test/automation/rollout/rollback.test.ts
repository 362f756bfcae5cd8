import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { FailureReason, Operation } from "../../../automation/engine/operation";
import { RolloutOutcome } from "../../../automation/rollout/events";
import type { HealthSource } from "../../../automation/rollout/gate/health";
import { Interruption } from "../../../automation/rollout/interruption";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import type { StackSettings } from "../../../automation/stacks/place";
import { CleanUp, folderWith, write } from "../support/folder";
import { FakePlace, nextRound } from "./support/fake-place";
import { leaveJournal, runKilledAt } from "./support/killing";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave } from "./support/rollouts";

const IMAGE = "saas-privatelink:image";
const onFailure = FailurePolicy.Rollback;
const LOCKED = { reason: FailureReason.Locked, errors: ["a is being worked on by somebody else."] };

describe("a rollout that rolls a wave back", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let folder: string;
  let place: FakePlace;
  let events: Events;

  function prepare(plan: RolloutPlan, files: Record<string, StackSettings> = filesOf(plan)): void {
    folder = folderWith({}, cleanUp.add);
    place = new FakePlace(folder, files);
    events = new Events();
  }

  function up(plan: RolloutPlan, more: Partial<RolloutRequest> = {}) {
    const health = healthBut();
    const clock = new FakeClock();
    return runRollout({ operation: Operation.Up, plan, place, health, clock, onEvent: events.take, ...more });
  }

  function imageOf(stack: string): unknown {
    return place.update(stack)?.outputs.imageId;
  }

  it("brings every stack of it that was begun back, leaves the waves before, and begins no further one", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["b", "c", "d"], { onFailure }), wave("last", ["e"])]);
    prepare(plan);
    await up(plan);
    for (const stack of "abcde") place.edit(stack, { [IMAGE]: { id: `ami-${stack}-2` } });
    place.trouble = (stack, _, settings) =>
      stack === "c" && (settings[IMAGE] as { id: string }).id === "ami-c-2" ? ["no capacity"] : undefined;
    const summary = await up(plan);
    expect(outcomes(summary)).to.deep.equal({
      ...{ a: "done", b: "rolled back", c: "rolled back", d: "not begun", e: "not begun" },
    });
    expect([..."abcde"].map(imageOf)).to.deep.equal(["ami-a-2", "ami-b-1", "ami-c-1", "ami-d-1", "ami-e-1"]);
    expect(summary).to.include({ outcome: RolloutOutcome.RolledBack, stoppedAt: "rest", resumable: true });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([[], [], ["no capacity"], [], []]);
    expect(events.of("rollback-began").map(({ stacks }) => stacks)).to.deep.equal([["b", "c"]]);
  });

  it("brings nothing back where the engine failed before its first change", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure })]);
    prepare(plan);
    await up(plan);
    place.untouched.add("b");
    place.trouble = (stack) => (stack === "b" ? ["there is no such target"] : undefined);
    const summary = await up(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "failed" });
    expect(events.of("rollback-began").at(-1)?.stacks).to.deep.equal(["a"]);
  });

  it("brings nothing back where nobody could see how the stacks are, and stops", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure }), wave("rest", ["b"], { onFailure })]);
    prepare(plan);
    const health: HealthSource = { look: () => Promise.reject(new Error("The credentials have expired.")) };
    const summary = await up(plan, { health });
    expect(outcomes(summary)).to.deep.equal({ a: "unhealthy", b: "not begun" });
    expect(summary).to.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "home", resumable: true });
    expect(summary.stacks[0]?.problems.join()).to.include("The credentials have expired");
    expect(events.of("rollback-began")).to.deep.equal([]);
  });

  it("goes back to what was healthy last, not to an attempt that never was", async () => {
    const stop = planOf([wave("home", ["a"])]);
    prepare(stop);
    await up(stop);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    expect((await up(stop, { health: healthBut("a") })).outcome).to.equal(RolloutOutcome.Stopped);
    place.edit("a", { [IMAGE]: { id: "ami-a-3" } });
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    await up(plan, { health: healthBut("a") });
    expect(imageOf("a")).to.equal("ami-a-1");
  });

  it("goes back to what somebody else has brought up since an attempt that was not healthy", async () => {
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    await up(plan, { health: healthBut("a") });
    place.edit("a", { [IMAGE]: { id: "ami-a-3" } });
    await place.stack("a").operate(Operation.Up);
    place.edit("a", { [IMAGE]: { id: "ami-a-4" } });
    await up(planOf([wave("home", ["a"], { onFailure })]), { health: healthBut("a") });
    expect(imageOf("a")).to.equal("ami-a-3");
  });

  it("goes back to what was there before, although the process was killed after the update", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    prepare(plan);
    await up(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    // The calls are: settings, settings, earlier, settings and up, each with its end; the journal does not know that the
    // update succeeded.
    const run = await runKilledAt(9, { operation: Operation.Up, plan, place, health: healthBut() });
    expect(run).to.have.property("journal");
    expect(imageOf("a")).to.equal("ami-a-2");
    place = place.takenOver(folderWith({}, cleanUp.add));
    leaveJournal(place, "journal" in run ? run.journal : undefined);
    await up(plan, { resume: true, health: healthBut("a") });
    expect(imageOf("a")).to.equal("ami-a-1");
  });

  it("goes back to what was there before, although an engine outlived its process and had the stack locked", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    prepare(plan);
    await up(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    place.lasts = () => new Promise(() => undefined);
    void up(plan);
    while (place.running.size === 0) await nextRound();
    const journal = readFileSync(path.join(place.journalFolder, "journal.json"), "utf8");

    place = place.takenOver(folderWith({}, cleanUp.add));
    leaveJournal(place, journal);
    place.trouble = () => LOCKED;
    expect(outcomes(await up(plan, { resume: true }))).to.deep.equal({ a: "rollback failed" });
    place.trouble = () => undefined;
    await place.stack("a").operate(Operation.Up);
    expect(imageOf("a")).to.equal("ami-a-2");
    const summary = await up(plan, { resume: true });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back" });
    expect(imageOf("a")).to.equal("ami-a-1");
  });

  it("brings back what an attempt before did, also where the attempt after it found the stack locked", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure, parallel: 1 })]);
    prepare(plan);
    await up(plan);
    for (const stack of "ab") place.edit(stack, { [IMAGE]: { id: `ami-${stack}-2` } });
    const interruption = new Interruption();
    const health: HealthSource = {
      look: async () => {
        interruption.request();
        return [];
      },
    };
    expect((await up(plan, { health, interruption })).outcome).to.equal(RolloutOutcome.Interrupted);
    let tries = 0;
    place.trouble = (stack) => (stack === "a" && tries++ === 0 ? LOCKED : undefined);
    const summary = await up(plan, { resume: true });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "rolled back" });
    expect([..."ab"].map(imageOf)).to.deep.equal(["ami-a-1", "ami-b-1"]);
  });

  it("pins an image that a parameter or another stack names", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["b", "c"], { onFailure })]);
    prepare(plan, {
      a: { "aws:region": "us-east-1", [IMAGE]: { id: "ami-a-1" } },
      b: { "aws:region": "us-east-2", [IMAGE]: { copyFrom: { stack: "a" }, keep: 3 } },
      c: { "aws:region": "eu-west-1", [IMAGE]: { ssmParameter: "/images/current" } },
    });
    place.parameters.set("/images/current", "ami-c-1");
    await up(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    place.parameters.set("/images/current", "ami-c-2");
    const summary = await up(plan, { health: healthBut("c") });
    expect(summary.outcome).to.equal(RolloutOutcome.RolledBack);
    expect([..."abc"].map(imageOf)).to.deep.equal(["ami-a-2", "copy-of-ami-a-1", "ami-c-1"]);
    expect(place.update("b")?.settings[IMAGE]).to.deep.equal({
      copyFrom: { region: "us-east-1", id: "ami-a-1" },
      keep: 3,
    });
    expect(summary.stacks[1]?.problems).to.deep.equal([]);
    // No file has to be corrected but that of the stack which has the AMI.
    expect(summary.stacks[1]?.stillNew).to.deep.equal({
      settings: false,
      archives: [],
      references: [{ stack: "a", text: "copies its image from a" }],
    });
  });

  it("asks for the outputs of a stack once that several refer to which were brought back", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["b", "c"], { onFailure })]);
    const copy = (region: string) => ({ "aws:region": region, [IMAGE]: { copyFrom: { stack: "a" } } });
    const home = { "aws:region": "us-east-1", [IMAGE]: { id: "ami-a-1" } };
    prepare(plan, { a: home, b: copy("us-east-2"), c: copy("eu-west-1") });
    await up(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    const calls: string[] = [];
    place.onCall = async (call) => void calls.push(call);
    const summary = await up(plan, { health: healthBut("c") });
    const references = [{ stack: "a", text: "copies its image from a" }];
    const still = { settings: false, archives: [], references };
    expect(summary.stacks.map(({ stillNew }) => stillNew)).to.deep.equal([undefined, still, still]);
    expect(calls.filter((call) => call.startsWith("outputs "))).to.deep.equal(["outputs a"]);
  });

  it("brings back the archive that a stack ran, from the copy that was kept before it", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    const file = "dist/service.tar.gz";
    prepare(plan, {
      a: { "aws:region": "us-east-1", "saas-privatelink:service": { name: "s", artifact: { path: file } } },
    });
    write(folder, { [file]: "first" });
    await up(plan);
    const before = place.update("a")?.outputs.artifacts;
    write(folder, { [file]: "second" });
    const summary = await up(plan, { health: healthBut("a") });
    expect(summary.outcome).to.equal(RolloutOutcome.RolledBack);
    expect(place.update("a")?.outputs.artifacts).to.deep.equal(before);
    expect(summary.stacks[0]?.stillNew).to.deep.equal({ settings: false, archives: [file], references: [] });
    const reason = "use1-az1: a has no targets";
    expect(summary.stacks[0]?.problems).to.deep.equal([reason, `After the rollback: ${reason}`]);
  });

  it("does not begin to bring back a stack whose archive is gone, and brings back the others", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure })]);
    const file = "dist/service.tar.gz";
    prepare(plan, {
      a: { "aws:region": "us-east-1", "saas-privatelink:service": { name: "s", artifact: { path: file } } },
      b: { "aws:region": "us-east-1", [IMAGE]: { id: "ami-b-1" } },
    });
    write(folder, { [file]: "first" });
    const sha256 = createHash("sha256").update("first").digest("hex");
    const archives = {
      keep: async () => "kept",
      fetch: () => Promise.reject(new Error("The archive s3://x/y cannot be had: it is gone.")),
    };
    await up(plan, { archives });
    write(folder, { [file]: "second" });
    place.edit("b", { [IMAGE]: { id: "ami-b-2" } });
    place.worked.length = 0;
    const summary = await up(plan, { archives, health: healthBut("b") });
    expect(outcomes(summary)).to.deep.equal({ a: "rollback failed", b: "rolled back" });
    expect(summary).to.include({ outcome: RolloutOutcome.RollbackFailed, resumable: true });
    expect(summary.stacks[0]?.problems).to.deep.equal(["Rollback: The archive s3://x/y cannot be had: it is gone."]);
    expect(place.did(Operation.Up)).to.deep.equal(["a", "b", "b"]);

    // Once it can be had, the rollback is what is gone on with.
    write(folder, { "kept.tar.gz": "first" });
    const found = { ...archives, fetch: async () => `${folder}/kept.tar.gz` };
    const resumed = await up(plan, { archives: found, resume: true });
    expect(outcomes(resumed)).to.deep.equal({ a: "rolled back", b: "rolled back" });
    expect(place.update("a")?.outputs.artifacts).to.have.nested.property("s.sha256", sha256);
  });

  it("leaves a stack that was not there before as it is, and says how to take it down", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure })]);
    prepare(plan);
    await up(planOf([wave("home", ["a"])]));
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    const summary = await up(plan, { health: healthBut("b") });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "unhealthy" });
    expect(summary.outcome).to.equal(RolloutOutcome.RolledBack);
    expect(summary.stacks[1]?.warnings).to.deep.equal([
      "No update of b had succeeded before this rollout, so there is nothing to bring it back to: it stays as it is. To take it down: privatelink destroy --stack b",
    ]);
    expect(imageOf("b")).to.equal("ami-b-1");
  });

  it("does not call a wave rolled back in which nothing could be", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    prepare(plan);
    const summary = await up(plan, { health: healthBut("a") });
    expect(outcomes(summary)).to.deep.equal({ a: "unhealthy" });
    expect(summary.outcome).to.equal(RolloutOutcome.Stopped);
  });

  it("says what could not be brought back", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    prepare(plan);
    await up(plan);
    place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
    place.trouble = (stack, _, settings) =>
      (settings[IMAGE] as { id: string }).id === "ami-a-1" ? [`${stack}: ami-a-1 is gone`] : undefined;
    const summary = await up(plan, { health: healthBut("a") });
    expect(outcomes(summary)).to.deep.equal({ a: "rollback failed" });
    expect(summary.stacks[0]?.problems.at(-1)).to.equal("Rollback: a: ami-a-1 is gone");
    expect(imageOf("a")).to.equal("ami-a-2");
  });

  it("leaves what somebody else has made of a stack since the update, and brings the others back", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure })]);
    prepare(plan);
    await up(plan);
    for (const stack of "ab") place.edit(stack, { [IMAGE]: { id: `ami-${stack}-2` } });
    let looked = false;
    const health: HealthSource = {
      look: async (...args) => {
        if (!looked) {
          looked = true;
          await place.stack("a").operate(Operation.Up, { settings: { [IMAGE]: { id: "ami-a-theirs" } } });
        }
        return healthBut("b").look(...args);
      },
    };
    const summary = await up(plan, { health });
    expect(outcomes(summary)).to.deep.equal({ a: "rollback failed", b: "rolled back" });
    expect(imageOf("a")).to.equal("ami-a-theirs");
    expect(summary.stacks[0]?.problems.at(-1)).to.equal(
      "Rollback: a is not what this rollout left: somebody else has updated it since, and it stays as they made it.",
    );
  });

  it("is gone on with after a kill at any point, and not taken for the update of somebody else", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    const health = healthBut("a");
    for (let killAt = 0; ; killAt++) {
      prepare(plan);
      await up(plan);
      place.edit("a", { [IMAGE]: { id: "ami-a-2" } });
      const run = await runKilledAt(killAt, { operation: Operation.Up, plan, place, health });
      if ("summary" in run) {
        expect(run.summary.outcome).to.equal(RolloutOutcome.RolledBack);
        expect(killAt).to.be.greaterThan(10);
        break;
      }
      place = place.takenOver(folderWith({}, cleanUp.add));
      leaveJournal(place, run.journal);
      const resume = run.journal?.includes('"outcome"') === false;
      const { outcome } = await up(plan, { health, resume });
      expect([killAt, outcome, imageOf("a")]).to.deep.equal([killAt, RolloutOutcome.RolledBack, "ami-a-1"]);
    }
  });

  it("never lifts the protection that the stack file wants", async () => {
    const protect = "saas-privatelink:protect";
    const plan = planOf([wave("home", ["a"], { onFailure })]);
    prepare(plan);
    place.edit("a", { [protect]: false });
    await up(plan);
    place.edit("a", { [protect]: true, [IMAGE]: { id: "ami-a-2" } });
    await up(plan, { health: healthBut("a") });
    expect(imageOf("a")).to.equal("ami-a-1");
    expect(place.update("a")?.settings).to.have.property(protect, true);
    place.edit("a", { [protect]: false, [IMAGE]: { id: "ami-a-3" } });
    await place.stack("a").operate(Operation.Up, { settings: { [protect]: false, [IMAGE]: { id: "ami-a-1" } } });
    await up(plan, { health: healthBut("a") });
    expect(place.update("a")?.settings).to.have.property(protect, false);
  });

  it("does the wave again when it is resumed after it was brought back", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["b"], { onFailure })]);
    prepare(plan);
    await up(plan);
    for (const stack of "ab") place.edit(stack, { [IMAGE]: { id: `ami-${stack}-2` } });
    await up(plan, { health: healthBut("b") });
    const resumed = await up(plan, { resume: true });
    expect(outcomes(resumed)).to.deep.equal({ a: "done earlier", b: "done" });
    expect(imageOf("b")).to.equal("ami-b-2");
  });
});
