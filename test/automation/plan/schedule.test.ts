import { expect } from "chai";
import { type Attempt, type Outcome, schedule } from "../../../automation/plan/schedule";

/** An attempt at stacks with the given references, which records the order in which plans were made. */
function referring(references: Record<string, readonly string[]>, broken: readonly string[] = []) {
  const planned: string[] = [];
  const attempted: string[] = [];
  let most = 0;
  let now = 0;
  const attempt: Attempt<string> = async (stack, plans) => {
    attempted.push(stack);
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return outcome(stack, plans);
  };
  function outcome(stack: string, plans: ReadonlyMap<string, string>): Outcome<string> {
    if (broken.includes(stack)) return { problems: [`${stack}: broken`] };
    const needs = (references[stack] ?? []).filter((need) => !plans.has(need));
    if (needs.length > 0) return { needs };
    planned.push(stack);
    return { plan: `plan of ${stack}` };
  }
  return { attempt, planned, attempted, most: () => most };
}

describe("schedule", () => {
  it("plans every stack once when none refers to another", async () => {
    const { attempt, attempted } = referring({});
    const settled = await schedule(["a", "b", "c"], 2, attempt);
    expect([...settled]).to.deep.equal([
      ["a", { plan: "plan of a" }],
      ["b", { plan: "plan of b" }],
      ["c", { plan: "plan of c" }],
    ]);
    expect(attempted).to.deep.equal(["a", "b", "c"]);
  });

  it("never runs more attempts at the same time than there are lanes", async () => {
    const { attempt, most } = referring({});
    await schedule(["a", "b", "c", "d", "e"], 2, attempt);
    expect(most()).to.equal(2);
  });

  it("plans a stack after the stacks that it refers to, in whatever order they are wanted", async () => {
    const { attempt, planned } = referring({ a: ["b"], b: ["c"] });
    await schedule(["a", "b", "c"], 1, attempt);
    expect(planned).to.deep.equal(["c", "b", "a"]);
  });

  it("plans a stack that is only referred to", async () => {
    const { attempt } = referring({ a: ["base"] });
    const settled = await schedule(["a"], 1, attempt);
    expect([...settled.keys()].sort()).to.deep.equal(["a", "base"]);
  });

  it("plans a stack once although several refer to it", async () => {
    const { attempt, planned } = referring({ a: ["base"], b: ["base"], c: ["base"] });
    await schedule(["a", "b", "c"], 2, attempt);
    expect([...planned].sort()).to.deep.equal(["a", "b", "base", "c"]);
    expect(planned[0]).to.equal("base");
  });

  it("names the stacks of a circle, and fails each of them and those that wait for them", async () => {
    const { attempt } = referring({ a: ["b"], b: ["c"], c: ["a"], d: ["a"], e: [] });
    const settled = await schedule(["a", "b", "c", "d", "e"], 1, attempt);
    const circle =
      "c -> a -> b -> c: these stacks refer to each other in a circle, so none can be planned first; remove one of the references.";
    expect(Object.fromEntries(settled)).to.deep.equal({
      a: { problems: [circle] },
      b: { problems: [circle] },
      c: { problems: [circle] },
      d: { problems: ["d: refers to stack a, which cannot be planned."] },
      e: { plan: "plan of e" },
    });
  });

  it("fails a stack that refers to one that cannot be planned, and goes on with the others", async () => {
    const { attempt } = referring({ a: ["b"], c: ["a"] }, ["b"]);
    const settled = await schedule(["a", "b", "c", "d"], 2, attempt);
    expect(Object.fromEntries(settled)).to.deep.equal({
      a: { problems: ["a: refers to stack b, which cannot be planned."] },
      b: { problems: ["b: broken"] },
      c: { problems: ["c: refers to stack a, which cannot be planned."] },
      d: { plan: "plan of d" },
    });
  });
});
