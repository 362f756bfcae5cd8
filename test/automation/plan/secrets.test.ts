import { expect } from "chai";
import { hasSecret, isEncrypted } from "../../../automation/plan/secrets";

describe("secrets of a stack file", () => {
  it("are maps of nothing but a text under secure, as the engine takes them", () => {
    const values = [
      { secure: "v1:abc" },
      { secure: "v1:abc", other: 1 },
      { secure: 7 },
      { secure: { secure: "v1:abc" } },
      ["v1:abc"],
      "secure",
      null,
      undefined,
    ];
    expect(values.map(isEncrypted)).to.deep.equal([true, ...values.slice(1).map(() => false)]);
  });

  it("are found at any depth, in maps and in lists", () => {
    const found = [
      { secure: "v1:abc" },
      { a: [1, { b: { secure: "v1:abc" } }] },
      [{ secure: "v1:abc" }],
      { secure: { secure: "v1:abc" } },
    ];
    expect(found.map(hasSecret)).to.deep.equal(found.map(() => true));
    const none = [
      { secure: 7 },
      { secure: "text", other: "text" },
      { a: [] },
      {},
      [],
      "secure",
      7,
      true,
      null,
      undefined,
    ];
    expect(none.map(hasSecret)).to.deep.equal(none.map(() => false));
  });
});
