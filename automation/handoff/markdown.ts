import { printable } from "./text";

/** A text as running text, whatever is in it. */
export function prose(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&");
}

/** A text as code in a line. */
export function code(text: string): string {
  const line = printable(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  // A blank keeps backticks at the ends apart from the fence; readers take it away again.
  const apart = /^`|`$/.test(line) || line.trim() === "" ? " " : "";
  return `${fence}${apart}${line}${apart}${fence}`;
}

/** Commands, one in a line. */
export function fenced(lines: readonly string[]): string[] {
  return ["```sh", ...lines.map(printable), "```"];
}

/** A table of two columns; what is in it is Markdown already. */
export function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string[] {
  const cell = (text: string): string => text.replace(/(?<!\\)\|/g, "\\|");
  const row = (cells: readonly [string, string]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [row(head), "|---|---|", ...rows.map(row)];
}
