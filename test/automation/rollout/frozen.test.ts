import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { RolloutOutcome } from "../../../automation/rollout/events";
import { Interruption } from "../../../automation/rollout/interruption";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith, write } from "../support/folder";
import { FakePlace } from "./support/fake-place";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave } from "./support/rollouts";

const IMAGE = "saas-privatelink:image";
const onFailure = FailurePolicy.Rollback;
const changed = (stack: string): string =>
  `The settings or archives of ${stack} have changed since this rollout began, so that it would get what no wave has ` +
  "had: bring the change into all waves by privatelink up, or take it back and go on by privatelink up --resume.";

describe("what a rollout deploys", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let folder: string;
  let place: FakePlace;
  let events: Events;
  const plan = planOf([
    wave("home", ["a"], { pauseMinutes: 60 }),
    wave("rest", ["b", "c"], { onFailure, parallel: 1 }),
  ]);

  function up(more: Partial<RolloutRequest> = {}, waves: RolloutPlan = plan) {
    const clock = more.clock ?? new FakeClock();
    return runRollout({
      operation: Operation.Up,
      plan: waves,
      place,
      health: healthBut(),
      onEvent: events.take,
      ...more,
      clock,
    });
  }

  beforeEach(() => {
    folder = folderWith({ "app.tar.gz": "one" }, cleanUp.add);
    const files = filesOf(plan);
    const service = { name: "orders", artifact: { path: "app.tar.gz" } };
    place = new FakePlace(folder, { ...files, c: { ...files.c, "saas-privatelink:service": service } });
    events = new Events();
  });

  it("is what it was when it began: a stack file that changes in a pause stops it, with nothing brought back", async () => {
    const clock = new FakeClock();
    clock.onSleep = async () => place.edit("b", { [IMAGE]: { id: "ami-b-9" } });
    const summary = await up({ clock });
    expect(summary).to.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "rest", resumable: true });
    expect(outcomes(summary)).to.deep.equal({ a: "done", b: "not begun", c: "not begun" });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([[], [changed("b")], []]);
    expect(place.did(Operation.Up)).to.deep.equal(["a"]);
    expect(events.of("rollback-began")).to.deep.equal([]);
  });

  it("is what its archives were, too", async () => {
    const clock = new FakeClock();
    clock.onSleep = async () => write(folder, { "app.tar.gz": "two" });
    const summary = await up({ clock });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([[], [], [changed("c")]]);
    expect(place.did(Operation.Up)).to.deep.equal(["a"]);
  });

  it("goes on once the change is taken back, and takes a change that stays when it is resumed", async () => {
    const before = await place.stack("b").settings();
    const clock = new FakeClock();
    clock.onSleep = async () => place.edit("b", { [IMAGE]: { id: "ami-b-9" } });
    await up({ clock });
    place.edit("b", before);
    expect(outcomes(await up({ resume: true }))).to.deep.equal({ a: "done earlier", b: "done", c: "done" });
    expect(place.update("b")?.outputs.imageId).to.equal("ami-b-1");
  });

  it("fails the stack whose file changes in the middle of its wave, and brings back what of the wave was done", async () => {
    await up({}, planOf([wave("home", ["a"]), wave("rest", ["b", "c"])]));
    place.edit("b", { [IMAGE]: { id: "ami-b-2" } });
    place.lasts = async (stack) => {
      if (stack === "b") place.edit("c", { [IMAGE]: { id: "ami-c-9" } });
    };
    const summary = await up();
    expect(outcomes(summary)).to.deep.equal({ a: "unchanged", b: "rolled back", c: "failed" });
    expect(summary.stacks[2]?.problems).to.deep.equal([changed("c")]);
    expect(["b", "c"].map((stack) => place.update(stack)?.outputs.imageId)).to.deep.equal(["ami-b-1", "ami-c-1"]);
  });
});

describe("a listener of events that throws", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  for (const type of ["wave-began", "stack-progressed", "gate-looked", "interrupted"]) {
    it(`ends the rollout like an interruption, and fails it, at ${type}`, async () => {
      const plan = planOf([wave("home", ["a"]), wave("rest", ["b"])]);
      const place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
      const error = new Error("the channel is closed");
      const told: string[] = [];
      const interruption = new Interruption();
      const request: RolloutRequest = {
        ...{ operation: Operation.Up, plan, place, health: healthBut(), clock: new FakeClock(), interruption },
        onEvent: (event) => {
          told.push(event.type);
          if (type === "interrupted" && event.type === "gate-began") interruption.request();
          if (event.type === type) throw error;
        },
      };
      const thrown = await runRollout(request).catch((caught: unknown) => caught);
      expect(thrown).to.equal(error);
      expect(told.at(-1)).to.equal(type);
      expect(place.did(Operation.Up)).to.deep.equal(type === "wave-began" ? [] : ["a"]);
      const { onEvent: _, interruption: __, ...again } = request;
      expect(outcomes(await runRollout({ ...again, resume: true }))).to.deep.equal({
        a: type === "wave-began" ? "done" : "unchanged",
        b: "done",
      });
    });
  }
});
