import { isScalar, parseDocument, visit } from "yaml";
import { escaped } from "../escaped";
import { lineOf } from "../stacks/yaml-text";

/** Beginning of a mention: a name must not be part of a longer one, as us-east-1 is of us-east-1a. */
const BEFORE = "(?<![A-Za-z0-9-])";
const AFTER = "(?![A-Za-z0-9-])";
const OF_A_REGION = /\b[a-z]{2,5}\d-az\d+\b|\b(?:ami|vpc|subnet|sg|vpce|vpce-svc)-[0-9a-f]{8,17}\b|\barn:aws/;

/**
 * The text of a stack file with another headline, and without the comments that are about the stack, or the Region, that
 * it was made of: those that name it, or a zone, a resource or an ARN. All others are kept.
 * @param names what a comment must not name
 * @param headline lines in place of those of the headline that name one of them
 */
export function withTrueComments(text: string, names: readonly string[], headline: readonly string[]): string {
  const lines = text.split("\n");
  const content = linesOfScalars(text);
  const kept: string[] = [];
  for (let line = 0; line < lines.length; ) {
    const end = content.has(line) ? line : endOfComment(lines, line);
    const block = lines.slice(line, end === line ? line + 1 : end);
    if (end === line) kept.push(...block);
    else if (line === 0) kept.push(...headlineOf(block, names, headline));
    else if (!block.some((one) => isAbout(one, names))) kept.push(...block);
    line += block.length;
  }
  const hasHeadline = endOfComment(lines, 0) > 0;
  return [...(hasHeadline ? [] : commented(headline)), ...kept].join("\n");
}

/** A headline is made of sentences of their own, each on its line. */
function headlineOf(block: readonly string[], names: readonly string[], headline: readonly string[]): string[] {
  return [...commented(headline), ...block.filter((line) => !isAbout(line, names))];
}

function isAbout(line: string, names: readonly string[]): boolean {
  const named = names.some((name) => new RegExp(`${BEFORE}${escaped(name)}${AFTER}`).test(line));
  return named || OF_A_REGION.test(line);
}

function commented(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line}`);
}

/** The line after the comment lines that begin at a line; the line itself where it is none. */
function endOfComment(lines: readonly string[], line: number): number {
  let end = line;
  while (/^\s*#/.test(lines[end] ?? "")) end++;
  return end;
}

/** Lines inside texts of several lines, where a # is no comment. */
function linesOfScalars(text: string): Set<number> {
  const found = new Set<number>();
  visit(parseDocument(text), {
    Scalar(_, node) {
      if (!isScalar(node) || !node.range) return;
      const last = lineOf(text, node.range[1]);
      for (let line = lineOf(text, node.range[0]) + 1; line < last || (line === last && inside(node.type)); line++) {
        found.add(line);
      }
    },
  });
  return found;
}

/** A quoted text ends within its last line, a block before the line after it. */
function inside(type: unknown): boolean {
  return type !== "BLOCK_LITERAL" && type !== "BLOCK_FOLDED";
}
