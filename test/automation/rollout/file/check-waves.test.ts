import { expect } from "chai";
import { checkWaves, resolveWaves, type WrittenWave } from "../../../../automation/rollout/file/check-waves";
import { REST } from "../../../../automation/rollout/file/words";
import { sentence } from "../../../../components/lib/problem";
import { stacksOf } from "./stacks-of";

const stacks = stacksOf({ "eu-west-1": ["us-east-1"], "us-east-1": [], "us-east-2": ["us-east-1"] });

function refusals(...waves: WrittenWave[]): string[] {
  return checkWaves(waves, stacks).map(sentence);
}

describe("automation/rollout/file/check-waves", () => {
  it("accepts waves in which each stack comes after those that it needs", () => {
    expect(refusals({ name: "home", stacks: ["us-east-1"] }, { name: "rest", stacks: REST })).to.deep.equal([]);
    expect(
      refusals(
        { name: "1", stacks: ["us-east-1"] },
        { name: "2", stacks: ["us-east-2"] },
        { name: "3", stacks: ["eu-west-1"] },
      ),
    ).to.deep.equal([]);
  });

  it("accepts a reference to a stack that is in no wave", () => {
    expect(refusals({ name: "europe", stacks: ["eu-west-1"] })).to.deep.equal([]);
  });

  it("has the rest where the word is, in alphabetical order, even where it is nothing", () => {
    const rest = { name: "rest", stacks: REST } as const;
    const resolved = resolveWaves([rest, { name: "b", stacks: ["us-east-1"] }], stacks);
    expect(resolved.map((wave) => wave.stacks)).to.deep.equal([["eu-west-1", "us-east-2"], ["us-east-1"]]);
    expect(resolveWaves([{ name: "all", stacks: [...stacks.keys()] }, rest], stacks)[1]?.stacks).to.deep.equal([]);
  });

  it("refuses a file without a wave, and waves without a stack", () => {
    expect(refusals()).to.deep.equal([
      "waves: [] has no wave; add one, or leave it out for the home stack and then the rest.",
    ]);
    expect(refusals({ name: "a", stacks: [] }, { name: "b", stacks: undefined })).to.deep.equal([
      "waves[0].stacks: [] has no stack; name one, or remove the wave.",
      "waves[1].stacks: (missing) is required; name the stacks of the wave, or write rest.",
    ]);
  });

  it("refuses a stack that the project does not have, with the nearest one", () => {
    expect(refusals({ name: "home", stacks: ["us-east-1", "us-est-2"] })).to.deep.equal([
      'waves[0].stacks[1]: "us-est-2" is no stack of this project; write us-east-2, or write its file Pulumi.us-est-2.yaml.',
    ]);
  });

  it("takes the word for the rest in brackets for what it is", () => {
    expect(refusals({ name: "home", stacks: ["us-east-1"] }, { name: "others", stacks: ["rest"] })).to.deep.equal([
      'waves[1].stacks[0]: "rest" is no stack of this project; for all stacks that are in no other wave, write stacks: rest, without brackets.',
    ]);
  });

  it("refuses a stack in two waves, with their names, and no more than that", () => {
    expect(
      refusals(
        { name: "home", stacks: ["us-east-1"] },
        { name: "ohio", stacks: ["us-east-2", "us-east-2"] },
        { name: "again", stacks: ["us-east-1"] },
      ),
    ).to.deep.equal([
      'waves[1].stacks[1]: "us-east-2" is twice in this wave; keep it in one place.',
      'waves[2].stacks[0]: "us-east-1" is in the wave home already; keep it in one place.',
    ]);
  });

  it("refuses the word for the rest in two waves, but not a stack that is called as the word is", () => {
    const home = { name: "home", stacks: ["us-east-1"] };
    const all: WrittenWave[] = [home, { name: "a", stacks: REST }, { name: "b", stacks: REST }];
    expect(refusals(...all)).to.deep.equal(['waves[2].stacks: "rest" is in the wave a already; keep it in one place.']);
    const named = [
      { name: "a", stacks: ["rest"] },
      { name: "b", stacks: REST },
    ] as const;
    expect(checkWaves(named, stacksOf({ rest: [], other: [] }))).to.deep.equal([]);
  });

  it("refuses a name that two waves have, and one that a command line could not say", () => {
    const first = { name: "home", stacks: ["us-east-1"] };
    expect(refusals(first, { name: "home", stacks: ["us-east-2"] })).to.deep.equal([
      'waves[1].name: "home" is the name of waves[0] already; give each wave its own.',
    ]);
    for (const name of ["a,b", "a b", "", "-a", "x".repeat(41)]) {
      expect(refusals({ ...first, name }), name).to.deep.equal([
        `waves[0].name: ${JSON.stringify(name)} is not a name of at most 40 letters, digits, hyphens, underscores and dots; use one such as europe, which begins with a letter or digit.`,
      ]);
    }
    expect(refusals({ ...first, name: `X.1_-${"x".repeat(35)}` })).to.deep.equal([]);
  });

  it("refuses a stack before one that it needs, with the reason", () => {
    expect(refusals({ name: "ohio", stacks: ["us-east-2"] }, { name: "home", stacks: ["us-east-1"] })).to.deep.equal([
      'waves[0].stacks[0]: "us-east-2" copies its image from us-east-1, which comes later, in the wave home; put us-east-1 into a wave before ohio.',
    ]);
  });

  it("refuses stacks of one wave that need each other, also among the rest", () => {
    expect(refusals({ name: "all", stacks: ["us-east-2", "us-east-1"] })).to.deep.equal([
      'waves[0].stacks[0]: "us-east-2" copies its image from us-east-1, which is in the same wave; put us-east-1 into a wave before all.',
    ]);
    expect(refusals({ name: "all", stacks: REST })).to.deep.equal([
      'waves[0].stacks: "rest" has eu-west-1, which copies its image from us-east-1, which is in the same wave; put us-east-1 into a wave before all.',
      'waves[0].stacks: "rest" has us-east-2, which copies its image from us-east-1, which is in the same wave; put us-east-1 into a wave before all.',
    ]);
  });

  it("says nothing of the order of a circle, which is refused as one", () => {
    const waves: WrittenWave[] = [{ name: "all", stacks: REST }];
    expect(checkWaves(waves, stacksOf({ a: ["b"], b: ["a"], c: ["c"] }))).to.deep.equal([]);
  });
});
