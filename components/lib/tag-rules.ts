import { at } from "./path";
import type { Check, Problem } from "./problem";

// AWS allows 50; the Name is ours.
const MOST_TAGS = 49;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Refuses tags that AWS does not take, and a Name, which every resource has already. */
export const checkTags: Check<Readonly<Record<string, string>>> = (tags, path) => {
  const keys = Object.keys(tags);
  const problems = Object.entries(tags).flatMap(([key, value]) => checkTag(key, value, at(path, key)));
  if (keys.length <= MOST_TAGS) return problems;
  const rule = `are more tags than ${MOST_TAGS}, and AWS allows ${MOST_TAGS + 1} with the Name`;
  return [...problems, { path, value: keys.length, rule, remedy: "remove some" }];
};

function checkTag(key: string, value: string, path: string): Problem[] {
  if (key === "Name") return [{ path, value, rule: "is the Name that each resource has already", remedy: "remove it" }];
  if (key.toLowerCase().startsWith("aws:")) {
    return [
      { path, value, rule: "has a key that AWS keeps for itself", remedy: 'use one that does not begin with "aws:"' },
    ];
  }
  const problems: Problem[] = [];
  if (key === "" || key.length > LONGEST_KEY) {
    const rule = `has a key of ${key.length} characters, and AWS takes 1 to ${LONGEST_KEY}`;
    problems.push({ path, value: key, rule, remedy: "choose another key" });
  }
  if (value.length > LONGEST_VALUE) {
    const rule = `has ${value.length} characters, and AWS takes at most ${LONGEST_VALUE}`;
    problems.push({ path, value, rule, remedy: "shorten it" });
  }
  if (!ALLOWED.test(key) || !ALLOWED.test(value)) {
    const remedy = "use letters, digits, spaces and _ . : / = + - @";
    problems.push({ path, value, rule: "has characters that AWS does not take in tags", remedy });
  }
  return problems;
}
