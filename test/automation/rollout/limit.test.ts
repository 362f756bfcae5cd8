import { expect } from "chai";
import fc from "fast-check";
import { Engines, sideBySide } from "../../../automation/rollout/limit";

function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("sideBySide", () => {
  it("works on every item once, in their order, with as many at once as allowed", async () => {
    const any = fc.record({
      durations: fc.array(fc.nat(4), { maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ durations, limit }) => {
        const engines = new Engines();
        const begun: number[] = [];
        const items = durations.map((_, index) => index);
        await sideBySide(
          items,
          limit,
          () => true,
          (item) =>
            engines.run(async () => {
              begun.push(item);
              for (let round = 0; round <= (durations[item] ?? 0); round++) await nextRound();
            }),
        );
        expect(begun).to.deep.equal(items);
        expect(engines.most).to.equal(Math.min(limit, items.length));
      }),
      { numRuns: 50 },
    );
  });

  it("begins nothing more once that is not allowed, and waits for what runs", async () => {
    const ended: number[] = [];
    await sideBySide(
      [0, 1, 2, 3],
      2,
      () => ended.length === 0,
      async (item) => {
        for (let round = 0; round <= item; round++) await nextRound();
        ended.push(item);
      },
    );
    expect(ended).to.deep.equal([0, 1]);
  });

  it("throws what the first piece of work threw, after the others have ended", async () => {
    const ended: number[] = [];
    const work = sideBySide(
      [0, 1, 2],
      2,
      () => true,
      async (item) => {
        if (item === 0) throw new Error("no disk");
        await nextRound();
        ended.push(item);
      },
    );
    expect(await work.catch(String)).to.equal("Error: no disk");
    expect(ended).to.deep.equal([1]);
  });
});
