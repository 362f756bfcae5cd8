import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Range,
  stringify,
  type YAMLMap,
} from "yaml";

/** Namespace of the program's keys. */
export const NAMESPACE = "saas-privatelink";

/** A path below the top of a file, for example `["config", "saas-privatelink:image", "id"]`. */
type KeyPath = readonly [string, ...string[]];

const Form = { Block: "block", Flow: "flow" } as const;
type Form = (typeof Form)[keyof typeof Form];

/**
 * A YAML file of people that is changed by a command. Only the text of the value that is set is replaced: comments, order
 * and form of everything else stay as they were written.
 */
export class StackFile {
  #text: string;
  #document: Document;

  private constructor(
    readonly file: string,
    text: string,
  ) {
    this.#text = text;
    this.#document = parsed(file, text);
  }

  /** Reads a file, which must be there. Throws an error that names the file and the place of what is not YAML. */
  static async read(file: string): Promise<StackFile> {
    return new StackFile(file, await readFile(file, "utf8"));
  }

  /** @param file what the file is called, now or later */
  static parse(file: string, text: string): StackFile {
    return new StackFile(file, text);
  }

  /** A value as plain data; for example `get("config", "saas-privatelink:image", "id")`. */
  get(...at: KeyPath): unknown {
    const value = this.#document.getIn(at);
    return isNode(value) ? value.toJS(this.#document) : value;
  }

  /** The whole `config`, as plain data. */
  settings(): Readonly<Record<string, unknown>> {
    return (this.get("config") ?? {}) as Record<string, unknown>;
  }

  /**
   * Sets a value, with everything above it that is not there yet.
   * @param comment takes the place of the comment above the value, where both are written on lines of their own
   */
  set(at: KeyPath, value: unknown, comment?: string): void {
    this.#set(at, value, Form.Block, comment);
  }

  #set(at: KeyPath, value: unknown, form: Form, comment?: string): void {
    const { map, pair, depth } = this.#nearest(at);
    const key = at[depth] as string;
    const whole = at.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    // What is inside braces has no lines of its own: the braces are written anew.
    if (map?.flow) {
      const braces = at.slice(0, depth) as unknown as KeyPath;
      this.#set(braces, { ...map.toJS(this.#document), [key]: whole }, Form.Flow);
    } else if (pair === undefined) this.#add(map, key, whole, form, comment);
    else this.#replace(pair, map as YAMLMap, whole, form, comment);
  }

  /** Takes a key away, with the lines of its comment. */
  delete(...at: KeyPath): void {
    const { map, pair, depth } = this.#nearest(at);
    if (map === undefined || pair === undefined || depth < at.length - 1) return;
    if (map.flow || map.items.length === 1) {
      const { [at[depth] as string]: _, ...rest } = map.toJS(this.#document) as Record<string, unknown>;
      this.#set(at.slice(0, depth) as unknown as KeyPath, rest, Form.Flow);
    } else this.#deleteLines(pair);
  }

  #deleteLines(pair: Pair): void {
    const lines = this.#text.split("\n");
    const last = lineOf(this.#text, endOf((isNode(pair.value) ? pair.value : pair.key) as Node));
    let first = lineOf(this.#text, startOf(pair.key as Node));
    while (/^\s*#/.test(lines[first - 1] ?? "")) first--;
    // Of the empty lines around it one stays.
    if (lines[first - 1]?.trim() === "" && (lines[last + 1] ?? "").trim() === "") first--;
    lines.splice(first, last - first + 1);
    this.#change(lines.join("\n"));
  }

  /** The text as it is to be written. */
  toString(): string {
    return this.#text;
  }

  /** Writes the file: a reader sees the old one or the new one, never half of it. */
  async write(): Promise<void> {
    await writeWhole(this.file, this.#text);
  }

  /** The map that has, or is going to have, the first key of the path that is not a map yet, and its pair. */
  #nearest(at: KeyPath): { map: YAMLMap | undefined; pair: Pair | undefined; depth: number } {
    let node: unknown = this.#document.contents;
    for (let depth = 0; ; depth++) {
      const map = isMap(node) ? node : undefined;
      const pair = map?.items.find(({ key }) => isScalar(key) && key.value === at[depth]);
      if (pair === undefined || depth === at.length - 1 || !isMap(pair.value)) return { map, pair, depth };
      node = pair.value;
    }
  }

  #replace(pair: Pair, map: YAMLMap, value: unknown, form: Form, comment: string | undefined): void {
    const colon = this.#text.indexOf(":", endOf(pair.key as Node)) + 1;
    const end = isNode(pair.value) ? endOf(pair.value) : colon;
    const text = after(value, form, indentOf(this.#text, map) + 2, comment);
    this.#change(this.#text.slice(0, colon) + text + this.#text.slice(end));
  }

  #add(map: YAMLMap | undefined, key: string, value: unknown, form: Form, comment: string | undefined): void {
    const indent = map === undefined ? 0 : indentOf(this.#text, map);
    const end = map === undefined ? this.#text.trimEnd().length : endOf(map);
    const line = `${" ".repeat(indent)}${scalar(key)}:${after(value, form, indent + 2, comment)}`;
    const head = this.#text.slice(0, end);
    this.#change(`${head}${head === "" ? "" : "\n"}${line}${this.#text.slice(end) || "\n"}`);
  }

  #change(text: string): void {
    this.#document = parsed(this.file, text);
    this.#text = text;
  }
}

/** Puts a text into a file in one step. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const made = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  try {
    await writeFile(made, text);
    await rename(made, file);
  } catch (error) {
    await rm(made, { force: true });
    throw error;
  }
}

function parsed(file: string, text: string): Document {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message.split("\n\n")[0]?.replace(/:$/, ".")}`);
  return document;
}

/** What stands after the colon of a key: a map below it with its comment, anything else on the same line. */
function after(value: unknown, form: Form, indent: number, comment: string | undefined): string {
  if (form === Form.Flow || !isRecord(value) || Object.keys(value).length === 0) return ` ${flow(value)}`;
  const margin = " ".repeat(indent);
  const comments = comment === undefined ? [] : comment.split("\n").map((line) => `# ${line}`);
  const lines = Object.entries(value).map(([name, inner]) => `${scalar(name)}: ${flow(inner)}`);
  return [...comments, ...lines].map((line) => `\n${margin}${line}`).join("");
}

/** A value on one line, as people write it: spaces inside braces, none inside brackets. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (!isRecord(value)) return scalar(value);
  const entries = Object.entries(value).map(([name, inner]) => `${scalar(name)}: ${flow(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Quoted where it has to be between brackets, which is wherever it has to be. */
function scalar(value: unknown): string {
  return stringify([value], { collectionStyle: "flow", lineWidth: 0 }).trim().slice(1, -1).trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function indentOf(text: string, map: YAMLMap): number {
  const first = map.items[0]?.key;
  if (!isNode(first)) return 0;
  return startOf(first) - (text.lastIndexOf("\n", startOf(first) - 1) + 1);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

function startOf({ range }: Node): number {
  if (range === undefined || range === null) throw new Error("A node of a text that was parsed has a range.");
  return range[0];
}

/** The end of a node's last scalar or bracket: the range of a block goes on over empty lines and comments. */
function endOf(node: Node): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (last !== undefined) return endOf((isPair(last) ? (last.value ?? last.key) : last) as Node);
  return (node.range as Range)[1];
}
