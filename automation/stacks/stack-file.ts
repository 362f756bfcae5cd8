import { readFile } from "node:fs/promises";
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { Refused } from "../terminal/refused";
import { writeWhole } from "./write-whole";
import {
  blockText,
  commentLines,
  endOf,
  endOfPair,
  endWithComments,
  firstComment,
  flowText,
  indentOf,
  isRecord,
  lastComment,
  lineEnd,
  lineOf,
  lineStart,
  scalarText,
  startOf,
} from "./yaml-text";

/** Namespace of the program's keys. */
export const NAMESPACE = "saas-privatelink";

/** A path below the top of a file, for example `["config", "saas-privatelink:image", "id"]`. */
export type KeyPath = readonly [string, ...string[]];

const BYTE_ORDER_MARK = "\uFEFF";

const Form = { Block: "block", Flow: "flow" } as const;
type Form = (typeof Form)[keyof typeof Form];

/**
 * A YAML file of people that is changed by a command. Only the text of the value that is set is replaced: comments, order
 * and form of everything else stay as they were written.
 */
export class StackFile {
  /** With line feeds alone, whatever the file has. */
  #text: string;
  #document: Document;
  readonly #lineBreak: "\n" | "\r\n";
  readonly #byteOrderMark: string;

  private constructor(
    readonly file: string,
    text: string,
  ) {
    this.#lineBreak = /\r\n/.test(text) ? "\r\n" : "\n";
    this.#byteOrderMark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    this.#text = text.slice(this.#byteOrderMark.length).replaceAll("\r\n", "\n");
    this.#document = parsed(file, this.#text);
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
    return at.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), this.#data());
  }

  /** The whole `config`, as plain data. */
  settings(): Readonly<Record<string, unknown>> {
    return (this.get("config") ?? {}) as Record<string, unknown>;
  }

  /**
   * Sets a value, with everything above it that is not there yet.
   * @param comment takes the place of the comments inside the value, a map, where it is written on lines of its own
   */
  set(at: KeyPath, value: unknown, comment?: string): void {
    this.#set(at, value, Form.Block, comment);
  }

  /** Takes a key away, with the comment above it and those inside its value. */
  delete(...at: KeyPath): void {
    const { map, pair, depth } = this.#nearest(at);
    if (map === undefined || pair === undefined || depth < at.length - 1) return;
    if (map.flow || (map.items.length === 1 && depth > 0)) {
      const { [at[depth] as string]: _, ...rest } = map.toJS(this.#document) as Record<string, unknown>;
      this.#setAbove(at.slice(0, depth), rest);
    } else this.#deleteLines(pair);
  }

  /** Puts a comment above a key, in place of the one that is there; takes it away where the comment is undefined. */
  comment(at: KeyPath, comment: string | undefined): void {
    const { map, pair, depth } = this.#nearest(at);
    if (map === undefined || pair === undefined || map.flow || depth < at.length - 1) return;
    const lines = this.#text.split("\n");
    const line = lineOf(this.#text, startOf(pair.key as Node));
    const first = firstComment(lines, line, indentOf(this.#text, map));
    const margin = " ".repeat(indentOf(this.#text, map));
    lines.splice(first, line - first, ...commentLines(comment).map((text) => `${margin}${text}`));
    this.#change(lines.join("\n"));
  }

  /** The text as it is to be written. */
  toString(): string {
    return this.#byteOrderMark + this.#text.replaceAll("\n", this.#lineBreak);
  }

  /** Writes the file: a reader sees the old one or the new one, never half of it. */
  async write(): Promise<void> {
    await writeWhole(this.file, this.toString());
  }

  #data(): unknown {
    return this.#document.toJS();
  }

  #set(at: KeyPath, value: unknown, form: Form, comment?: string): void {
    const { map, pair, depth } = this.#nearest(at);
    const key = at[depth] as string;
    const whole = at.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    // What is inside braces has no lines of its own: the braces are written anew.
    if (map?.flow) this.#setAbove(at.slice(0, depth), { ...(map.toJS(this.#document) as object), [key]: whole });
    else if (pair === undefined) this.#add(map, key, whole, form, comment);
    else if (isAlias(pair.value) && depth < at.length - 1) {
      // The value stands elsewhere, for other keys as well: this key gets one of its own.
      const here = at.slice(0, depth + 1) as unknown as KeyPath;
      this.#set(here, pair.value.toJS(this.#document), Form.Flow);
      this.#set(at, value, form, comment);
    } else this.#replace(pair, map as YAMLMap, whole, form, comment);
  }

  /** Writes braces anew, also those around the whole file. */
  #setAbove(at: readonly string[], value: object): void {
    if (at.length > 0) this.#set(at as unknown as KeyPath, value, Form.Flow);
    else {
      const whole = this.#document.contents as Node;
      this.#change(this.#text.slice(0, startOf(whole)) + flowText(value) + this.#text.slice(endOf(this.#text, whole)));
    }
  }

  #deleteLines(pair: Pair): void {
    const lines = this.#text.split("\n");
    const key = startOf(pair.key as Node);
    const indent = key - lineStart(this.#text, key);
    const from = lineOf(this.#text, key);
    const first = firstComment(lines, from, indent);
    // Comments that are indented further are about what is inside.
    const last = lastComment(lines, lineOf(this.#text, endOfPair(this.#text, pair)), indent + 1);
    // Of the empty lines around it one stays.
    const isBetween = lines[first - 1]?.trim() === "" && (lines[last + 1] ?? "").trim() === "";
    lines.splice(isBetween ? first - 1 : first, last - first + (isBetween ? 2 : 1));
    this.#change(lines.join("\n"));
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
    const colon = this.#text.indexOf(":", endOf(this.#text, pair.key as Node)) + 1;
    // What is empty ends at the colon: the parser puts it beside the comment that follows.
    const isThere = isNode(pair.value) && endOf(this.#text, pair.value) > startOf(pair.value);
    const end = isThere ? endOfPair(this.#text, pair) : colon;
    const text = textAfter(value, form, indentOf(this.#text, map) + 2, comment);
    // A comment beside the key of a block is about the key, whatever its value is.
    const beside = /^[ \t]+#.*/.exec(this.#text.slice(colon, Math.min(end, lineEnd(this.#text, colon))))?.[0] ?? "";
    const whole = text.startsWith("\n") ? beside + text : text + beside;
    this.#change(this.#text.slice(0, colon) + whole + this.#text.slice(end));
  }

  #add(map: YAMLMap | undefined, key: string, value: unknown, form: Form, comment: string | undefined): void {
    const indent = map === undefined ? 0 : indentOf(this.#text, map);
    const end = map === undefined ? this.#text.trimEnd().length : endWithComments(this.#text, map);
    const line = `${" ".repeat(indent)}${scalarText(key)}:${textAfter(value, form, indent + 2, comment)}`;
    const head = this.#text.slice(0, end);
    this.#change(`${head}${head === "" ? "" : "\n"}${line}${this.#text.slice(end) || "\n"}`);
  }

  #change(text: string): void {
    this.#document = parsed(this.file, text);
    this.#text = text;
  }
}

function parsed(file: string, text: string): Document {
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw new Refused(`${file}: ${error.message.split("\n\n")[0]?.replace(/:$/, ".")}`);
  return document;
}

function textAfter(value: unknown, form: Form, indent: number, comment: string | undefined): string {
  return form === Form.Flow ? ` ${flowText(value)}` : blockText(value, indent, comment);
}
