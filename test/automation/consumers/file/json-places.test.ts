import { expect } from "chai";
import fc from "fast-check";
import { JsonFault, jsonPlaces } from "../../../../automation/consumers/file/json-places";

describe("jsonPlaces", () => {
  it("tells where each value stands", () => {
    const text = '[ {"a": [1,\n"x\\"]"], "b c": null}, true ]';
    const { offsets, repeated } = jsonPlaces(text);
    expect([...offsets].map(([path, offset]) => [path, text[offset]])).to.deep.equal([
      ["", "["],
      ["[0]", "{"],
      ["[0].a", "["],
      ["[0].a[0]", "1"],
      ["[0].a[1]", '"'],
      ['[0]["b c"]', "n"],
      ["[1]", "t"],
    ]);
    expect(repeated).to.deep.equal([]);
  });

  it("finds keys that are in one object twice, however they are written", () => {
    const { repeated } = jsonPlaces('[{"a": 1, "b": {"a": 2}, "\\u0061": 3}, {"a": 4}]');
    expect(repeated).to.deep.equal([{ path: "[0].a", offset: 25 }]);
  });

  it("says at which character a text stops being JSON, and what belongs there", () => {
    const texts = ["", "[1 2]", "[1,\n 'x']", "[{a: 1}]", "[] x", '["a\nb"]', "[01]", '{"a" 1}', "[".repeat(30)];
    const faults = texts.map((text) => {
      try {
        jsonPlaces(text);
        return undefined;
      } catch (error) {
        return error instanceof JsonFault ? [error.message, error.offset] : error;
      }
    });
    expect(faults).to.deep.equal([
      ["has the end of the file where a value is expected", 0],
      ['has "2" where "," or "]" is expected', 3],
      ['has "\'" where a value is expected', 5],
      ['has "a" where a key in quotation marks is expected', 2],
      ['has "x" where the text should end', 3],
      ['has "\\"" where a value is expected', 1],
      ['has "1" where "," or "]" is expected', 2],
      ['has "1" where ":" is expected', 5],
      ["nests deeper than 20 levels", 21],
    ]);
  });

  it("agrees with JSON.parse on what is JSON", () => {
    const piece = fc.constantFrom(
      ..."[]{},:\"\\ \n\t'0123.-+eEu".split(""),
      "true",
      "null",
      '"a"',
      '"b":',
      "\u0001",
      "\u007f",
      "\u2028",
      "\ud800",
      "\\u00e9",
    );
    const mangled = fc
      .tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.nat(3), fc.array(piece, { maxLength: 2 }))
      .map(([value, place, length, pieces]) => {
        const text = JSON.stringify(value, undefined, 1);
        const start = place % (text.length + 1);
        return text.slice(0, start) + pieces.join("") + text.slice(start + length);
      });
    const soup = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.oneof(mangled, soup), (text) => {
        expect(
          accepts(() => jsonPlaces(text)),
          text,
        ).to.equal(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });
});

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonFault) return false;
    throw error;
  }
}
