import { expect } from "chai";
import { scheduleExpression } from "../../../sandbox/checks/schedule-expression";

const VALID = [
  "rate(1 minute)",
  "rate(5 minutes)",
  "rate(12 hours)",
  "rate(1 days)",
  "at(2030-02-28T23:59:59)",
  "cron(0 8 * * ? *)",
  "cron(0/15 8-18 ? * MON-FRI *)",
  "cron(30,45 6 1,15 JAN-MAR ? 2030-2035)",
  "cron(0 0 L * ? *)",
  "cron(0 0 15W * ? *)",
  "cron(0 0 ? * 6L *)",
  "cron(0 0 ? * TUE#2 *)",
  "cron(1-31/30 1-1 ? * 1,7 *)",
];

const INVALID = [
  "",
  "every day",
  "rate(0 minutes)",
  "rate(5)",
  "rate(5 seconds)",
  "rate(1.5 hours)",
  "at(2030-02-28)",
  "at(2030-13-01T00:00:00)",
  "at(2030-01-01T00:00:00Z)",
  "cron(0 8 * * *)",
  "cron(0 8 * * * *)",
  "cron(0 8 ? * ? *)",
  "cron(60 8 * * ? *)",
  "cron(0 24 * * ? *)",
  "cron(0 8 32 * ? *)",
  "cron(0 8 * 13 ? *)",
  "cron(0 8 ? * 8 *)",
  "cron(0 8 ? * MON#6 *)",
  "cron(0 8 * * ? 1969)",
  "cron(0/0 8 * * ? *)",
  "cron(0-5-9 8 * * ? *)",
];

describe("the expression of a schedule", () => {
  for (const expression of VALID) {
    it(`may be ${expression}`, () => {
      expect(scheduleExpression(expression, {})).to.equal(undefined);
    });
  }

  for (const expression of INVALID) {
    it(`may not be "${expression}"`, () => {
      expect(scheduleExpression(expression, {})).to.equal(
        `ValidationException: Invalid Schedule Expression ${expression}.`,
      );
    });
  }
});
