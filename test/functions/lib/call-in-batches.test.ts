import { expect } from "chai";
import { callInBatches } from "../../../functions/lib/call-in-batches";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

async function called(count: number, isRefused: (batch: readonly number[]) => boolean) {
  const sizes: number[] = [];
  const dealtWith: number[] = [];
  const failed = await callInBatches(numbers(count), async (batch) => {
    sizes.push(batch.length);
    if (isRefused(batch)) throw new Error(`refused ${batch.length}`);
    dealtWith.push(...batch);
  });
  return { sizes, dealtWith, failed: [...failed.keys()], causes: [...failed.values()].map(String) };
}

describe("a call in batches", () => {
  it("gives each call 25 items at most, in their order", async () => {
    const { sizes, dealtWith, failed } = await called(60, () => false);
    expect(sizes).to.deep.equal([25, 25, 10]);
    expect(dealtWith).to.deep.equal(numbers(60));
    expect(failed).to.deep.equal([]);
  });

  it("makes no call for nothing", async () => {
    expect((await called(0, () => true)).sizes).to.deep.equal([]);
  });

  it("deals with all items but the one that AWS refuses the call for", async () => {
    const { sizes, dealtWith, failed, causes } = await called(30, (batch) => batch.includes(3));
    expect(sizes).to.deep.equal([25, ...Array.from({ length: 25 }, () => 1), 5]);
    expect(dealtWith.toSorted((one, other) => one - other)).to.deep.equal(numbers(30).filter((one) => one !== 3));
    expect(failed).to.deep.equal([3]);
    expect(causes).to.deep.equal(["Error: refused 1"]);
  });

  it("stops repeating when it is not for the items, but tries each batch", async () => {
    const { sizes, failed } = await called(60, () => true);
    expect(sizes).to.deep.equal([25, ...Array.from({ length: 25 }, () => 1), 25, 10]);
    expect(failed).to.deep.equal(numbers(60));
  });

  it("does not repeat a call for a single item", async () => {
    expect((await called(1, () => true)).sizes).to.deep.equal([1]);
  });
});
