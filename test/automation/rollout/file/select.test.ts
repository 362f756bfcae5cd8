import { expect } from "chai";
import { RolloutFileError } from "../../../../automation/rollout/file/error";
import { type Selection, selectWaves } from "../../../../automation/rollout/file/select";
import { FailurePolicy, type RolloutPlan, type Wave } from "../../../../automation/rollout/plan";

function wave(name: string, stacks: readonly string[], parallel = 4): Wave {
  return { name, stacks, parallel, pauseMinutes: 0, onFailure: FailurePolicy.Stop };
}

const plan: RolloutPlan = {
  file: "/project/rollout.yaml",
  waves: [wave("home", ["us-east-1"]), wave("europe", ["eu-west-1", "eu-central-1"], 2), wave("rest", ["us-west-2"])],
  leftOut: ["sa-east-1"],
  parallel: 4,
  windows: [],
  images: { keep: 3, kmsKeyIds: {} },
  drift: { mayDiffer: [] },
};

function stacksBy(selection: Selection): [string, readonly string[]][] {
  return selectWaves(plan, selection).waves.map(({ name, stacks }) => [name, stacks]);
}

function refusals(selection: Selection): readonly string[] {
  try {
    selectWaves(plan, selection);
  } catch (error) {
    if (error instanceof RolloutFileError) return error.messages;
    throw error;
  }
  return [];
}

describe("automation/rollout/file/select", () => {
  it("leaves the plan as it is where nothing is chosen", () => {
    expect(selectWaves(plan, {})).to.deep.equal(plan);
    expect(selectWaves(plan, { stacks: [], waves: [] })).to.deep.equal(plan);
  });

  it("keeps the order of the plan, and no wave without a stack", () => {
    expect(stacksBy({ stacks: ["us-west-2", "eu-central-1"] })).to.deep.equal([
      ["europe", ["eu-central-1"]],
      ["rest", ["us-west-2"]],
    ]);
    expect(stacksBy({ waves: ["rest", "home"] })).to.deep.equal([
      ["home", ["us-east-1"]],
      ["rest", ["us-west-2"]],
    ]);
    expect(stacksBy({ waves: ["europe", "rest"], stacks: ["eu-west-1"] })).to.deep.equal([["europe", ["eu-west-1"]]]);
  });

  it("gives waves the number of stacks at once, but none more than it has of its own", () => {
    const widths = (parallel: number) => {
      const selected = selectWaves(plan, { parallel });
      return [selected.parallel, ...selected.waves.map((one) => one.parallel)];
    };
    expect(widths(8)).to.deep.equal([8, 8, 2, 8]);
    expect(widths(3)).to.deep.equal([3, 3, 2, 3]);
    expect(widths(1)).to.deep.equal([1, 1, 1, 1]);
  });

  it("refuses every unknown name, with the nearest one or all of them", () => {
    expect(refusals({ waves: ["hoem", "tokyo"], stacks: ["us-est-1"] })).to.deep.equal([
      "There is no wave hoem; did you mean home?",
      "There is no wave tokyo; the waves are home, europe and rest.",
      "There is no stack us-est-1; did you mean us-east-1?",
    ]);
    expect(refusals({ stacks: ["tokyo", "tokyo"] })).to.deep.equal([
      "There is no stack tokyo; the stacks are us-east-1, eu-west-1, eu-central-1, us-west-2 and sa-east-1.",
    ]);
  });

  it("refuses a stack of another wave than the chosen ones, and one of no wave", () => {
    expect(refusals({ waves: ["home", "rest"], stacks: ["eu-west-1", "sa-east-1"] })).to.deep.equal([
      "The stack eu-west-1 is in the wave europe, which is not among home and rest.",
      "The stack sa-east-1 is in no wave of /project/rollout.yaml; add it to one, or work on it by pulumi.",
    ]);
  });

  it("refuses a number of stacks at once that cannot be", () => {
    for (const parallel of [0, 65, 1.5, Number.NaN]) {
      expect(refusals({ parallel }), String(parallel)).to.deep.equal([
        `parallel: ${JSON.stringify(parallel)} is not a whole number of stacks from 1 to 64; use a number from 1 to 64.`,
      ]);
    }
  });
});
