import { expect } from "chai";
import { createColors } from "picocolors";
import { Operation } from "../../../../automation/engine/operation";
import { type Announced, announcement } from "../../../../automation/rollout/command/announce";
import { sameAgain } from "../../../../automation/rollout/command/options";
import type { RolloutPlan, Wave } from "../../../../automation/rollout/plan";
import { NO_OPTIONS } from "./support";

const GATE = { timeoutMinutes: 15, soakSeconds: 60, everySeconds: 10, alarms: [], ignoreAlarms: [] };

function wave(name: string, stacks: readonly string[], change: Partial<Wave> = {}): Wave {
  return { name, stacks, parallel: 4, gate: GATE, pauseMinutes: 0, onFailure: "stop", ...change };
}

function lines(plan: Partial<RolloutPlan>, change: Partial<Announced> = {}): string[] {
  const whole: RolloutPlan = {
    file: undefined,
    waves: [wave("home", ["us-east-1"]), wave("rest", ["us-east-2", "eu-west-1"])],
    leftOut: [],
    parallel: 4,
    windows: [],
    images: { keep: 3, kmsKeyIds: {} },
    drift: { mayDiffer: [] },
    ...plan,
  };
  const announced = {
    operation: Operation.Up,
    plan: whole,
    place: "a place",
    gates: true,
    resume: false,
    rehearsal: false,
    targets: [],
    fresh: [],
    ...change,
  };
  return announcement(announced, createColors(false)).split("\n");
}

describe("announcement of a rollout", () => {
  it("says for each wave what differs between them", () => {
    const waves = [
      wave("home", ["us-east-1"], {
        gate: { ...GATE, probe: { url: "https://{region}.x/", status: 200, timeoutSeconds: 5 } },
        pauseMinutes: 30,
      }),
      wave("rest", ["us-east-2", "eu-west-1"], { onFailure: "rollback" }),
    ];
    const windows = [
      { days: [1, 2, 3, 4], from: "09:00", to: "16:00", timeZone: "Europe/Berlin" },
      { days: [6, 7], from: "10:00", to: "24:00", timeZone: "UTC" },
    ];
    expect(lines({ waves, windows, leftOut: ["lab"] }, { targets: ["shop-nlb"] }).slice(4)).to.deep.equal([
      "  Where            a place",
      "  Only             shop-nlb",
      "  At once          4 stacks at most",
      "  After each wave  home: healthy within 15 min, and for 60 s on end, and answering at https://{region}.x/; then a pause of 30 min",
      "                   rest: healthy within 15 min, and for 60 s on end",
      "  On a failure     home: everything stays as it is, and no further wave begins",
      "                   rest: the wave is brought back, and no further one begins",
      "  Waves begin      Mon-Thu 09:00-16:00 (Europe/Berlin) or Sat, Sun 10:00-24:00 (UTC)",
      "  In no wave       lab",
    ]);
  });

  it("says which stacks the backend does not have", () => {
    expect(lines({}, { fresh: ["us-east-2", "eu-west-1"] })[5]).to.equal(
      "  New there        us-east-2 and eu-west-1: everything of them is created",
    );
    expect(lines({}, { fresh: ["us-east-2"] })[5]).to.equal(
      "  New there        us-east-2: everything of it is created",
    );
  });

  it("says what a rehearsal leaves out, and does not promise a probe that it does not make", () => {
    const probe = { url: "https://{region}.x/", status: 200, timeoutSeconds: 5 };
    const waves = [wave("home", ["us-east-1"], { gate: { ...GATE, probe } })];
    expect(lines({ waves }, { rehearsal: true }).slice(4)).to.deep.equal([
      "  After each wave  healthy within 15 min, and for 60 s on end",
      "  On a failure     everything stays as it is, and no further wave begins",
      "  A rehearsal      without pauses, windows and the probe, and with short gates",
    ]);
    const without = "  A rehearsal      without pauses and windows, and with short gates";
    expect(lines({}, { rehearsal: true })).to.contain(without);
    expect(lines({ waves }, { rehearsal: true, gates: false })).to.contain(without);
  });

  it("has the last wave first for a destroy, and nothing about gates", () => {
    expect(lines({}, { operation: Operation.Destroy })).to.deep.equal([
      "Destroy of 3 stacks in 2 waves",
      "  Wave rest  us-east-2, eu-west-1",
      "  Wave home  us-east-1",
      "",
      "  Where      a place",
      "  At once    4 stacks at most",
    ]);
  });

  it("says that nobody asks for health where the gates are left out", () => {
    expect(lines({}, { gates: false })).to.contain("  After each wave  nobody asks whether it is healthy");
  });

  it("says how many are worked on at once in each wave, never more than overall", () => {
    const waves = [wave("a", ["s1", "s2"], { parallel: 8 }), wave("b", ["s3", "s4"], { parallel: 1 })];
    expect(lines({ waves, parallel: 3 })).to.contain("  At once          at most 3 in a and 1 in b");
  });

  it("breaks the stacks of a large wave into lines", () => {
    const stacks = Array.from({ length: 12 }, (_, i) => `ap-southeast-${i + 1}`);
    const shown = lines({ waves: [wave("rest", stacks)] });
    expect(shown[0]).to.equal("Update of 12 stacks in 1 wave");
    expect(shown.slice(1, 4).join(" ").replaceAll(/\s+/g, " ").trim()).to.equal(`Wave rest ${stacks.join(", ")}`);
    for (const line of shown) expect(line.length).to.be.at.most(100);
  });
});

describe("the same command again", () => {
  it("has every option that picks stacks and the place, and none that goes for one run", () => {
    expect(sameAgain({ ...NO_OPTIONS, yes: true, resume: true, json: true, unhealthy: ["a"] })).to.equal("");
    const options = {
      stack: ["a", "b"],
      wave: ["my wave"],
      parallel: 2,
      target: ["urn:pulumi:a::b::c$d::e"],
      file: "it's.yaml",
      sandbox: true,
      gate: false,
      unhealthy: [],
    };
    expect(sameAgain(options)).to.equal(
      "--sandbox --stack a --stack b --wave 'my wave' --file 'it'\\''s.yaml' --parallel 2 --target 'urn:pulumi:a::b::c$d::e' --no-gate",
    );
  });
});
