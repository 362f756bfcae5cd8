import { printable } from "./text";

/** An expression that is written as it is, such as `var.vpc_id`. Never made from a value of the document. */
export class Expression {
  constructor(readonly text: string) {}
}

/** A value of the document is always a plain one, which is quoted and escaped. */
export type HclValue = string | number | boolean | null | Expression | readonly HclValue[] | HclObject;
interface HclObject {
  readonly [key: string]: HclValue;
}

/** A block with its attributes, and the blocks in it. */
export interface HclBlock {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly attributes?: Readonly<Record<string, HclValue>>;
  readonly blocks?: readonly HclBlock[];
  /** Lines of a comment above it. */
  readonly comment?: readonly string[];
}

/** An expression, by a tagged template without insertions, so that no value can get into it. */
export function hcl(strings: TemplateStringsArray): Expression {
  return new Expression(strings.join(""));
}

/** A call of a function, whose arguments are escaped like any value. */
export function hclCall(name: string, ...args: readonly HclValue[]): Expression {
  return new Expression(`${name}(${args.map((one) => valueLines(one, "").join("\n")).join(", ")})`);
}

export function block(type: string, labels: readonly string[], parts: Omit<HclBlock, "type" | "labels">): HclBlock {
  return { type, labels, ...parts };
}

/** The text of a file, laid out as `terraform fmt` does. */
export function renderHcl(comment: readonly string[], blocks: readonly HclBlock[]): string {
  const head = commentLines(comment, "");
  return `${[head.join("\n"), ...blocks.map((one) => blockLines(one, "").join("\n"))].join("\n\n")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as a quoted template without any interpolation. */
export function hclString(text: string): string {
  // Half of a surrogate pair is no character, and HCL has no way to write it.
  const escaped = [...text.replace(/\p{Cs}/gu, "\ufffd")].map(escapedCharacter).join("");
  // What begins an interpolation or a directive is doubled.
  return `"${escaped.replace(/([$%])(?=\{)/g, "$1$1")}"`;
}

function escapedCharacter(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function commentLines(lines: readonly string[], indent: string): string[] {
  return lines.map((line) => `${indent}# ${printable(line)}`.trimEnd());
}

function blockLines(
  { type, labels = [], attributes = {}, blocks = [], comment = [] }: HclBlock,
  indent: string,
): string[] {
  const inner = `${indent}  `;
  const head = [type, ...labels.map(hclString), "{"].join(" ");
  const body = attributeLines(attributes, inner);
  const nested = blocks.flatMap((one, index) => {
    const lines = blockLines(one, inner);
    return index > 0 || body.length > 0 ? ["", ...lines] : lines;
  });
  return [...commentLines(comment, indent), `${indent}${head}`, ...body, ...nested, `${indent}}`];
}

/** Attributes, the equals signs of neighbours that are one line each below one another. */
function attributeLines(attributes: Readonly<Record<string, HclValue>>, indent: string): string[] {
  const entries = Object.entries(attributes).map(([key, value]) => ({
    name: IDENTIFIER.test(key) ? key : hclString(key),
    lines: valueLines(value, indent),
  }));
  const widths = entries.map(({ name }) => name.length);
  let start = 0;
  for (const [index, { lines }] of entries.entries()) {
    const ends = lines.length > 1 || index === entries.length - 1;
    if (!ends) continue;
    // One with several lines stands by itself: it neither widens those above nor is widened by them.
    const single = lines.length > 1 ? index : index + 1;
    const width = Math.max(0, ...widths.slice(start, single));
    widths.fill(width, start, single);
    start = index + 1;
  }
  return entries.flatMap(({ name, lines: [first = "", ...rest] }, index) => [
    `${indent}${name.padEnd(widths[index] ?? 0)} = ${first}`,
    ...rest,
  ]);
}

/** The first line of a value, and further ones with their indentation. */
function valueLines(value: HclValue, indent: string): string[] {
  if (value instanceof Expression) {
    return value.text.split("\n").map((line, index) => (index === 0 || line === "" ? line : `${indent}${line}`));
  }
  if (value === null) return ["null"];
  if (typeof value === "string") return [hclString(value)];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (isList(value)) return [`[${value.map((one) => valueLines(one, indent).join("\n")).join(", ")}]`];
  if (Object.keys(value).length === 0) return ["{}"];
  return ["{", ...attributeLines(value, `${indent}  `), `${indent}}`];
}

function isList(value: readonly HclValue[] | HclObject): value is readonly HclValue[] {
  return Array.isArray(value);
}
