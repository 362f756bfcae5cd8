import { expect } from "chai";
import fc from "fast-check";
import { Operation } from "../../../automation/engine/operation";
import { RolloutOutcome, type RolloutSummary } from "../../../automation/rollout/events";
import { Health, HealthCheck, type HealthSource } from "../../../automation/rollout/gate/health";
import { type JournalDocument, WavePhase } from "../../../automation/rollout/journal-file";
import { FailurePolicy, type RolloutPlan } from "../../../automation/rollout/plan";
import type { StackSettings } from "../../../automation/stacks/place";
import { CleanUp, folderWith } from "../support/folder";
import { FakePlace } from "./support/fake-place";
import { leaveJournal, runKilledAt } from "./support/killing";
import { filesOf, planOf, wave } from "./support/rollouts";

const IMAGE = "saas-privatelink:image";

/** What the second version does on a stack. */
const Bad = { Fails: "fails", Unhealthy: "unhealthy" } as const;
type Bad = (typeof Bad)[keyof typeof Bad];

interface Case {
  readonly plan: RolloutPlan;
  readonly bad: ReadonlyMap<string, Bad>;
  readonly onFailure: FailurePolicy;
  /** Points at which the runs are killed, and whether their engines finish nevertheless. */
  readonly kills: readonly (readonly [number, boolean])[];
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    parallel: fc.integer({ min: 1, max: 3 }),
    overall: fc.integer({ min: 1, max: 3 }),
    pauseMinutes: fc.constantFrom(0, 5),
    onFailure: fc.constantFrom(...Object.values(FailurePolicy)),
    bad: fc.array(fc.tuple(fc.nat(8), fc.constantFrom(...Object.values(Bad))), { maxLength: 1 }),
    kills: fc.array(fc.tuple(fc.nat(30), fc.boolean()), { minLength: 1, maxLength: 3 }),
  })
  .map(({ sizes, parallel, overall, pauseMinutes, onFailure, bad, kills }) => {
    let next = 0;
    const waves = sizes.map((size, index) => {
      const stacks = Array.from({ length: size }, () => `s${next++}`);
      return wave(`w${index}`, stacks, { parallel, pauseMinutes, onFailure });
    });
    const plan = planOf(waves, { parallel: overall });
    return { plan, onFailure, kills, bad: new Map(bad.map(([index, how]) => [`s${index % next}`, how])) };
  });

/** The image that stands for the second version. */
function second(stack: string): string {
  return `ami-${stack}-2`;
}

function imageIn(settings: StackSettings): unknown {
  return (settings[IMAGE] as { id?: unknown }).id;
}

function imageOf(place: FakePlace, stack: string): unknown {
  return place.update(stack)?.outputs.imageId;
}

function waveOf({ waves }: RolloutPlan, stack: string): number {
  return waves.findIndex(({ stacks }) => stacks.includes(stack));
}

function healthOf(bad: ReadonlyMap<string, Bad>): HealthSource {
  const finding = { check: HealthCheck.Targets, health: Health.Failed, subject: "use1-az1", text: "no targets" };
  return {
    look: async ({ stack, outputs }) =>
      bad.get(stack) === Bad.Unhealthy && outputs.imageId === second(stack) ? [finding] : [],
  };
}

describe("a rollout that is killed and resumed", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);

  /** Stacks at their first version, with files that say the second one. */
  async function stacksOf({ plan, bad }: Case): Promise<FakePlace> {
    const place = new FakePlace(folderWith({}, cleanUp.add), filesOf(plan));
    for (const stack of plan.waves.flatMap(({ stacks }) => stacks)) {
      await place.stack(stack).operate(Operation.Up);
      place.edit(stack, { [IMAGE]: { id: second(stack) } });
    }
    place.worked.length = 0;
    failing(place, bad);
    return place;
  }

  function failing(place: FakePlace, bad: ReadonlyMap<string, Bad>): void {
    place.trouble = (stack, _, settings) =>
      bad.get(stack) === Bad.Fails && imageIn(settings) === second(stack) ? ["it does not start"] : undefined;
  }

  /** Runs until a run ends by itself; returns what it said, the place of each run, and what those before it left. */
  async function play(one: Case): Promise<{ summary: RolloutSummary; places: FakePlace[]; journals: string[] }> {
    const { plan, bad, kills } = one;
    const places = [await stacksOf(one)];
    const journals: string[] = [];
    let journal: string | undefined;
    for (let index = 0; ; index++) {
      const place = places.at(-1) as FakePlace;
      const [killAt, finishes] = kills[index] ?? [Number.POSITIVE_INFINITY, false];
      const resume = journal !== undefined;
      const run = await runKilledAt(killAt, { operation: Operation.Up, plan, place, health: healthOf(bad), resume });
      if ("summary" in run) return { summary: run.summary, places, journals };
      journal = run.journal;
      journals.push(journal ?? JSON.stringify({ waves: [] }));
      if (finishes) place.finishRunning();
      const next = place.takenOver(folderWith({}, cleanUp.add));
      failing(next, bad);
      leaveJournal(next, journal);
      places.push(next);
    }
  }

  it("ends as if it had not been killed, without working on a healthy wave again", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const { plan, bad, onFailure } = one;
        const { summary, places, journals } = await play(one);
        const last = places.at(-1) as FakePlace;
        const ends = plan.waves.findIndex(({ stacks }) => stacks.some((stack) => bad.has(stack)));
        const stopped = onFailure === FailurePolicy.Stop ? RolloutOutcome.Stopped : RolloutOutcome.RolledBack;
        expect(summary.outcome).to.equal(ends === -1 ? RolloutOutcome.Succeeded : stopped);
        for (const [index, { stacks }] of plan.waves.entries()) {
          for (const stack of stacks) {
            if (ends === -1 || index < ends) expect(imageOf(last, stack), stack).to.equal(second(stack));
            else if (index > ends || onFailure === FailurePolicy.Rollback || bad.get(stack) === Bad.Fails) {
              expect(imageOf(last, stack), stack).to.equal(`ami-${stack}-1`);
            }
          }
        }
        expect(summary.stacks.map(({ stack }) => stack)).to.deep.equal(plan.waves.flatMap(({ stacks }) => stacks));
        // Waves come one after the other, also over several processes, and no healthy one comes again.
        const begun = places.flatMap(({ worked }) => worked.map(({ stack }) => waveOf(plan, stack)));
        expect(begun).to.deep.equal([...begun].sort((a, b) => a - b));
        for (const { most } of places)
          expect(most).to.be.at.most(Math.min(plan.parallel, plan.waves[0]?.parallel ?? 0));
        for (const [index, journal] of journals.entries()) {
          const { waves } = JSON.parse(journal) as JournalDocument;
          const healthy = waves.filter(({ phase }) => phase === WavePhase.Healthy).flatMap(({ stacks }) => stacks);
          const later = places.slice(index + 1).flatMap(({ worked }) => worked.map(({ stack }) => stack));
          expect(later.filter((stack) => healthy.includes(stack))).to.deep.equal([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
