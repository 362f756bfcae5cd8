import { expect } from "chai";
import { FailureReason, Operation } from "../../../automation/engine/operation";
import { RolloutOutcome } from "../../../automation/rollout/events";
import type { HealthSource } from "../../../automation/rollout/gate/health";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { RolloutRequest } from "../../../automation/rollout/request";
import { runRollout } from "../../../automation/rollout/rollout";
import { CleanUp, folderWith } from "../support/folder";
import { FakePlace, nextRound } from "./support/fake-place";
import { Events, FakeClock, filesOf, healthBut, outcomes, planOf, wave } from "./support/rollouts";

describe("runRollout, up", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let place: FakePlace;
  let events: Events;
  let clock: FakeClock;

  function prepare(plan: RolloutPlan): void {
    place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
    events = new Events();
    clock = new FakeClock();
  }

  function up(plan: RolloutPlan, more: Partial<RolloutRequest> = {}) {
    const health: HealthSource = healthBut();
    return runRollout({ operation: Operation.Up, plan, place, health, clock, onEvent: events.take, ...more });
  }

  it("begins a wave after the one before is healthy, and its stacks in the order of the plan", async () => {
    const plan = planOf([wave("home", ["a"]), wave("rest", ["c", "b"])]);
    prepare(plan);
    const summary = await up(plan);
    expect(summary.outcome).to.equal(RolloutOutcome.Succeeded);
    expect(place.did(Operation.Up)).to.deep.equal(["a", "c", "b"]);
    expect(
      events.all.map(({ type }) => type).filter((type) => !/^(stack-progressed|gate-looked)$/.test(type)),
    ).to.deep.equal([
      ...["rollout-began", "wave-began", "stack-began", "stack-ended", "gate-began", "gate-ended", "wave-ended"],
      ...["wave-began", "stack-began", "stack-ended", "stack-began", "stack-ended"],
      ...["gate-began", "gate-ended", "wave-ended", "rollout-ended"],
    ]);
  });

  it("runs as many engines at once as the wave and the plan allow", async () => {
    const stacks = ["a", "b", "c", "d", "e"];
    for (const [parallel, expected] of [
      [2, 2],
      [4, 3],
    ] as const) {
      const plan = planOf([wave("all", stacks, { parallel: 3 })], { parallel });
      prepare(plan);
      // Nobody ends before as many run as are expected, or all have been begun.
      place.lasts = async () => {
        while (place.running.size < expected && place.worked.length < stacks.length) await nextRound();
      };
      expect((await up(plan)).mostEngines).to.equal(expected);
      expect(place.most).to.equal(expected);
    }
  });

  it("tells what was changed, what was not, and for how long each took", async () => {
    const plan = planOf([wave("all", ["a", "b"])]);
    prepare(plan);
    await up(plan);
    place.edit("b", { "saas-privatelink:image": { id: "ami-2" } });
    const { stacks } = await up(plan);
    expect(stacks).to.deep.equal([
      {
        stack: "a",
        wave: "all",
        outcome: "unchanged",
        changes: { same: 3 },
        steps: [],
        seconds: 0,
        problems: [],
        warnings: [],
      },
      {
        stack: "b",
        wave: "all",
        outcome: "done",
        changes: { same: 2, update: 1 },
        steps: [],
        seconds: 0,
        problems: [],
        warnings: [],
      },
    ]);
  });

  it("lets the neighbours of a stack that failed finish, and begins nothing more", async () => {
    const plan = planOf([wave("home", ["a", "b", "c", "d"], { parallel: 2 }), wave("rest", ["e"])]);
    prepare(plan);
    place.lasts = async (stack) => {
      while (stack === "a" ? place.running.size < 2 : events.of("stack-ended").length === 0) await nextRound();
    };
    place.trouble = (stack) => (stack === "a" ? ["no subnets left"] : undefined);
    const summary = await up(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "failed", b: "done", c: "not begun", d: "not begun", e: "not begun" });
    expect(summary).to.deep.include({ outcome: RolloutOutcome.Stopped, stoppedAt: "home", resumable: true });
    expect(summary.stacks[0]?.problems).to.deep.equal(["no subnets left"]);
    expect(events.of("gate-began")).to.deep.equal([]);
    expect(events.of("wave-ended")).to.have.lengthOf(1);
  });

  it("stops at a wave that is not healthy, with the reasons", async () => {
    const plan = planOf([wave("home", ["a", "b"]), wave("rest", ["c"])]);
    prepare(plan);
    const summary = await up(plan, { health: healthBut("b") });
    expect(outcomes(summary)).to.deep.equal({ a: "done", b: "unhealthy", c: "not begun" });
    expect(summary.outcome).to.equal(RolloutOutcome.Stopped);
    const reasons = events.of("gate-ended")[0]?.reasons;
    expect(Object.keys(reasons ?? {})).to.deep.equal(["b"]);
    expect(summary.stacks[1]?.problems).to.deep.equal(reasons?.b);
    expect(reasons?.b?.join()).to.contain("b has no targets");
  });

  it("asks for the health with the outputs, the Region and the credentials of each stack", async () => {
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    const assumeRoles = [{ roleArn: "arn:aws:iam::111122223333:role/deploy" }];
    place.edit("a", { "aws:assumeRoles": assumeRoles });
    Object.assign(place, { defaults: { "aws:profile": "of the project", "aws:assumeRoles": "[]" } });
    const seen: unknown[] = [];
    await up(plan, {
      health: {
        look: async (subject) => {
          seen.push(subject);
          return [];
        },
      },
    });
    const { outputs } = place.update("a") ?? {};
    const identity = { profile: "of the project", assumeRoles };
    expect(seen[0]).to.deep.equal({ stack: "a", region: "us-east-1", identity, outputs });
  });

  it("holds no gate without one in the plan, nor when told so", async () => {
    const never: HealthSource = { look: () => Promise.reject(new Error("asked")) };
    const without = planOf([wave("home", ["a"], { gate: undefined })]);
    prepare(without);
    expect((await up(without, { health: never })).outcome).to.equal(RolloutOutcome.Succeeded);
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    expect((await up(plan, { health: never, gates: false })).outcome).to.equal(RolloutOutcome.Succeeded);
  });

  it("pauses between waves, and not after the last one", async () => {
    const pauseMinutes = 10;
    const plan = planOf([wave("home", ["a"], { pauseMinutes }), wave("rest", ["b"], { pauseMinutes })]);
    prepare(plan);
    const { seconds } = await up(plan, { gates: false });
    expect(seconds).to.equal(600);
    expect(events.of("pause-began")).to.deep.equal([
      { at: "2026-03-02T09:00:00.000Z", type: "pause-began", wave: "home", until: "2026-03-02T09:10:00.000Z" },
    ]);
  });

  it("waits for the window before each wave", async () => {
    const windows = [{ days: [1, 2, 3, 4, 5], from: "10:00", to: "12:00", timeZone: "Europe/London" }];
    const plan = planOf([wave("home", ["a"], { pauseMinutes: 180 }), wave("rest", ["b"])], { windows });
    prepare(plan);
    await up(plan, { gates: false });
    expect(
      events.of("window-waited-for").map(({ wave: name, opens, timeZone }) => [name, opens, timeZone]),
    ).to.deep.equal([
      ["home", "2026-03-02T10:00:00.000Z", "Europe/London"],
      ["rest", "2026-03-03T10:00:00.000Z", "Europe/London"],
    ]);
    expect(events.of("wave-began").map(({ at }) => at)).to.deep.equal([
      "2026-03-02T10:00:00.000Z",
      "2026-03-03T10:00:00.000Z",
    ]);
  });

  it("confines each operation to the targets", async () => {
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    await up(plan, { targets: ["order-processor-nlb"] });
    expect(place.worked.map(({ targets }) => targets)).to.deep.equal([["order-processor-nlb"]]);
  });

  it("counts a stack that another process works on as failed, and does not bring it back", async () => {
    const plan = planOf([wave("home", ["a"], { onFailure: FailurePolicy.Rollback })]);
    prepare(plan);
    await up(plan);
    place.trouble = () => ({ reason: FailureReason.Locked, errors: ["locked by maria"] });
    const summary = await up(plan);
    expect(outcomes(summary)).to.deep.equal({ a: "failed" });
    expect(summary.outcome).to.equal(RolloutOutcome.Stopped);
    expect(place.did(Operation.Up)).to.have.lengthOf(2);
  });

  it("refuses a second rollout in the same folder, and says which process has it", async () => {
    const plan = planOf([wave("home", ["a"])]);
    prepare(plan);
    let refused = false;
    place.lasts = async () => {
      while (!refused) await nextRound();
    };
    const first = up(plan);
    while (place.running.size === 0) await nextRound();
    const second = await up(plan).catch((error: Error) => error.message);
    refused = true;
    expect(second).to.match(new RegExp(`^Process ${process.pid} works on stacks in the account of the tests`));
    expect((await first).outcome).to.equal(RolloutOutcome.Succeeded);
    expect((await up(plan)).outcome).to.equal(RolloutOutcome.Succeeded);
  });
});
