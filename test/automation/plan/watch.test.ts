import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { standstill } from "../../../automation/plan/watch";

const LOOKS = { everyMs: 2, inARow: 5 };
const never = () => false;

describe("a program that stands still", () => {
  let asked: number;
  beforeEach(() => {
    asked = 0;
  });
  const progress = () => {
    asked++;
    return 0;
  };

  // What is under way already when the watch begins, such as the time limit of a test, is not the program's; what
  // only ends then, such as reads of sources, would be taken for it.
  const begin = async (...args: Parameters<typeof standstill>) => {
    await sleep(20);
    return standstill(...args);
  };

  it("is noticed after as many looks in a row at which nothing was asked for", async () => {
    await (await begin(progress, never, LOOKS)).reached;
    // Each look asks before and after.
    expect(asked).to.equal(2 * LOOKS.inARow);
  });

  it("is not one that waits for timers, until they are over", async () => {
    const { reached } = await begin(progress, never, LOOKS);
    let over = 0;
    // More of them than what may have ended since the watch began.
    for (let timer = 0; timer < 8; timer++) setTimeout(() => over++, 60);
    await reached;
    expect(over).to.equal(8);
  });

  it("is not one that goes on asking, until it asks no more", async () => {
    const { reached } = await begin(() => Math.min(asked++, 40), never, LOOKS);
    await reached;
    expect(asked).to.be.within(40 + LOOKS.inARow, 42 + 2 * LOOKS.inARow);
  });

  it("is noticed soon after a failure", async () => {
    const endless = { everyMs: 1, inARow: Number.POSITIVE_INFINITY };
    await (await begin(progress, () => true, endless)).reached;
    expect(asked).to.equal(4);
  });

  it("is not looked for any more once the watch is stopped", async () => {
    (await begin(progress, never, LOOKS)).stop();
    await sleep(20);
    expect(asked).to.equal(1);
  });
});
