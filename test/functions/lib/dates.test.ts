import { expect } from "chai";
import fc from "fast-check";
import { checkInstant, instantOf } from "../../../functions/lib/dates";

const rulesOf = (value: string) => checkInstant(value, "at").map(({ rule }) => rule);

describe("dates", () => {
  it("are the first instant of their day in UTC", () => {
    expect(instantOf("2027-01-31")).to.equal("2027-01-31T00:00:00.000Z");
    expect(instantOf("2027-01-31T09:00:00.5-11:30")).to.equal("2027-01-31T20:30:00.500Z");
  });

  for (const right of [
    "2027-01-31",
    "2028-02-29",
    "2000-02-29",
    "0000-02-29",
    "9999-12-31",
    "2027-01-31T23:59Z",
    "2027-01-31T23:59:59.999+14:00",
    "2027-01-31T00:00:00-12:00",
  ]) {
    it(`are right: ${right}`, () => {
      expect(rulesOf(right)).to.deep.equal([]);
    });
  }

  for (const [wrong, rule] of [
    ["", "is neither a date nor an instant"],
    ["2027-1-31", "is neither a date nor an instant"],
    ["2027-01-31 09:00:00Z", "is neither a date nor an instant"],
    ["2027-01-31T09Z", "is neither a date nor an instant"],
    ["2027-01-31T09:00:00+0100", "is neither a date nor an instant"],
    ["2027-01-31Z", "is neither a date nor an instant"],
    ["1769817600", "is neither a date nor an instant"],
    ["2027-13-01", "is not a day of the calendar"],
    ["2027-00-01", "is not a day of the calendar"],
    ["2027-04-31", "is not a day of the calendar"],
    ["2027-04-00", "is not a day of the calendar"],
    ["2100-02-29", "is not a day of the calendar"],
    ["2027-01-31T09:00", "is a time without an offset, another instant in each time zone"],
    ["2027-01-31T23:59:60Z", "is not a time of day with an offset that exists"],
    ["2027-01-31T09:60Z", "is not a time of day with an offset that exists"],
    ["2027-01-31T09:00+15:00", "is not a time of day with an offset that exists"],
    ["2027-01-31T09:00+01:60", "is not a time of day with an offset that exists"],
    ["0000-01-01T00:00:00+01:00", "is not in the years 0000 to 9999 of UTC"],
  ] as const) {
    it(`are refused: ${JSON.stringify(wrong)} ${rule}`, () => {
      expect(rulesOf(wrong)).to.deep.equal([rule]);
    });
  }

  it("are, once they are checked, instants whose order as text is that of time", () => {
    const pad = (number: number, length = 2) => String(number).padStart(length, "0");
    const dates = fc
      .tuple(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.constantFrom("", "T00:00Z", "T23:59:59.999-14:00", "T12:30:00+05:30", "T00:00:00+14:00"),
      )
      .map(([year, month, day, time]) => `${pad(year, 4)}-${pad(month)}-${pad(day)}${time}`)
      .filter((text) => checkInstant(text, "at").length === 0);
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        const [a, b] = [instantOf(one), instantOf(other)];
        expect(checkInstant(a, "at")).to.deep.equal([]);
        expect(instantOf(a)).to.equal(a);
        expect(a < b).to.equal(Date.parse(one) < Date.parse(other));
      }),
    );
  });
});
