import { expect } from "chai";
import fc from "fast-check";
import { readAnswer } from "../../../../functions/lib/entitlement/webhook-answer";

const ASKED = new Set(["111111111111", "222222222222"]);

describe("answers of a billing webhook", () => {
  it("are read without an error, whatever they are, and let nobody in", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const read = readAnswer(body, ASKED);
        expect("problem" in read || read.entitlements.size === 0).to.equal(true);
      }),
    );
  });

  it("say nothing of accounts that were not asked about, nor of those they contradict themselves about", () => {
    const entitlement = fc.record({
      account: fc.constantFrom("111111111111", "222222222222", "333333333333"),
      status: fc.constantFrom("entitled", "notEntitled"),
    });
    fc.assert(
      fc.property(fc.array(entitlement), (entitlements) => {
        const read = readAnswer(JSON.stringify({ entitlements }), ASKED);
        if ("problem" in read) throw new Error(read.problem);
        for (const account of [...ASKED, "333333333333"]) {
          const said = new Set(entitlements.filter((one) => one.account === account).map(({ status }) => status));
          const [only] = said;
          const expected = ASKED.has(account) && said.size === 1 ? only : undefined;
          expect(read.entitlements.get(account)?.status).to.equal(expected);
        }
      }),
    );
  });

  it("are cut to a length that fits a line", () => {
    const detail = "x".repeat(500);
    const read = readAnswer(
      JSON.stringify({ entitlements: [{ account: "111111111111", status: "entitled", detail }] }),
      ASKED,
    );
    if ("problem" in read) throw new Error(read.problem);
    expect(read.entitlements.get("111111111111")?.detail).to.equal(
      `the billing webhook says that it has paid (${"x".repeat(200)}…)`,
    );
  });
});
