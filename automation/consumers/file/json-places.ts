import { at } from "../../../components/lib/path";

/** Where the values of a JSON text stand. */
export interface JsonPlaces {
  /** Offset of each value by its key path, `[0].regions[1]`. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Keys that are in one object twice, of which readers of JSON take the last in silence. */
  readonly repeated: readonly { readonly path: string; readonly offset: number }[];
}

/** A text that is not JSON. */
export class JsonFault extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
    this.name = "JsonFault";
  }
}

const SPACE = /[ \t\n\r]*/y;
/** Everything from the space on, but quotation marks and backslashes only as escapes. */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DEEPEST = 20;
const LONGEST_FOUND = 20;

/** Goes through a text as a strict reader of JSON would. Throws a {@link JsonFault} at the first character that does not fit. */
export function jsonPlaces(text: string): JsonPlaces {
  return new Walk(text).whole();
}

class Walk {
  readonly #text: string;
  readonly #offsets = new Map<string, number>();
  readonly #repeated: { path: string; offset: number }[] = [];
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonPlaces {
    this.#value("", 0);
    if (this.#next() !== undefined) throw this.#fault("where the text should end");
    return { offsets: this.#offsets, repeated: this.#repeated };
  }

  #value(path: string, depth: number): void {
    const next = this.#next();
    this.#offsets.set(path, this.#offset);
    if (depth > DEEPEST) throw new JsonFault(`nests deeper than ${DEEPEST} levels`, this.#offset);
    if (next === "[") {
      let index = 0;
      this.#members("]", () => this.#value(at(path, index++), depth + 1));
    } else if (next === "{") {
      const keys = new Set<string>();
      this.#members("}", () => this.#member(path, depth, keys));
    } else if (this.#take(STRING) === undefined && this.#take(SCALAR) === undefined) {
      throw this.#fault("where a value is expected");
    }
  }

  #member(path: string, depth: number, keys: Set<string>): void {
    this.#next();
    const offset = this.#offset;
    const written = this.#take(STRING);
    if (written === undefined) throw this.#fault("where a key in quotation marks is expected");
    const key = JSON.parse(written) as string;
    const here = at(path, key);
    if (keys.has(key)) this.#repeated.push({ path: here, offset });
    keys.add(key);
    if (this.#next() !== ":") throw this.#fault('where ":" is expected');
    this.#offset += 1;
    this.#value(here, depth + 1);
  }

  /** The members of an array or object whose first bracket comes next. */
  #members(end: string, member: () => void): void {
    this.#offset += 1;
    if (this.#next() === end) {
      this.#offset += 1;
      return;
    }
    for (;;) {
      member();
      const next = this.#next();
      if (next !== "," && next !== end) throw this.#fault(`where "," or "${end}" is expected`);
      this.#offset += 1;
      if (next === end) return;
    }
  }

  /** The next character that is no space. */
  #next(): string | undefined {
    this.#take(SPACE);
    return this.#text[this.#offset];
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const [taken] = pattern.exec(this.#text) ?? [];
    this.#offset += taken?.length ?? 0;
    return taken;
  }

  #fault(where: string): JsonFault {
    const [word = ""] = /^(?:[\w.+-]+|.)/su.exec(this.#text.slice(this.#offset, this.#offset + LONGEST_FOUND)) ?? [];
    const found = word === "" ? "the end of the file" : JSON.stringify(word);
    return new JsonFault(`has ${found} ${where}`, this.#offset);
  }
}
