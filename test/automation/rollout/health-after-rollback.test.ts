import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { HealthAfterRollback, RolloutOutcome } from "../../../automation/rollout/events";
import type { HealthSource, HealthSubject } from "../../../automation/rollout/gate/health";
import { Interruption } from "../../../automation/rollout/interruption";
import { type JournalDocument, WavePhase } from "../../../automation/rollout/journal-file";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith } from "../support/folder";
import { FakePlace } from "./support/fake-place";
import { leaveJournal, runKilledAt } from "./support/killing";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave, workText } from "./support/rollouts";

const IMAGE = "saas-privatelink:image";
const onFailure = FailurePolicy.Rollback;

/** Two stacks, of which the second is the last one of the wave. */
const PLAN = planOf([wave("home", ["a", "b"], { onFailure }), wave("rest", ["c"], { onFailure })]);

/** The second version of b is ill, whoever brought it up. */
const ILL: HealthSource = {
  look: async (subject, ...rest) =>
    healthBut(...(subject.outputs.imageId === "ami-b-2" ? ["b"] : [])).look(subject, ...rest),
};

const REASON = "use1-az1: b has no targets";

describe("a wave that was brought back", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let place: FakePlace;
  let events: Events;
  let clock: FakeClock;

  function up(plan: RolloutPlan, more: Partial<RolloutRequest> = {}) {
    return runRollout({
      ...{ operation: Operation.Up, plan, place, health: ILL, clock, onEvent: events.take, ...more },
    });
  }

  /** Stacks at their first version, with files that say the second one. */
  async function prepare(plan: RolloutPlan, begun: RolloutPlan = plan): Promise<void> {
    place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
    clock = new FakeClock();
    events = new Events();
    await up(begun);
    for (const stack of plan.waves.flatMap(({ stacks }) => stacks)) {
      place.edit(stack, { [IMAGE]: { id: `ami-${stack}-2` } });
    }
    place.worked.length = 0;
    events = new Events();
  }

  function journal(): JournalDocument {
    return JSON.parse(readFileSync(path.join(place.journalFolder, "journal.json"), "utf8")) as JournalDocument;
  }

  /** What happened from the rollback on. */
  function courseOfRollback(): string[] {
    const began = events.all.findIndex(({ type }) => type === "rollback-began");
    return events.all
      .slice(began)
      .filter(({ type }) => !/^(stack-progressed|gate-looked)$/.test(type))
      .map((event) => ("afterRollback" in event ? `${event.type} after rollback` : event.type));
  }

  it("is looked at with what it was brought back to, and said to be healthy again", async () => {
    await prepare(PLAN);
    const seen: HealthSubject[] = [];
    const health: HealthSource = {
      look: (subject, ...rest) => {
        if (subject.afterRollback) seen.push(subject);
        return ILL.look(subject, ...rest);
      },
    };
    const summary = await up(PLAN, { health });
    expect(summary).to.deep.include({
      outcome: RolloutOutcome.RolledBack,
      stoppedAt: "home",
      resumable: true,
      healthAfterRollback: HealthAfterRollback.Healthy,
    });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "rolled back", c: "not begun" });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([[], [REASON], []]);
    expect(courseOfRollback()).to.deep.equal([
      ...["rollback-began", "stack-began", "stack-ended", "stack-began", "stack-ended"],
      ...["gate-began after rollback", "gate-ended after rollback", "wave-ended", "rollout-ended"],
    ]);
    expect(events.of("gate-began").map(({ stacks, afterRollback }) => [stacks, afterRollback])).to.deep.equal([
      [["a", "b"], undefined],
      [["a", "b"], true],
    ]);
    expect(events.of("gate-ended").map(({ healthy, reasons }) => [healthy, reasons])).to.deep.equal([
      [false, { b: [REASON] }],
      [true, {}],
    ]);
    // As long as every gate: three looks at each for a soak of twenty seconds.
    expect(events.of("gate-looked").map(({ afterRollback }) => afterRollback)).to.deep.equal([
      ...[undefined, true, true, true],
    ]);
    expect(seen).to.have.lengthOf(6);
    expect(seen.slice(0, 2)).to.deep.equal(
      ["a", "b"].map((stack) => ({
        ...{ stack, region: "us-east-1", outputs: place.update(stack)?.outputs, afterRollback: true },
      })),
    );
    const image = { a: "ami-a-1", b: "ami-b-1" };
    expect(seen.map(({ stack, outputs }) => ({ [stack]: outputs.imageId }))).to.deep.equal(
      Array.from({ length: 3 }, () => [{ a: image.a }, { b: image.b }]).flat(),
    );
    expect(workText(place.worked)).to.deep.equal(["up a", "up b", "up a", "up b"]);
  });

  it("is left as it is when it is still not healthy, with what is wrong in which stack", async () => {
    await prepare(PLAN);
    const summary = await up(PLAN, { health: healthBut("b") });
    expect(summary).to.deep.include({
      outcome: RolloutOutcome.RolledBack,
      resumable: true,
      healthAfterRollback: HealthAfterRollback.Unhealthy,
    });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "rolled back", c: "not begun" });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([
      ...[[], [REASON, `After the rollback: ${REASON}`], []],
    ]);
    expect(workText(place.worked)).to.deep.equal(["up a", "up b", "up a", "up b"]);
    expect(journal()).to.include({ outcome: RolloutOutcome.RolledBack });
  });

  it("is not said to be ill when nobody could see how it is", async () => {
    await prepare(PLAN);
    const health: HealthSource = {
      look: async (subject, ...rest) => {
        if (subject.afterRollback && subject.stack === "a") throw new Error("The credentials have expired.");
        return ILL.look(subject, ...rest);
      },
    };
    const summary = await up(PLAN, { health });
    expect(summary).to.include({
      outcome: RolloutOutcome.RolledBack,
      healthAfterRollback: HealthAfterRollback.Unseen,
    });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([
      ["After the rollback: a: The credentials have expired; the gate waited for 1 minute"],
      [REASON],
      [],
    ]);
  });

  it("is looked at also where an engine failed, and no gate was held before", async () => {
    await prepare(PLAN);
    place.trouble = (stack, _, settings) =>
      stack === "b" && (settings[IMAGE] as { id: string }).id === "ami-b-2" ? ["no capacity"] : undefined;
    const summary = await up(PLAN);
    expect(summary.healthAfterRollback).to.equal(HealthAfterRollback.Healthy);
    expect(events.of("gate-began").map(({ stacks, afterRollback }) => [stacks, afterRollback])).to.deep.equal([
      [["a", "b"], true],
    ]);
  });

  it("is looked at in those stacks only that there was something to bring back to", async () => {
    await prepare(PLAN, planOf([wave("home", ["a"])]));
    const summary = await up(PLAN, { health: healthBut("b") });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "unhealthy", c: "not begun" });
    expect(summary.healthAfterRollback).to.equal(HealthAfterRollback.Healthy);
    expect(events.of("gate-began").at(-1)?.stacks).to.deep.equal(["a"]);
  });

  it("is not looked at as long as a stack of it could not be brought back", async () => {
    await prepare(PLAN);
    place.trouble = (stack, _, settings) =>
      stack === "a" && (settings[IMAGE] as { id: string }).id === "ami-a-1" ? ["ami-a-1 is gone"] : undefined;
    const failed = await up(PLAN);
    expect(failed.outcome).to.equal(RolloutOutcome.RollbackFailed);
    expect(failed).not.to.have.property("healthAfterRollback");
    expect(courseOfRollback().slice(-2)).to.deep.equal(["wave-ended", "rollout-ended"]);
    expect(events.of("gate-began")).to.have.lengthOf(1);

    place.trouble = () => undefined;
    const resumed = await up(PLAN, { resume: true });
    expect(resumed).to.include({
      outcome: RolloutOutcome.RolledBack,
      healthAfterRollback: HealthAfterRollback.Healthy,
    });
    expect(events.of("gate-began").at(-1)).to.deep.include({ stacks: ["a", "b"], afterRollback: true });
  });

  it("is not looked at without a gate, nor when no gate is to be held", async () => {
    const without = planOf([wave("home", ["a", "b"], { onFailure, gate: undefined })]);
    for (const [plan, gates] of [
      [without, true],
      [PLAN, false],
    ] as const) {
      await prepare(plan);
      place.trouble = (stack, _, settings) =>
        stack === "b" && (settings[IMAGE] as { id: string }).id === "ami-b-2" ? ["no capacity"] : undefined;
      const health: HealthSource = { look: () => Promise.reject(new Error("asked")) };
      const summary = await up(plan, { gates, health });
      expect(summary.outcome).to.equal(RolloutOutcome.RolledBack);
      expect(summary).not.to.have.property("healthAfterRollback");
      expect(summary.stacks.map(({ problems }) => problems).slice(0, 2)).to.deep.equal([[], ["no capacity"]]);
      expect(events.of("gate-began")).to.deep.equal([]);
    }
  });

  it("is not waited for when somebody asks for an end in the gate, and is done again when resumed", async () => {
    await prepare(PLAN);
    const interruption = new Interruption();
    clock.onSleep = async () => {
      if (events.of("gate-began").some(({ afterRollback }) => afterRollback)) interruption.request();
    };
    const summary = await up(PLAN, { interruption });
    expect(summary).to.include({
      outcome: RolloutOutcome.RolledBack,
      resumable: true,
      healthAfterRollback: HealthAfterRollback.NotWaitedFor,
    });
    expect(summary.stacks.map(({ problems }) => problems)).to.deep.equal([[], [REASON], []]);
    expect(courseOfRollback().slice(-4)).to.deep.equal([
      ...["gate-began after rollback", "interrupted", "wave-ended", "rollout-ended"],
    ]);

    place.worked.length = 0;
    const resumed = await up(PLAN, { resume: true, health: healthBut() });
    expect(outcomes(resumed)).to.deep.equal({ a: "done", b: "done", c: "done" });
    expect(resumed).not.to.have.property("healthAfterRollback");
  });

  it("has no gate begun over it when somebody has asked for an end by then", async () => {
    await prepare(PLAN);
    const interruption = new Interruption();
    place.lasts = async () => {
      if (place.worked.length === 4) interruption.request();
    };
    const summary = await up(PLAN, { interruption });
    expect(outcomes(summary)).to.deep.equal({ a: "rolled back", b: "rolled back", c: "not begun" });
    expect(summary).to.include({
      outcome: RolloutOutcome.RolledBack,
      healthAfterRollback: HealthAfterRollback.NotWaitedFor,
    });
    expect(events.of("gate-began").map(({ afterRollback }) => afterRollback)).to.deep.equal([undefined]);
  });

  it("is finished before the gate, and gone on with as such after a kill in it; before, the rollback is", async () => {
    const done: JournalDocument[] = [];
    for (let killAt = 0, inGate = 0; ; killAt++) {
      await prepare(PLAN);
      const run = await runKilledAt(killAt, { operation: Operation.Up, plan: PLAN, place, health: ILL });
      if ("summary" in run) {
        // Two looks at a time, thrice, with a sleep in between.
        expect(inGate).to.equal(8);
        const { outcome, ...finished } = journal();
        expect(outcome).to.equal(RolloutOutcome.RolledBack);
        for (const { began, ...rest } of done) expect({ began: finished.began, ...rest }).to.deep.equal(finished);
        break;
      }
      const phase =
        run.journal === undefined ? undefined : (JSON.parse(run.journal) as JournalDocument).waves[0]?.phase;
      if (phase !== WavePhase.RolledBack && phase !== WavePhase.RollingBack) continue;
      place = place.takenOver(folderWith({}, cleanUp.add));
      leaveJournal(place, run.journal);
      const resumed = await up(PLAN, { resume: true, health: healthBut() });
      if (phase === WavePhase.RolledBack) {
        inGate++;
        done.push(JSON.parse(run.journal ?? "") as JournalDocument);
        expect(outcomes(resumed)).to.deep.equal({ a: "done", b: "done", c: "done" });
        expect(events.of("rollback-began")).to.deep.equal([]);
      } else {
        expect(resumed).to.include({
          outcome: RolloutOutcome.RolledBack,
          healthAfterRollback: HealthAfterRollback.Healthy,
        });
        expect(events.of("gate-began")).to.have.lengthOf(1);
        expect(events.of("gate-began")[0]).to.deep.include({ stacks: ["a", "b"], afterRollback: true });
      }
    }
  });
});
