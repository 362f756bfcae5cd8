/** An entry of a file as it was written, with the places of its values. */
export interface FileEntry {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** What its paths begin with: `[3]` for the fourth entry of an array, nothing for a row of a table. */
  readonly prefix: string;
  /** Values by key of a consumer; `null` takes a value away, and what is absent stays as it is. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** Whether a subscription without a licence keeps the one that is there, because the file has no place for licences. */
  readonly keepsLicense: boolean;
  /** Line and name of a value by its key path, for example `regions[1]`. */
  place(path: string): Place;
}

export interface Place {
  readonly line: number;
  /** The path as people see it in this file. */
  readonly path: string;
}

/** What is wrong with a file, in a sentence. */
export interface FileProblem {
  /** Line, from 1; absent where it concerns the file as a whole. */
  readonly line?: number;
  readonly text: string;
}

export interface FileContents {
  readonly entries: readonly FileEntry[];
  readonly problems: readonly FileProblem[];
}
