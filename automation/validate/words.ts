import { listed } from "../../components/lib/words";

/** `a, b and c`; `none` for nothing. */
export function orNone(words: readonly string[]): string {
  return listed(words) || "none";
}

/** The text as one sentence that ends with one full stop. */
export function sentenceOf(text: string): string {
  return `${text.trim().replace(/[.\s]+$/, "")}.`;
}
