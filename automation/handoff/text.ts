/** Everything that is not to be seen: control and formatting characters, those that turn the direction, halves of surrogate pairs, and line ends. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const LONGEST_LABEL = 80;
const LONGEST_SLUG = 40;

/** A text without what is not to be seen, so that it stays on its line; a space stands for it. */
export function printable(text: string): string {
  return text.replace(UNSEEN, " ");
}

/** A text of the document as a part of a line that people read. */
export function oneLine(text: string): string {
  const seen = printable(text).replace(/\s+/gu, " ").trim();
  const characters = [...seen];
  if (characters.length <= LONGEST_LABEL) return seen || "(no name)";
  return `${characters.slice(0, LONGEST_LABEL).join("")}…`;
}

/** A text as a part of names in AWS: lowercase letters, digits and inner hyphens, after a letter. */
export function slug(text: string, otherwise: string): string {
  const bare = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_SLUG)
    .replace(/-+$/, "");
  return bare === "" ? otherwise : bare;
}

/** `2027-01-31 00:00 UTC`. */
export function instant(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
