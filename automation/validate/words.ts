/** `a`, `a and b`, `a, b and c`; `none` for nothing. */
export function listed(words: readonly string[]): string {
  if (words.length === 0) return "none";
  const [last = ""] = words.slice(-1);
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 subnet`, `2 subnets`. */
export function numbered(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The text as one sentence that ends with one full stop. */
export function sentenceOf(text: string): string {
  return `${text.trim().replace(/[.\s]+$/, "")}.`;
}
