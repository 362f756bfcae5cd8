import { closest, distance } from "fastest-levenshtein";

/** The candidate that was most likely meant by a mistyped word, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const candidate = closest(word, candidates);
  const tolerated = Math.max(2, Math.floor(word.length / 3));
  return distance(word, candidate) <= tolerated ? candidate : undefined;
}
