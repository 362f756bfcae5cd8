import { expect } from "chai";
import fc from "fast-check";
import { nextOpening, windowToWaitFor } from "../../../../automation/rollout/file/opening";
import type { Window } from "../../../../automation/rollout/plan";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function window(changes: Partial<Window>): Window {
  return { days: EVERY_DAY, from: "09:00", to: "16:00", timeZone: "Europe/Berlin", ...changes };
}

function opening(now: string, ...windows: Window[]): string {
  return nextOpening(windows, new Date(now)).toISOString();
}

describe("automation/rollout/file/opening", () => {
  it("is now where there is no window", () => {
    expect(opening("2026-05-04T03:21:07.008Z")).to.equal("2026-05-04T03:21:07.008Z");
  });

  it("is now in a window, its first moment included and its last one not", () => {
    expect(opening("2026-05-04T07:00:00.000Z", window({}))).to.equal("2026-05-04T07:00:00.000Z");
    expect(opening("2026-05-04T13:59:59.999Z", window({}))).to.equal("2026-05-04T13:59:59.999Z");
    expect(opening("2026-05-04T14:00:00.000Z", window({}))).to.equal("2026-05-05T07:00:00.000Z");
  });

  it("tells the zone of the window that opens first, and nothing while one is open", () => {
    const windows = [window({}), window({ timeZone: "America/New_York" })];
    const told = (now: string) => {
      const found = windowToWaitFor(windows, new Date(now));
      return found && [found.opens.toISOString(), found.timeZone];
    };
    expect(told("2026-05-04T06:00:00Z")).to.deep.equal(["2026-05-04T07:00:00.000Z", "Europe/Berlin"]);
    expect(told("2026-05-04T07:00:00Z")).to.equal(undefined);
    expect(told("2026-05-04T21:00:00Z")).to.deep.equal(["2026-05-05T07:00:00.000Z", "Europe/Berlin"]);
    expect(windowToWaitFor([], new Date())).to.equal(undefined);
    const [, newYork] = windows;
    const alone = windowToWaitFor(newYork === undefined ? [] : [newYork], new Date("2026-05-04T06:00:00Z"));
    expect(alone).to.deep.equal({ opens: new Date("2026-05-04T13:00:00Z"), timeZone: "America/New_York" });
  });

  it("waits for the next day of the week that has a window", () => {
    // The fourth of May 2026 is a Monday.
    expect(opening("2026-05-04T15:00:00Z", window({ days: [1] }))).to.equal("2026-05-11T07:00:00.000Z");
    expect(opening("2026-05-08T15:00:00Z", window({ days: [1, 5] }))).to.equal("2026-05-11T07:00:00.000Z");
  });

  it("takes the day of the week where the window is", () => {
    const auckland = window({ days: [2], from: "00:00", to: "06:00", timeZone: "Pacific/Auckland" });
    expect(opening("2026-05-04T00:00:00Z", auckland)).to.equal("2026-05-04T12:00:00.000Z");
  });

  it("is the first opening of several windows", () => {
    const windows = [window({ from: "20:00", to: "24:00" }), window({ timeZone: "America/New_York" })];
    expect(opening("2026-05-04T06:00:00Z", ...windows)).to.equal("2026-05-04T13:00:00.000Z");
    expect(opening("2026-05-04T20:30:00Z", ...windows)).to.equal("2026-05-04T20:30:00.000Z");
    expect(opening("2026-05-04T22:30:00Z", ...windows)).to.equal("2026-05-05T13:00:00.000Z");
  });

  it("goes on over midnight in two windows", () => {
    const night = [window({ from: "22:00", to: "24:00" }), window({ from: "00:00", to: "04:00" })];
    expect(opening("2026-05-04T21:59:59.999Z", ...night)).to.equal("2026-05-04T21:59:59.999Z");
    expect(opening("2026-05-04T22:00:00Z", ...night)).to.equal("2026-05-04T22:00:00.000Z");
  });

  it("keeps to the wall clock when the zone changes its offset", () => {
    const sundays = window({ days: [7] });
    expect(opening("2026-03-28T12:00:00Z", sundays)).to.equal("2026-03-29T07:00:00.000Z");
    expect(opening("2026-10-24T12:00:00Z", sundays)).to.equal("2026-10-25T08:00:00.000Z");
  });

  it("opens late where the clock skips the time at which it would open", () => {
    // In Berlin, 29 March 2026 has no time from 02:00 to 03:00.
    expect(opening("2026-03-29T00:00:00Z", window({ from: "02:30", to: "04:00" }))).to.equal(
      "2026-03-29T01:00:00.000Z",
    );
  });

  it("does not open on a day on which the clock skips all of it", () => {
    const skipped = window({ days: [7], from: "02:10", to: "02:50" });
    expect(opening("2026-03-28T12:00:00Z", skipped)).to.equal("2026-04-05T00:10:00.000Z");
  });

  it("opens twice where the clock shows the time twice", () => {
    // In Berlin, 25 October 2026 has the time from 02:00 to 03:00 twice.
    const twice = window({ from: "02:15", to: "02:45" });
    expect(opening("2026-10-24T12:00:00Z", twice)).to.equal("2026-10-25T00:15:00.000Z");
    expect(opening("2026-10-25T00:45:00Z", twice)).to.equal("2026-10-25T01:15:00.000Z");
  });

  it("opens again at the moment at which the clock is set back into it", () => {
    const evening = window({ from: "01:30", to: "02:30" });
    expect(opening("2026-10-25T00:30:00Z", evening)).to.equal("2026-10-25T01:00:00.000Z");
  });

  it("knows changes of half an hour, and a day that a zone left out", () => {
    // Lord Howe Island goes from 02:00 to 02:30 on 4 October 2026; Samoa had no 30 December 2011, a Friday.
    const lordHowe = window({ from: "02:10", to: "03:00", timeZone: "Australia/Lord_Howe" });
    expect(opening("2026-10-03T15:00:00Z", lordHowe)).to.equal("2026-10-03T15:30:00.000Z");
    const fridays = window({ days: [5], timeZone: "Pacific/Apia" });
    expect(opening("2011-12-29T00:00:00Z", fridays)).to.equal("2012-01-05T19:00:00.000Z");
  });

  describe("whatever the windows, the zones and the moment", () => {
    const ZONES = [
      "Europe/Berlin",
      "America/New_York",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Pacific/Chatham",
      "UTC",
    ];
    const clocks = new Map(
      ZONES.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat("en-US", {
          timeZone,
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }),
      ]),
    );
    const WEEK = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /** The wall clock as Node.js itself shows it. */
    function isOpen({ days, from, to, timeZone }: Window, at: number): boolean {
      const parts = clocks.get(timeZone)?.formatToParts(at) ?? [];
      const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
      const time = `${part("hour")}:${part("minute")}`;
      return days.includes(WEEK.indexOf(part("weekday"))) && time >= from && time < to;
    }

    const minute = fc.integer({ min: 0, max: 1440 });
    const text = (value: number) =>
      `${String(Math.floor(value / 60)).padStart(2, "0")}:${String(value % 60).padStart(2, "0")}`;
    const windows = fc.array(
      fc
        .record({
          days: fc.subarray(EVERY_DAY, { minLength: 1 }),
          times: fc.uniqueArray(minute, { minLength: 2, maxLength: 2 }),
          timeZone: fc.constantFrom(...ZONES),
        })
        .map(({ days, times: [a = 0, b = 0], timeZone }) => {
          return { days, timeZone, from: text(Math.min(a, b)), to: text(Math.max(a, b)) };
        }),
      { minLength: 1, maxLength: 3 },
    );
    // Around the days on which clocks change, on both halves of the Earth.
    const moment = fc
      .tuple(
        fc.constantFrom(
          "2026-03-08",
          "2026-03-29",
          "2026-04-05",
          "2026-09-27",
          "2026-10-04",
          "2026-10-25",
          "2026-11-01",
        ),
        fc.integer({ min: -3 * 1440 * 60_000, max: 2 * 1440 * 60_000 }),
      )
      .map(([date, shift]) => Date.parse(date) + shift);

    it("is open then, and was closed at every moment before", () => {
      fc.assert(
        fc.property(windows, moment, fc.array(fc.nat()), (all, now, parts) => {
          const opens = nextOpening(all, new Date(now)).getTime();
          expect(opens).to.be.at.least(now);
          expect(all.some((one) => isOpen(one, opens))).to.equal(true);
          if (opens === now) return;
          const before = [now, opens - 1, ...parts.map((part) => now + (part % (opens - now)))];
          for (const at of before)
            expect(
              all.some((one) => isOpen(one, at)),
              new Date(at).toISOString(),
            ).to.equal(false);
        }),
        { numRuns: 80 },
      );
    });
  });
});
