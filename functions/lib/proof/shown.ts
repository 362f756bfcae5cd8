const LONGEST_SHOWN = 80;

/** Text of others as a message may show it: characters that are not printable ASCII by their number, shortened. */
export function shown(text: string): string {
  const start = [...text.slice(0, LONGEST_SHOWN)];
  const plain = start.map((character) => (/^[\x20-\x7e]$/.test(character) ? character : codeOf(character))).join("");
  return text.length <= LONGEST_SHOWN ? plain : `${plain}...`;
}

/** What stands in a message for a text that may hold a secret. */
export function hidden(text: string): string {
  return `(${text.length} ${text.length === 1 ? "character" : "characters"}, not shown)`;
}

/** The part of an address that holds no secret: a password may stand before an `@`, a signature in the query. */
export function shownUrl(url: string): string {
  const [address = ""] = url.split(/[?#]/);
  return url.includes("@") ? hidden(url) : shown(address);
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
