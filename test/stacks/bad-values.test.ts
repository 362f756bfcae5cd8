import { expect } from "chai";
import fc from "fast-check";
import { sentence } from "../../components/lib/problem";
import { parseConfig } from "../../stacks/config";
import { ConfigError } from "../../stacks/config-error";
import { BAD_VALUES, type BadValue, roomy } from "./bad-values";
import { stackFile } from "./stack-files";

/** Everything that is said about a stack file with these values in it. */
function saidOf(values: readonly BadValue[]): string[] {
  const file = roomy();
  for (const { write } of values) write(file);
  try {
    parseConfig("test", stackFile(file));
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(sentence);
    throw error;
  }
  return [];
}

function expected(values: readonly BadValue[]): string[] {
  return values.flatMap(({ sentences }) => sentences);
}

describe("bad values in a stack file", function () {
  // Some hundred files are judged; a busy machine takes its time.
  this.timeout(60_000);

  it("are not found in the file that they are written into", () => {
    expect(saidOf([])).to.deep.equal([]);
  });

  for (const value of BAD_VALUES) {
    it(`are said by path, value, rule and remedy: ${value.title}`, () => {
      expect(saidOf([value])).to.have.members(value.sentences);
    });
  }

  it("are all said when two stand in one file, near ones of the list and far ones", () => {
    // All pairs would be thousands; the next test draws from all of them.
    const distances = [1, 2, 5, 13, 34];
    for (const [index, first] of BAD_VALUES.entries()) {
      for (const distance of distances) {
        const second = BAD_VALUES[index + distance];
        if (second === undefined || first.place === second.place) continue;
        expect(saidOf([first, second]), `${first.title} and ${second.title}`).to.have.members(
          expected([first, second]),
        );
      }
    }
  });

  it("are all said however many stand in one file", () => {
    const places = [...new Set(BAD_VALUES.map(({ place }) => place))];
    const choices = places.map((place) =>
      fc.option(fc.constantFrom(...BAD_VALUES.filter((value) => value.place === place)), { nil: undefined }),
    );
    fc.assert(
      fc.property(fc.tuple(...choices), (chosen) => {
        const values = chosen.filter((value) => value !== undefined);
        expect(saidOf(values)).to.have.members(expected(values));
      }),
      { numRuns: 25 },
    );
  });
});
