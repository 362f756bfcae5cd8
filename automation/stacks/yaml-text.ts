import { isCollection, isNode, isPair, isScalar, type Node, type Pair, stringify, type YAMLMap } from "yaml";

/** What stands after the colon of a key: a map below it with its comment, anything else on the same line. */
export function blockText(value: unknown, indent: number, comment: string | undefined): string {
  if (!isRecord(value) || Object.keys(value).length === 0) return ` ${flowText(value)}`;
  const margin = " ".repeat(indent);
  const lines = entriesOf(value).map(([name, inner]) => `${scalarText(name)}: ${flowText(inner)}`);
  return [...commentLines(comment), ...lines].map((line) => `\n${margin}${line}`).join("");
}

/** A value on one line, as people write it: spaces inside braces, none inside brackets. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (!isRecord(value)) return scalarText(value);
  const entries = entriesOf(value).map(([name, inner]) => `${scalarText(name)}: ${flowText(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A comment as lines, each with its mark. */
export function commentLines(comment: string | undefined): string[] {
  if (comment === undefined) return [];
  return comment.split("\n").map((line) => (line === "" ? "#" : `# ${line}`));
}

/** Line breaks, and what an editor does not show. */
const NOT_ON_ONE_LINE = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/gu;

/** Quoted where it has to be between brackets, which is wherever it has to be, and for readers of YAML 1.1 as well. */
export function scalarText(value: unknown): string {
  if (typeof value === "string" && value.search(NOT_ON_ONE_LINE) >= 0) {
    return JSON.stringify(value).replace(NOT_ON_ONE_LINE, escaped);
  }
  const text = between(value, "1.2");
  return /^["']/.test(text) || typeof value !== "string" ? text : between(value, "1.1");
}

/** The column at which the keys of a map begin. */
export function indentOf(text: string, map: YAMLMap): number {
  const first = map.items[0]?.key;
  if (!isNode(first)) return 0;
  return startOf(first) - lineStart(text, startOf(first));
}

/** Where the line of a place begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line of a place ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

/** Number of the line of a place, from 0. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

export function startOf({ range }: Node): number {
  if (range === undefined || range === null) throw new Error("A node of a text that was parsed has a range.");
  return range[0];
}

/** The end of a node's last scalar or bracket: the range of a block goes on over empty lines and comments. */
export function endOf(text: string, node: Node): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (isPair(last)) return endOfPair(text, last);
  if (isNode(last)) return endOf(text, last);
  const { range } = node;
  if (range === undefined || range === null) throw new Error("A node of a text that was parsed has a range.");
  const isBlock = isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
  if (!isBlock) return range[1];
  // The line breaks after a block of text are within its range, and of one that keeps them they are part of the text.
  const block = text.slice(range[0], range[1]);
  return range[0] + (/^[|>]\d?\+/.test(block) ? block.replace(/\n$/, "") : block.trimEnd()).length;
}

/** The end of a pair's value, or of its key where nothing follows the colon. */
export function endOfPair(text: string, { key, value }: Pair): number {
  return endOf(text, (isNode(value) ? value : key) as Node);
}

/** The end of a map, with the comments after its last value that are indented as its keys are. */
export function endWithComments(text: string, map: YAMLMap): number {
  const lines = text.split("\n");
  const last = lastComment(lines, lineOf(text, endOf(text, map)), indentOf(text, map));
  return lines.slice(0, last + 1).join("\n").length;
}

/** The first line of the comment that stands directly above a line, with the same indentation. */
export function firstComment(lines: readonly string[], line: number, indent: number): number {
  let first = line;
  while (/^\s*#/.test(lines[first - 1] ?? "") && indentOfLine(lines[first - 1]) === indent) first--;
  return first;
}

/** The last line of the comments that follow a line with at least this indentation; the line itself without any. */
export function lastComment(lines: readonly string[], line: number, indent: number): number {
  let last = line;
  for (let next = line + 1; /^\s*(?:#|$)/.test(lines[next] ?? "x"); next++) {
    if (lines[next]?.trim() === "") continue;
    if (indentOfLine(lines[next]) < indent) break;
    last = next;
  }
  return last;
}

function indentOfLine(line = ""): number {
  return line.search(/\S|$/);
}

function between(value: unknown, version: "1.1" | "1.2"): string {
  return stringify([value], { collectionStyle: "flow", lineWidth: 0, version }).trim().slice(1, -1).trim();
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Keys without a value are not written. */
function entriesOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
