import { expect } from "chai";
import { createColors } from "picocolors";
import { frame } from "../../../../automation/rollout/screen/frame";
import { painted } from "../../../../automation/rollout/screen/line";
import { advanced, NOTHING_YET, type RolloutView } from "../../../../automation/rollout/screen/state";
import { at, BEGAN, START, summaryOf, type Told, viewAfter } from "./support";

const PLAIN = createColors(false);

/** What a terminal shows so many seconds after the beginning. */
function shown(view: RolloutView, seconds: number, { rows = 40, columns = 100 } = {}): string[] {
  const lines = frame(view, { now: START + seconds * 1000, rows, spinner: "*" });
  return lines.map((line) => painted(line, columns, PLAIN));
}

const began = (stack: string, wave: string): Told => ({ type: "stack-began", wave, stack, operation: "up" });

describe("frame of a rollout", () => {
  it("shows every wave with its stacks, how far those are, and what waits", () => {
    const view = viewAfter(
      [0, BEGAN],
      [0, { type: "wave-began", wave: "home", stacks: ["us-east-1"] }],
      [0, began("us-east-1", "home")],
      [13, { type: "stack-ended", summary: summaryOf("us-east-1") }],
      [13, { type: "wave-ended", wave: "home", healthy: true }],
      [13, { type: "wave-began", wave: "rest", stacks: ["us-east-2", "eu-west-1"] }],
      [13, began("us-east-2", "rest")],
      [15, { type: "stack-progressed", stack: "us-east-2", operation: "up", done: 42, running: 3 }],
    );
    expect(shown(view, 83)).to.deep.equal([
      "  ✔ home  1 stack",
      "    ✔ us-east-1  done             95 created                          12.3 s",
      "  * rest  0 of 2 stacks",
      "    * us-east-2  updating         42 resources, 3 under way           1 min 10 s",
      "    · eu-west-1  waiting",
      "",
      "1 of 3 stacks done, 1 min 23 s. Ctrl-C finishes what runs.",
    ]);
  });

  it("shows what a gate waits for, and how long all has been well", () => {
    const looking = viewAfter(
      [0, BEGAN],
      [0, { type: "stack-ended", summary: summaryOf("us-east-1") }],
      [1, { type: "gate-began", wave: "home", stacks: ["us-east-1"] }],
    );
    const looked = (unhealthy: Extract<Told, { type: "gate-looked" }>["unhealthy"], healthySeconds: number) =>
      advanced(looking, at(2, { type: "gate-looked", wave: "home", unhealthy, healthySeconds, soakSeconds: 60 }));
    const finding = {
      check: "targets",
      health: "waiting",
      subject: "tg-api",
      text: "1 of 2 targets is healthy",
    } as const;
    expect(shown(looking, 3)[0]).to.equal("  * home  gate: looking, 2 s");
    expect(shown(looked({ "us-east-1": [finding] }, 0), 3).slice(0, 3)).to.deep.equal([
      "  * home  gate: waiting for 1 thing to become healthy, 2 s",
      "    ✔ us-east-1  done             95 created                          12.3 s",
      "        us-east-1: targets tg-api: 1 of 2 targets is healthy",
    ]);
    expect(shown(looked({ "us-east-1": [] }, 20.4), 3)[0]).to.equal("  * home  gate: healthy for 20 of 60 s, 2 s");
  });

  it("tells pauses, windows, rollbacks and interruptions", () => {
    const phases: readonly (readonly [Told, string])[] = [
      [
        { type: "window-waited-for", wave: "home", opens: "2026-11-23T08:00:00Z", timeZone: "Europe/Berlin" },
        "  * home  waits for its window, 2026-11-23 09:00 Europe/Berlin",
      ],
      [
        { type: "pause-began", wave: "home", until: "2026-11-21T12:30:00Z" },
        "  ✔ home  pause until 2026-11-21 12:30 UTC",
      ],
      [
        { type: "rollback-began", wave: "home", stacks: ["us-east-1"], policy: "rollback" },
        "  * home  is brought back, 5 s",
      ],
      [{ type: "wave-ended", wave: "home", healthy: false }, "  ✖ home  failed"],
      [{ type: "gate-ended", wave: "home", healthy: false, reasons: {} }, "  ✖ home  failed"],
    ];
    for (const [event, line] of phases) expect(shown(viewAfter([0, BEGAN], [1, event]), 6)[0]).to.equal(line);
    const interrupted = viewAfter([0, BEGAN], [1, { type: "interrupted", how: "drain" }]);
    expect(shown(interrupted, 6).slice(-2)).to.deep.equal([
      "0 of 3 stacks done, 6 s.",
      "Finishing what runs; nothing more is begun. Ctrl-C again cancels it.",
    ]);
    const cancelled = advanced(interrupted, at(2, { type: "interrupted", how: "cancel" }));
    expect(shown(cancelled, 6).at(-1)).to.equal(
      "Cancelling: each engine ends what it has begun in AWS, and lets go of it.",
    );
  });

  it("takes the waves before the first one of a resumed rollout for done", () => {
    const view = viewAfter(
      [0, { ...BEGAN, resumed: true } as Told],
      [0, { type: "wave-began", wave: "rest", stacks: ["us-east-2", "eu-west-1"] }],
    );
    expect(shown(view, 1).slice(0, 3)).to.deep.equal([
      "  ✔ home  1 stack, done earlier",
      "  * rest  0 of 2 stacks",
      "    · us-east-2  waiting",
    ]);
    expect(shown(view, 1).at(-1)).to.equal("1 of 3 stacks done, 1 s. Ctrl-C finishes what runs.");
  });

  it("says why a wave is brought back while it is", () => {
    const view = viewAfter(
      [0, BEGAN],
      [1, { type: "gate-ended", wave: "home", healthy: false, reasons: { "us-east-1": ["us-east-1: too late"] } }],
      [1, { type: "rollback-began", wave: "home", stacks: ["us-east-1"], policy: "rollback" }],
      [1, began("us-east-1", "home")],
    );
    expect(shown(view, 3).slice(0, 3)).to.deep.equal([
      "  * home  is brought back, 2 s",
      "    * us-east-1  bringing back    starting                            2 s",
      "        too late",
    ]);
  });

  it("shows the gate after a rollback without what an earlier one saw", () => {
    const wave = "home";
    const finding = { check: "alarms", health: "failed", subject: "late", text: "the alarm is firing" } as const;
    const view = viewAfter(
      [0, BEGAN],
      [1, { type: "gate-began", wave, stacks: ["us-east-1"] }],
      [1, { type: "gate-looked", wave, unhealthy: { "us-east-1": [finding] }, healthySeconds: 0, soakSeconds: 60 }],
      [1, { type: "gate-ended", wave, healthy: false, reasons: { "us-east-1": ["late: the alarm is firing"] } }],
      [1, { type: "rollback-began", wave, stacks: ["us-east-1"], policy: "rollback" }],
      [9, { type: "stack-ended", summary: summaryOf("us-east-1", { outcome: "rolled back" }) }],
      [9, { type: "gate-began", wave, stacks: ["us-east-1"], afterRollback: true }],
    );
    const back = "    ↩ us-east-1  rolled back      95 created                          12.3 s";
    expect(shown(view, 10).slice(0, 3)).to.deep.equal([
      "  * home  gate after the rollback: looking, 1 s",
      back,
      "  · rest  2 stacks",
    ]);
    const looked: Told = {
      type: "gate-looked",
      wave,
      unhealthy: {},
      healthySeconds: 3,
      soakSeconds: 60,
      afterRollback: true,
    };
    expect(shown(advanced(view, at(12, looked)), 12).slice(0, 3)).to.deep.equal([
      "  * home  gate after the rollback: healthy for 3 of 60 s, 3 s",
      back,
      "  · rest  2 stacks",
    ]);
  });

  describe("on a low terminal", () => {
    const names = Array.from({ length: 30 }, (_, i) => `region-${String(i).padStart(2, "0")}`);
    const waves = [
      { name: "home", stacks: ["us-east-1"] },
      { name: "canary", stacks: names.slice(0, 20) },
      { name: "rest", stacks: names.slice(20) },
    ];
    const view = viewAfter(
      [0, { ...BEGAN, waves } as Told],
      [0, { type: "stack-ended", summary: summaryOf("us-east-1") }],
      [0, { type: "wave-ended", wave: "home", healthy: true }],
      [0, { type: "wave-began", wave: "canary", stacks: names.slice(0, 20) }],
      [0, { type: "stack-ended", summary: summaryOf("region-00") }],
      [
        0,
        {
          type: "stack-ended",
          summary: summaryOf("region-01", { outcome: "failed", changes: {}, problems: ["no AMI\nanywhere"] }),
        },
      ],
      [0, began("region-02", "canary")],
    );

    it("shows in full only what is happening, and what went wrong", () => {
      expect(shown(view, 4, { rows: 24 })).to.deep.equal([
        "  ✔ home  1 stack",
        "  * canary  2 of 20 stacks",
        "    ✖ region-01  failed                                               12.3 s",
        "        no AMI",
        "    * region-02  updating         starting                            4 s",
        "      and 1 done, 17 waiting",
        "  · rest  10 stacks",
        "",
        "3 of 31 stacks done, 4 s. Ctrl-C finishes what runs.",
      ]);
    });

    it("never takes more rows than there are, and never more columns", () => {
      for (let rows = 3; rows < 50; rows++) {
        const lines = shown(view, 4, { rows, columns: 60 });
        expect(lines.length).to.be.at.most(rows);
        for (const line of lines) expect(line.length).to.be.at.most(60);
      }
    });
  });

  it("has nothing to show before the first event but the count", () => {
    expect(shown(NOTHING_YET, 0).at(-1)).to.match(/^0 of 0 stacks/);
  });
});
