import { InvalidArgumentError, Option } from "commander";
import { type Check, reason } from "../../components/lib/problem";

/** An option that may be given several times, each time with one value. */
export function several(flags: string, meaning: string, parse: (value: string) => unknown = (value) => value): Option {
  return new Option(flags, `${meaning}; may be repeated`).argParser(
    (value: string, before: readonly unknown[] = []) => [...before, parse(value)],
  );
}

/** An option that may be given several times, or once with commas. */
export function listed(flags: string, meaning: string): Option {
  return new Option(flags, `${meaning}; may be repeated, or a list with commas`).argParser(
    (value: string, before: readonly string[] = []) => [...before, ...words(value)],
  );
}

function words(value: string): string[] {
  const found = value
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (found.length === 0) throw new InvalidArgumentError("Give a name.");
  return found;
}

/** An option whose value has to pass a rule. */
export function checked(flags: string, meaning: string, check: Check<string>): Option {
  return new Option(flags, meaning).argParser(passing(check));
}

/** Refuses a value that does not pass a rule, with the reason. */
export function passing(check: Check<string>): (value: string) => string {
  return (value) => {
    const [problem] = check(value, "");
    if (problem !== undefined) throw new InvalidArgumentError(reason(problem));
    return value;
  };
}

/** Reads a whole number of at least 1. */
export function count(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError("Give a whole number of at least 1.");
  return Number(value);
}

/** Reads a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^(?:0|[1-9]\d*)$/.test(value) || number < least || number > most) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}
