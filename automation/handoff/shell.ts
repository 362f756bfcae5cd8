import { printable } from "./text";

/** A text as one word of a POSIX shell, whatever is in it; a shell has no NUL, so that is left out. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("\0", "").replaceAll("'", "'\\''")}'`;
}

/** A variable that the rest of a script reads and cannot change. */
export function constant(name: string, value: string | readonly string[]): string {
  return `readonly ${name}=${shellWord(typeof value === "string" ? value : value.join(" "))}`;
}

/** A variable that may be set from outside. */
export function setting(name: string, otherwise = ""): string {
  return `${name}=\${${name}:-${otherwise === "" ? "" : shellWord(otherwise)}}`;
}

/** Lines of a comment; each text is one line, whatever is in it. */
export function comment(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${printable(line)}`.trimEnd());
}
