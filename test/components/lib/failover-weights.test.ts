import { expect } from "chai";
import fc from "fast-check";
import {
  checkPercentages,
  checkWeighting,
  HEAVIEST,
  resolvedWeights,
  type Weighting,
  weightsFromPercentages,
} from "../../../components/lib/failover-weights";
import { sentence } from "../../../components/lib/problem";

const sentences = (terms: Weighting) => checkWeighting(terms).map(sentence);
const KEYS = ["a", "b", "c"];
const sum = (weights: Record<string, number>) => Object.values(weights).reduce((total, weight) => total + weight, 0);

/** Whole parts of a hundred, some of them perhaps 0. */
const wholePercentages = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 }).map((cuts) => {
  const edges = [0, ...cuts.sort((x, y) => x - y), 100];
  return Object.fromEntries(edges.slice(1).map((edge, index) => [`k${index}`, edge - Number(edges[index])]));
});
/** Any parts of a hundred. */
const anyPercentages = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 9 })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => {
    const whole = parts.reduce((total, part) => total + part, 0);
    return Object.fromEntries(parts.map((part, index) => [`k${index}`, (100 * part) / whole]));
  });

describe("failover-weights", () => {
  it("percentages that are whole are weights already", () => {
    expect(weightsFromPercentages({ blue: 95, green: 5 })).to.deep.equal({ blue: 95, green: 5 });
    expect(weightsFromPercentages({ blue: 100, green: 0 })).to.deep.equal({ blue: 100, green: 0 });
    fc.assert(
      fc.property(wholePercentages, (given) => {
        expect(weightsFromPercentages(given)).to.deep.equal(given);
      }),
    );
  });

  it("fractions stay exact where Route 53 has weights for them", () => {
    expect(weightsFromPercentages({ a: 12.5, b: 87.5 })).to.deep.equal({ a: 25, b: 175 });
    expect(weightsFromPercentages({ a: 100 / 3, b: 200 / 3 })).to.deep.equal({ a: 100, b: 200 });
    expect(weightsFromPercentages({ a: 33.5, b: 33.5, c: 33 })).to.deep.equal({ a: 67, b: 67, c: 66 });
  });

  it("of others the nearest weights are taken, and the smallest part keeps some traffic", () => {
    expect(weightsFromPercentages({ a: 99.9, b: 0.1 })).to.deep.equal({ a: 255, b: 1 });
    expect(weightsFromPercentages({ a: 10.3, b: 89.7 })).to.deep.equal({ a: 29, b: 255 });
  });

  it("weights are whole, within Route 53's range, 0 for 0 percent only, and never all 0", () => {
    fc.assert(
      fc.property(anyPercentages, (given) => {
        const weights = weightsFromPercentages(given);
        expect(Object.keys(weights)).to.deep.equal(Object.keys(given));
        for (const [key, weight] of Object.entries(weights)) {
          expect(Number.isInteger(weight) && weight >= 0 && weight <= HEAVIEST, `${key} ${weight}`).to.equal(true);
          expect(weight === 0, key).to.equal(given[key] === 0);
        }
        expect(sum(weights)).to.be.greaterThan(0);
      }),
    );
  });

  it("each part is within 0.4 percent of what was asked for, for each endpoint that it is shared with", () => {
    fc.assert(
      fc.property(anyPercentages, (given) => {
        const weights = weightsFromPercentages(given);
        // A weight is at most 1 off, when it must not become 0, and the heaviest is exact.
        const most = 0.4 * (Object.keys(given).length - 1);
        for (const [key, percent] of Object.entries(given)) {
          expect((100 * Number(weights[key])) / sum(weights)).to.be.closeTo(percent, most);
        }
      }),
    );
  });

  it("refuses percentages that are none, or that are not 100 together", () => {
    const said = (given: Record<string, number>) => checkPercentages(given, "percentages").map(sentence);
    expect(said({ a: 90, b: 20 })).to.deep.equal([
      'percentages: {"a":90,"b":20} are 110 percent together, not 100; let them make up 100.',
    ]);
    expect(said({ a: 101, b: -1 })).to.deep.equal([
      "percentages.a: 101 is not a percentage from 0 to 100; use one such as 10.",
      "percentages.b: -1 is not a percentage from 0 to 100; use one such as 10.",
    ]);
    expect(said({})).to.deep.equal(["percentages: {} are 0 percent together, not 100; let them make up 100."]);
    expect(said({ a: 33.3, b: 66.7 })).to.deep.equal([]);
    expect(() => weightsFromPercentages({ a: 90 })).to.throw(
      'percentages: {"a":90} are 90 percent together, not 100; let them make up 100.',
    );
  });

  describe("a shift", () => {
    it("takes its part from the others in their proportion, whatever its own weight was", () => {
      const weights = { a: 3, b: 1, c: 77 };
      expect(resolvedWeights({ keys: KEYS, weights, shift: { to: "c", percent: 0 } })).to.deep.equal({
        a: 75,
        b: 25,
        c: 0,
      });
      expect(resolvedWeights({ keys: KEYS, weights, shift: { to: "c", percent: 20 } })).to.deep.equal({
        a: 60,
        b: 20,
        c: 20,
      });
      expect(resolvedWeights({ keys: KEYS, weights, shift: { to: "c", percent: 100 } })).to.deep.equal({
        a: 0,
        b: 0,
        c: 100,
      });
    });

    it("takes equally from others without weights", () => {
      expect(resolvedWeights({ keys: ["a", "b"], shift: { to: "b", percent: 10 } })).to.deep.equal({ a: 90, b: 10 });
      expect(resolvedWeights({ keys: KEYS, shift: { to: "c", percent: 10 } })).to.deep.equal({ a: 45, b: 45, c: 10 });
    });

    it("of everything leaves others that have no weight at 0", () => {
      const terms = { keys: ["a", "b"], weights: { a: 0, b: 1 }, shift: { to: "b", percent: 100 } };
      expect(sentences(terms)).to.deep.equal([]);
      expect(resolvedWeights(terms)).to.deep.equal({ a: 0, b: 100 });
    });

    it("moves traffic to its endpoint step by step, never back", () => {
      const percents = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
      fc.assert(
        fc.property(percents, ([x, y]) => {
          const part = (percent: number) => {
            const weights = resolvedWeights({ keys: KEYS, weights: { a: 7, b: 3, c: 0 }, shift: { to: "c", percent } });
            return Number(weights.c) / sum(weights);
          };
          expect(part(Math.max(x, y))).to.be.at.least(part(Math.min(x, y)) - 0.01);
        }),
      );
    });

    it("that leaves the rest to endpoints without weight is refused", () => {
      expect(sentences({ keys: ["a", "b"], weights: { a: 0, b: 1 }, shift: { to: "b", percent: 50 } })).to.deep.equal([
        'shift: {"to":"b","percent":50} leaves the rest of the traffic to a, and all their weights are 0; give one of them a weight, or use percent 100.',
      ]);
    });

    it("to an unknown endpoint, or of no percentage, is refused", () => {
      expect(sentences({ keys: ["a", "b"], shift: { to: "c", percent: 101 } })).to.deep.equal([
        "shift.percent: 101 is not a percentage from 0 to 100; use one such as 10.",
        'shift.to: "c" is not one of the endpoints; use one of a, b.',
      ]);
      expect(sentences({ keys: ["a", "b"], shift: { to: "a", percent: Number.NaN } })).to.deep.equal([
        "shift.percent: null is not a percentage from 0 to 100; use one such as 10.",
      ]);
    });
  });

  describe("weights", () => {
    it("are taken as they are", () => {
      const weights = { a: 255, b: 0, c: 1 };
      expect(sentences({ keys: KEYS, weights })).to.deep.equal([]);
      expect(resolvedWeights({ keys: KEYS, weights })).to.deep.equal(weights);
    });

    it("are equal where none are given", () => {
      expect(resolvedWeights({ keys: KEYS })).to.deep.equal({ a: 1, b: 1, c: 1 });
    });

    it("out of Route 53's range, of unknown endpoints, or of not all endpoints are refused", () => {
      expect(sentences({ keys: KEYS, weights: { a: 256, b: 1.5, d: 1 } })).to.deep.equal([
        "weights.a: 256 is not a whole number from 0 to 255; use a number from 0 to 255.",
        "weights.b: 1.5 is not a whole number from 0 to 255; use a number from 0 to 255.",
        'weights.d: "d" is not one of the endpoints; use one of a, b, c.',
        "weights.c: (missing) is needed; give one for each endpoint, 0 for one that stands by.",
      ]);
    });

    it("of an endpoint that is called like a property of every object are not taken for given", () => {
      expect(sentences({ keys: ["a", "constructor"], weights: { a: 1 } })).to.deep.equal([
        "weights.constructor: (missing) is needed; give one for each endpoint, 0 for one that stands by.",
      ]);
    });

    it("that are all 0 are refused, because that is not what Route 53 makes of them", () => {
      expect(sentences({ keys: ["a", "b"], weights: { a: 0, b: 0 } })).to.deep.equal([
        'weights: {"a":0,"b":0} are all 0, and Route 53 would then share the traffic equally; give at least one endpoint a weight above 0.',
      ]);
    });
  });
});
