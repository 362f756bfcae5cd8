import { expect } from "chai";
import fc from "fast-check";
import { checkReferences } from "../../../../automation/rollout/file/check-references";
import { checkWaves } from "../../../../automation/rollout/file/check-waves";
import { defaultWaves, homeStack } from "../../../../automation/rollout/file/default-waves";
import { stacksOf } from "./stacks-of";

describe("automation/rollout/file/default-waves", () => {
  it("brings the home stack up alone, and then the rest", () => {
    expect(defaultWaves(stacksOf({ a: ["b"], b: [], c: ["b"] }))).to.deep.equal([
      { name: "home", stacks: ["b"] },
      { name: "rest", stacks: ["a", "c"] },
    ]);
  });

  it("takes the first stack by name where none refers to another", () => {
    expect(defaultWaves(stacksOf({ c: [], a: [], b: [] }))).to.deep.equal([
      { name: "home", stacks: ["a"] },
      { name: "rest", stacks: ["b", "c"] },
    ]);
  });

  it("has one wave for one stack, and none for none", () => {
    expect(defaultWaves(stacksOf({ a: [] }))).to.deep.equal([{ name: "home", stacks: ["a"] }]);
    expect(defaultWaves(stacksOf({}))).to.deep.equal([]);
  });

  it("splits the rest where its stacks refer to each other", () => {
    const stacks = stacksOf({ a: ["d"], b: ["a"], c: [], d: [], e: ["b", "d"] });
    expect(defaultWaves(stacks)).to.deep.equal([
      { name: "home", stacks: ["d"] },
      { name: "rest", stacks: ["a", "c"] },
      { name: "rest-2", stacks: ["b"] },
      { name: "rest-3", stacks: ["e"] },
    ]);
  });

  it("counts those that need a stack through others", () => {
    // Two refer to c, and one to d; but those two need d as well.
    expect(homeStack(stacksOf({ a: ["c"], b: ["c"], c: ["d"], d: [] }))).to.equal("d");
  });

  it("counts a stack once that refers to another in two ways", () => {
    expect(homeStack(stacksOf({ a: ["z", "z"], b: ["y"], c: ["y"], y: [], z: [] }))).to.equal("y");
  });

  it("has every stack once, in an order that its own rules accept, whatever refers to what", () => {
    // A stack refers to later ones alone, so that there is no circle; their names say nothing of the order.
    const project = fc
      .tuple(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
      )
      .map(([names, pairs]) => {
        const others = new Map<string, string[]>(names.map((name) => [name, []]));
        for (const [a, b] of pairs) {
          const [from, to] = [a % names.length, b % names.length].sort((x, y) => x - y);
          if (from !== to) others.get(names[from ?? 0] ?? "")?.push(names[to ?? 0] ?? "");
        }
        return stacksOf(Object.fromEntries(others));
      });
    fc.assert(
      fc.property(project, (stacks) => {
        const waves = defaultWaves(stacks);
        expect(checkReferences(stacks)).to.deep.equal([]);
        expect(checkWaves(waves, stacks)).to.deep.equal([]);
        expect(waves.flatMap((wave) => wave.stacks)).to.have.members([...stacks.keys()]);
        expect(waves[0]?.stacks).to.have.length(1);
      }),
      { numRuns: 100 },
    );
  });
});
