import { expect } from "chai";
import { GATE_DEFAULTS } from "../../../automation/rollout/file/defaults";
import { withGate } from "../../../automation/rollout/given-gate";
import type { GateSettings, RolloutPlan, Wave } from "../../../automation/rollout/plan";

function planOf(...gates: readonly (GateSettings | undefined)[]): RolloutPlan {
  const waves = gates.map(
    (gate, i): Wave => ({
      name: `w${i}`,
      stacks: [`s${i}`],
      parallel: 1,
      pauseMinutes: 0,
      onFailure: "stop",
      ...(gate && { gate }),
    }),
  );
  const images = { keep: 3, kmsKeyIds: {} };
  return { file: undefined, waves, leftOut: [], parallel: 1, windows: [], images, drift: { mayDiffer: [] } };
}

describe("automation/rollout/given-gate", () => {
  const slow: GateSettings = { ...GATE_DEFAULTS, timeoutMinutes: 30, alarms: ["orders-*"] };

  it("replaces what is given in the gate of each wave, and gives none to a wave without", () => {
    const { waves } = withGate(planOf(GATE_DEFAULTS, undefined, slow), { timeoutMinutes: 1, soakSeconds: undefined });
    expect(waves.map(({ gate }) => gate)).to.deep.equal([
      { ...GATE_DEFAULTS, timeoutMinutes: 1 },
      undefined,
      { ...slow, timeoutMinutes: 1 },
    ]);
  });
});
