import { expect } from "chai";
import fc from "fast-check";
import { Operation } from "../../../automation/engine/operation";
import { RolloutOutcome, StackOutcome } from "../../../automation/rollout/events";
import { Interruption } from "../../../automation/rollout/interruption";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith } from "../support/folder";
import { FakePlace, nextRound } from "./support/fake-place";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave } from "./support/rollouts";

describe("Interruption", () => {
  it("asks to drain first and to cancel second, and for nothing more", () => {
    const interruption = new Interruption();
    const states = [0, 1, 2].map(() => {
      interruption.request();
      return [interruption.drain.aborted, interruption.cancel.aborted];
    });
    expect(states).to.deep.equal([
      [true, false],
      [true, true],
      [true, true],
    ]);
  });
});

describe("a rollout that is interrupted", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let place: FakePlace;
  let events: Events;
  let clock: FakeClock;
  let interruption: Interruption;

  function prepare(plan: RolloutPlan): void {
    place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
    events = new Events();
    clock = new FakeClock();
    interruption = new Interruption();
  }

  function roll(plan: RolloutPlan, more: Partial<RolloutRequest> = {}) {
    const health = healthBut();
    return runRollout({
      ...{ operation: Operation.Up, plan, place, health, clock, onEvent: events.take, interruption, ...more },
    });
  }

  /** Goes on with what was interrupted, with nothing in the way. */
  function resume(plan: RolloutPlan) {
    interruption = new Interruption();
    clock.onSleep = () => Promise.resolve();
    place.lasts = nextRound;
    return roll(plan, { resume: true });
  }

  it("finishes what runs, begins nothing more, and can be resumed", async () => {
    const plan = planOf([wave("home", ["a", "b", "c"], { parallel: 2 }), wave("rest", ["d"])]);
    prepare(plan);
    place.lasts = async () => {
      while (place.worked.length < 2) await nextRound();
      if (!interruption.drain.aborted) interruption.request();
    };
    const summary = await roll(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "done", b: "done", c: "not begun", d: "not begun" });
    expect(summary).to.include({ outcome: RolloutOutcome.Interrupted, stoppedAt: "home", resumable: true });
    expect(events.of("interrupted").map(({ how }) => how)).to.deep.equal(["drain"]);

    const resumed = await resume(plan);
    expect(outcomes(resumed)).to.deep.equal({ a: "unchanged", b: "unchanged", c: "done", d: "done" });
  });

  it("stops the engines at the second request", async () => {
    const plan = planOf([wave("home", ["a", "b"], { parallel: 2, onFailure: FailurePolicy.Rollback })]);
    prepare(plan);
    place.lasts = async () => {
      while (place.worked.length < 2) await nextRound();
      interruption.request();
      interruption.request();
      await new Promise(() => undefined);
    };
    const summary = await roll(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "cancelled", b: "cancelled" });
    expect(summary.outcome).to.equal(RolloutOutcome.Interrupted);
    expect(events.of("interrupted").map(({ how }) => how)).to.deep.equal(["drain", "cancel"]);
    expect(events.of("rollback-began")).to.deep.equal([]);
  });

  it("starts no engine after the second request", async () => {
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    place.onCall = async (call) => {
      if (call !== "earlier a") return;
      interruption.request();
      interruption.request();
    };
    const summary = await roll(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "cancelled" });
    expect(summary.stacks[0]?.problems).to.deep.equal(["It was told to stop before its engine began."]);
    expect(place.worked).to.deep.equal([]);
  });

  it("ends a gate at once, and holds it again when it is resumed", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["b"])]);
    prepare(plan);
    clock.onSleep = async () => interruption.request();
    const summary = await roll(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "done", b: "not begun" });
    expect(summary).to.include({ outcome: RolloutOutcome.Interrupted, seconds: 0 });
    await resume(plan);
    expect(events.of("gate-began").map((event) => event.wave)).to.deep.equal(["home", "home", "rest"]);
  });

  it("ends a pause at once, and waits for the rest of it when it is resumed", async () => {
    const plan = planOf([wave("home", ["a"], { pauseMinutes: 10 }), wave("rest", ["b"])]);
    prepare(plan);
    let sleeps = 0;
    clock.onSleep = async () => {
      if (++sleeps === 4) interruption.request();
    };
    const summary = await roll(plan, { gates: false });
    expect(summary).to.include({ outcome: RolloutOutcome.Interrupted, stoppedAt: "rest", seconds: 180 });
    const resumed = await resume(plan);
    expect(outcomes(resumed)).to.deep.equal({ a: "done earlier", b: "done" });
    expect(events.of("pause-began").map(({ until }) => until)).to.deep.equal([
      "2026-03-02T09:10:00.000Z",
      "2026-03-02T09:10:00.000Z",
    ]);
  });

  it("ends the wait for a window at once", async () => {
    const windows = [{ days: [6], from: "10:00", to: "12:00", timeZone: "UTC" }];
    const plan = planOf([wave("home", ["a"])], { windows });
    prepare(plan);
    clock.onSleep = async () => interruption.request();
    const summary = await roll(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "not begun" });
    expect(summary.outcome).to.equal(RolloutOutcome.Interrupted);
  });

  it("succeeds when nothing was left to do", async () => {
    const plan = planOf([wave("home", ["a"], { gate: undefined })]);
    prepare(plan);
    place.lasts = async () => interruption.request();
    expect(await roll(plan)).to.include({ outcome: RolloutOutcome.Succeeded, resumable: false });
  });

  it("goes on with a rollback that was interrupted, and does not try the update again", async () => {
    const plan = planOf([wave("home", ["a", "b"], { onFailure: FailurePolicy.Rollback })]);
    prepare(plan);
    await roll(plan);
    for (const stack of ["a", "b"]) place.edit(stack, { "saas-privatelink:image": { id: "ami-2" } });
    place.worked.length = 0;
    place.lasts = async () => {
      if (place.worked.length === 3) interruption.request();
    };
    const health = healthBut("b");
    const summary = await roll(plan, { health });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "unhealthy" });
    expect(summary).to.include({ outcome: RolloutOutcome.Interrupted, resumable: true });

    place.worked.length = 0;
    const resumed = await resume(plan);
    expect(outcomes(resumed)).to.deep.equal({ a: "rolled back", b: "rolled back" });
    expect(resumed.outcome).to.equal(RolloutOutcome.RolledBack);
    expect(resumed.stacks[1]?.problems.join()).to.contain("b has no targets");
    expect(place.worked.map(({ stack, message }) => [stack, message])).to.deep.equal([
      ["b", "privatelink up, rollback of wave home"],
    ]);
  });

  it("has one line for each stack and begins nothing after the request, whenever it comes", async () => {
    const stacks = ["a", "b", "c", "d", "e"];
    const any = fc.record({ at: fc.nat(20), parallel: fc.integer({ min: 1, max: 3 }), twice: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(any, async ({ at, parallel, twice }) => {
        const plan = planOf([wave("home", stacks.slice(0, 3), { parallel }), wave("rest", stacks.slice(3))]);
        prepare(plan);
        let calls = 0;
        let begun = Number.NaN;
        place.onCall = async () => {
          if (calls++ !== at) return;
          interruption.request();
          if (twice) interruption.request();
          begun = events.of("stack-began").length;
        };
        const summary = await roll(plan, { gates: false });
        if (Number.isNaN(begun)) expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
        else expect(events.of("stack-began")).to.have.lengthOf(begun);
        expect(summary.stacks.map(({ stack }) => stack)).to.deep.equal(stacks);
        const notBegun = summary.stacks.filter(({ outcome }) => outcome === StackOutcome.NotBegun).length;
        expect(notBegun).to.equal(stacks.length - events.of("stack-began").length);
        const resumed = summary.resumable ? await resume(plan) : summary;
        expect(resumed.outcome).to.equal(RolloutOutcome.Succeeded);
      }),
      { numRuns: 8 },
    );
  });
});
