import { expect } from "chai";
import { addToWaves, takeFromWaves } from "../../../automation/regions/waves";

const NEEDS_HOME = [{ stack: "home", path: "image.copyFrom.stack", text: "copies its image from home" }];
const STACKS = new Map([
  ["home", []],
  ["ohio", NEEDS_HOME],
  ["eu", NEEDS_HOME],
]);

describe("addToWaves", () => {
  const cases: readonly (readonly [string, string, string | undefined, string])[] = [
    [
      "puts it into the last wave",
      "waves:\n  - name: home\n    stacks: [home]\n  - name: us # US\n    stacks: [ohio] # one\n",
      "waves:\n  - name: home\n    stacks: [home]\n  - name: us # US\n    stacks: [ohio, eu] # one\n",
      "eu is in the wave us, the last of rollout.yaml.",
    ],
    [
      "makes a wave of its own after one that has a stack which it needs",
      "waves:\n  - { name: all, stacks: [home, ohio] }\nparallel: 2\n",
      "waves:\n  - { name: all, stacks: [home, ohio] }\n  - { name: eu, stacks: [eu] }\nparallel: 2\n",
      "eu has a wave of its own, the last of rollout.yaml.",
    ],
    [
      "leaves a file that has a wave for the rest",
      "waves:\n  - { name: home, stacks: [home] }\n  - { name: others, stacks: rest }\n",
      undefined,
      "eu is in the wave others of rollout.yaml, which has all that no other names.",
    ],
    [
      "leaves a file that names it already",
      "waves: [{ name: a, stacks: [eu] }]\n",
      undefined,
      "eu is in the wave a of rollout.yaml already.",
    ],
    [
      "leaves a file that names no waves",
      "parallel: 2\n",
      undefined,
      "rollout.yaml names no waves, so eu is in the one that its references give it.",
    ],
  ];
  for (const [what, text, after, note] of cases) {
    it(what, () => {
      expect(addToWaves(text, "eu", STACKS)).to.deep.equal({ ...(after !== undefined && { text: after }), note });
    });
  }
});

describe("takeFromWaves", () => {
  const cases: readonly (readonly [string, string, string | undefined, string])[] = [
    [
      "takes it out of its wave",
      "waves:\n  - name: us\n    stacks:\n      - ohio\n      - eu\n",
      "waves:\n  - name: us\n    stacks:\n      - ohio\n",
      "eu is taken out of the wave us of rollout.yaml.",
    ],
    [
      "takes a wave out that has no other",
      "waves:\n  - { name: home, stacks: [home] }\n  # Europe.\n  - { name: eu, stacks: [eu] }\n",
      "waves:\n  - { name: home, stacks: [home] }\n",
      "The wave eu, which had eu alone, is taken out of rollout.yaml.",
    ],
    [
      "takes the waves out with the last one",
      "waves:\n  - { name: eu, stacks: [eu] }\nparallel: 2\n",
      "parallel: 2\n",
      "The wave eu, which had eu alone, is taken out of rollout.yaml.",
    ],
    [
      "leaves a file that does not name it",
      "waves:\n  - { name: others, stacks: rest }\n",
      undefined,
      "No wave of rollout.yaml names eu.",
    ],
    ["leaves a file without waves", "", undefined, "No wave of rollout.yaml names eu."],
  ];
  for (const [what, text, after, note] of cases) {
    it(what, () => {
      expect(takeFromWaves(text, "eu")).to.deep.equal({ ...(after !== undefined && { text: after }), note });
    });
  }

  it("undoes what addToWaves has done", () => {
    for (const text of [
      "waves:\n  - name: a # x\n    stacks: [ohio]\n",
      "waves:\n  - { name: a, stacks: [home] } # y\n",
    ]) {
      const added = addToWaves(text, "eu", STACKS).text ?? "";
      expect(added).to.not.equal(text);
      expect(takeFromWaves(added, "eu").text).to.equal(text);
    }
  });
});
