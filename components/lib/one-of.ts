import { at } from "./path";
import type { Check } from "./problem";

/** Refuses what is not one of the allowed words, and lists them. */
export function checkOneOf(allowed: readonly string[]): Check<string> {
  return (value, path) => {
    if (allowed.includes(value)) return [];
    return [{ path, value, rule: "is unknown", remedy: `use one of ${allowed.join(", ")}` }];
  };
}

/** Refuses an empty list, words outside of a closed set, and the same word twice. */
export function checkWords(allowed: readonly string[]): Check<readonly string[]> {
  const checkWord = checkOneOf(allowed);
  return (words, path) => {
    if (words.length === 0) {
      return [{ path, value: words, rule: "is empty", remedy: `leave it out, or use some of ${allowed.join(", ")}` }];
    }
    return words.flatMap((word, index) =>
      words.indexOf(word) < index
        ? [{ path: at(path, index), value: word, rule: "appears twice", remedy: "remove one of them" }]
        : checkWord(word, at(path, index)),
    );
  };
}
