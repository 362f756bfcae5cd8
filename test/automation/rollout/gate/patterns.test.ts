import { expect } from "chai";
import fc from "fast-check";
import { fixedStart, hasWildcard, matchesAny } from "../../../../automation/rollout/gate/patterns";

const letters = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 8 });
const name = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 10 });

describe("patterns", () => {
  it("match as the regular expression in which each * is .*", () => {
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        const escaped = pattern.replaceAll(".", "\\.").replaceAll(/\*+/g, ".*");
        expect(matchesAny([pattern], text)).to.equal(new RegExp(`^${escaped}$`).test(text));
      }),
      { numRuns: 300 },
    );
  });

  it("match only names that begin with their fixed start", () => {
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        if (matchesAny([pattern], text)) expect(text.startsWith(fixedStart(pattern))).to.equal(true);
      }),
    );
  });

  it("take no time where there are many wildcards", () => {
    expect(matchesAny([`${"*a".repeat(500)}b`], "a".repeat(2000))).to.equal(false);
  });

  it("are told from names by their *", () => {
    expect([hasWildcard("api-*"), hasWildcard("api")]).to.deep.equal([true, false]);
    expect(matchesAny([], "api")).to.equal(false);
    expect(matchesAny(["web", "api"], "api")).to.equal(true);
  });
});
