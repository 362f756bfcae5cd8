import { expect } from "chai";
import fc from "fast-check";
import type { HealthFinding } from "../../../../automation/rollout/gate/health";
import { type GateLook, type GateRequest, type GateResult, holdGate } from "../../../../automation/rollout/gate/hold";
import { FakeClock, failed, firing, GATE, sourceOf, subject, waiting } from "./given";

type Find = (seconds: number, stack: string) => readonly HealthFinding[];

async function hold(find: Find, changes: Partial<GateRequest> = {}) {
  const clock = new FakeClock();
  const looks: (GateLook & { readonly at: number })[] = [];
  const result: GateResult = await holdGate({
    subjects: [subject()],
    gate: GATE,
    source: sourceOf(clock, find),
    clock,
    signal: new AbortController().signal,
    onLook: (look) => looks.push({ ...look, at: clock.seconds }),
    ...changes,
  });
  return { result, looks, seconds: clock.seconds };
}

describe("holdGate", () => {
  it("takes a source that throws, at once or later, as not healthy and not seen", async () => {
    const broken = () => {
      throw new Error("no metric");
    };
    for (const look of [broken, async () => broken()]) {
      const { result } = await hold(() => [], { source: { look } });
      expect(result).to.deep.include({ healthy: false, unseen: true });
    }
  });

  it("is over when everything has been healthy for the soak", async () => {
    const { result, looks, seconds } = await hold((at) => (at < 30 ? [waiting] : []));
    expect(result).to.deep.equal({ healthy: true });
    expect(seconds).to.equal(90);
    expect(looks.map(({ at, healthySeconds }) => [at, healthySeconds])).to.deep.equal([
      [0, 0],
      [10, 0],
      [20, 0],
      [30, 0],
      [40, 10],
      [50, 20],
      [60, 30],
      [70, 40],
      [80, 50],
      [90, 60],
    ]);
    expect(looks[0]?.unhealthy).to.deep.equal({ "us-east-1": [waiting] });
    expect(looks[3]?.unhealthy).to.deep.equal({ "us-east-1": [] });
  });

  it("needs one healthy look where there is no soak", async () => {
    const { result, seconds } = await hold(() => [], { gate: { ...GATE, soakSeconds: 0 } });
    expect([result, seconds]).to.deep.equal([{ healthy: true }, 0]);
  });

  it("looks once more at the end of a soak that is no multiple of the interval", async () => {
    const { looks } = await hold(() => [], { gate: { ...GATE, soakSeconds: 25 } });
    expect(looks.map(({ at }) => at)).to.deep.equal([0, 10, 20, 25]);
  });

  it("begins the soak anew after an interruption", async () => {
    const { result, seconds } = await hold((at) => (at === 50 ? [waiting] : []));
    expect([result, seconds]).to.deep.equal([{ healthy: true }, 120]);
  });

  it("does not take the time before the end of the first healthy look for healthy", async () => {
    const clock = new FakeClock();
    const looked: number[] = [];
    await holdGate({
      subjects: [subject()],
      gate: GATE,
      source: {
        look: async () => {
          looked.push(clock.seconds);
          clock.seconds += 7;
          return [];
        },
      },
      clock,
      signal: new AbortController().signal,
    });
    expect(looked).to.deep.equal([0, 17, 34, 51, 67]);
  });

  it("says after the time limit what is not healthy, of each stack", async () => {
    const { result, seconds } = await hold((_, stack) => (stack === "eu" ? [] : [waiting, firing]), {
      subjects: [subject("us"), subject("eu")],
      gate: { ...GATE, timeoutMinutes: 1 },
    });
    expect(result).to.deep.equal({
      healthy: false,
      unseen: false,
      reasons: {
        us: [
          "api in use1-az1: 1 of 2 targets is healthy; the gate waited for 1 minute",
          "api-errors: the alarm has been firing; the gate waited for 1 minute",
        ],
      },
    });
    expect(seconds).to.equal(60);
  });

  it("finishes a soak that began at the last moment, and begins none after it", async () => {
    const late = await hold((at) => (at < 900 ? [waiting] : []));
    expect([late.result, late.seconds]).to.deep.equal([{ healthy: true }, 960]);
    const broken = await hold((at) => (at < 900 || at === 930 ? [waiting] : []));
    expect([broken.result.healthy, broken.seconds]).to.deep.equal([false, 930]);
  });

  it("ends at once with what cannot become healthy, and names the other stacks that are not", async () => {
    const { result, seconds } = await hold(
      (at, stack) => (at < 20 || stack === "ap" ? [] : stack === "eu" ? [waiting] : [waiting, failed]),
      {
        subjects: [subject("us"), subject("eu"), subject("ap")],
      },
    );
    expect(result).to.deep.equal({
      healthy: false,
      unseen: false,
      reasons: {
        us: [
          "api-asg: its instance refresh failed",
          "api in use1-az1: 1 of 2 targets is healthy; not healthy yet when the gate ended",
        ],
        eu: ["api in use1-az1: 1 of 2 targets is healthy; not healthy yet when the gate ended"],
      },
    });
    expect(seconds).to.equal(20);
  });

  it("waits for an alarm that fires before the soak, and ends with one that fires during it", async () => {
    const before = await hold((at) => (at < 40 ? [firing] : []));
    expect([before.result, before.seconds]).to.deep.equal([{ healthy: true }, 100]);
    const during = await hold((at) => (at === 40 ? [firing] : []));
    expect([during.result, during.seconds]).to.deep.equal([
      {
        healthy: false,
        unseen: false,
        reasons: { "us-east-1": ["api-errors: the alarm has been firing; the soak had begun"] },
      },
      40,
    ]);
  });

  it("counts an error of the source as not healthy, and tells it", async () => {
    const { result } = await hold(
      () => {
        throw new Error("The network is down.\n");
      },
      { gate: { ...GATE, timeoutMinutes: 2 } },
    );
    expect(result).to.deep.equal({
      healthy: false,
      unseen: true,
      reasons: { "us-east-1": ["us-east-1: The network is down; the gate waited for 2 minutes"] },
    });
  });

  it("gives up a look that hangs, and ends the call", async () => {
    let ended = 0;
    const { result } = await hold(() => [], {
      gate: { ...GATE, timeoutMinutes: 0 },
      lookLimitMs: 20,
      source: {
        look: (_subject, _gate, signal) => new Promise(() => signal.addEventListener("abort", () => ended++)),
      },
    });
    expect(result).to.deep.equal({
      healthy: false,
      unseen: true,
      reasons: { "us-east-1": ["us-east-1: no answer within 0.02 seconds; the gate waited for 0 minutes"] },
    });
    expect(ended).to.equal(1);
  });

  for (const where of ["during a look", "between two looks", "before the first look"]) {
    it(`rejects with the signal's reason when it is aborted ${where}`, async () => {
      const abort = new AbortController();
      const reason = new Error("interrupted");
      if (where === "before the first look") abort.abort(reason);
      const source = {
        look: async () => {
          if (where === "during a look") {
            abort.abort(reason);
            await new Promise(() => undefined);
          }
          return [waiting];
        },
      };
      const onLook = () => abort.abort(reason);
      const thrown = await hold(() => [], { source, onLook, signal: abort.signal }).catch((error: unknown) => error);
      expect(thrown).to.equal(reason);
    });
  }

  it("holds to its times whatever happens", async () => {
    const state = fc.constantFrom("healthy", "healthy", "healthy", "waiting", "firing", "failed");
    const given = fc.record({
      // One stack to three, each with what it is in the seconds of its steps; the last one stays.
      stacks: fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), state), { minLength: 1 }), {
        minLength: 1,
        maxLength: 3,
      }),
      timeoutMinutes: fc.integer({ min: 0, max: 3 }),
      soakSeconds: fc.integer({ min: 0, max: 120 }),
      everySeconds: fc.integer({ min: 5, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ stacks, timeoutMinutes, soakSeconds, everySeconds }) => {
        const stateOf = (stack: number, at: number): string => {
          let left = at;
          for (const [seconds, one] of stacks[stack] ?? []) {
            if (left < seconds) return one;
            left -= seconds;
          }
          return stacks[stack]?.at(-1)?.[1] ?? "healthy";
        };
        const findings: Record<string, HealthFinding[]> = {
          healthy: [],
          waiting: [waiting],
          firing: [firing],
          failed: [failed],
        };
        const { result, looks } = await hold((at, stack) => findings[stateOf(Number(stack), at)] ?? [], {
          subjects: stacks.map((_, index) => subject(String(index))),
          gate: { ...GATE, timeoutMinutes, soakSeconds, everySeconds },
        });

        const times = looks.map(({ at }) => at);
        for (const [index, at] of times.entries()) {
          const gap = at - (times[index - 1] ?? at);
          expect(gap).to.be.at.most(everySeconds);
        }
        expect(times.at(-1)).to.be.at.most(timeoutMinutes * 60 + soakSeconds);

        // Look by look, whether it had to be the last one, and with which end.
        let began: number | undefined;
        const ends = times.map((at) => {
          const states = stacks.map((_, index) => stateOf(index, at));
          const wasSoaking = began !== undefined;
          const isHealthy = states.every((one) => one === "healthy");
          began = isHealthy ? (began ?? at) : undefined;
          if (began !== undefined && at - began >= soakSeconds) return true;
          if (states.includes("failed") || (wasSoaking && states.includes("firing"))) return false;
          return !isHealthy && at >= timeoutMinutes * 60 ? false : undefined;
        });
        expect(ends.slice(0, -1).every((end) => end === undefined)).to.equal(true);
        expect(ends.at(-1)).to.equal(result.healthy);
        if (!result.healthy) {
          const last = times.at(-1) ?? 0;
          const unhealthy = stacks
            .map((_, index) => String(index))
            .filter((one) => stateOf(Number(one), last) !== "healthy");
          expect(Object.keys(result.reasons)).to.deep.equal(unhealthy);
        }
      }),
      { numRuns: 60 },
    );
  });
});
