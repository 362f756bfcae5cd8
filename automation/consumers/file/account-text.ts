import { type Check, type Problem, show } from "../../../components/lib/problem";

const SHORTENED = /^\d(?:[.,]\d+)?e\+?\d+$/i;
const WITH_DECIMALS = /^(\d+)[.,]0+$/;
const DIGITS = 12;

/** Fewest digits at which dropped zeros are the likeliest explanation. */
const FEWEST = 9;

const AS_TEXT = "make the column text before the ids go into it";

/** Refuses what spreadsheets and JSON numbers have made of an account id. What else may be wrong with it is not looked at. */
export const checkAccountText: Check<unknown> = (value, path) => {
  if (typeof value === "number") return [{ path, value, ...ofNumber(value) }];
  if (typeof value !== "string") return [];
  if (SHORTENED.test(value)) {
    const rule = "is a number that a spreadsheet has shortened, and its last digits are lost";
    return [{ path, value, rule, remedy: `take the id from where it came from, and ${AS_TEXT}` }];
  }
  const [, whole] = WITH_DECIMALS.exec(value) ?? [];
  if (whole !== undefined) {
    return [{ path, value, rule: "is a number that a spreadsheet has given decimals", remedy: textual(whole) }];
  }
  if (/^\d+$/.test(value)) return zerosDropped(value, path);
  const digits = value.replace(/\D/g, "");
  if (digits.length !== DIGITS || /[a-z]/i.test(value)) return [];
  return [{ path, value, rule: "is an account id with other characters in it", remedy: `write ${show(digits)}` }];
};

function zerosDropped(value: string, path: string): Problem[] {
  if (value.length >= DIGITS || value.length < FEWEST) return [];
  const rule = `has ${value.length} digits instead of ${DIGITS}, as when a spreadsheet has dropped zeros at its beginning`;
  return [{ path, value, rule, remedy: textual(value) }];
}

function ofNumber(value: number): Pick<Problem, "rule" | "remedy"> {
  const rule = "is a number, and numbers have no zeros at their beginning";
  const digits = String(value);
  if (!/^\d+$/.test(digits) || digits.length > DIGITS || digits.length < FEWEST) {
    return { rule, remedy: "write the 12 digits in quotes" };
  }
  const text = show(digits.padStart(DIGITS, "0"));
  return { rule, remedy: digits.length === DIGITS ? `write ${text}` : `write ${text} if that is the account` };
}

function textual(digits: string): string {
  const text = show(digits.padStart(DIGITS, "0"));
  return `write ${text}${digits.length < DIGITS ? " if that is the account" : ""}, and ${AS_TEXT}`;
}
