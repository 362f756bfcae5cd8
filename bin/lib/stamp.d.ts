/** What a build has read, so that a later run can tell whether the build is still true. */
export interface Stamp {
  readonly files: readonly (readonly [file: string, changed: number, size: number])[];
  readonly folders: readonly (readonly [folder: string, names: string])[];
}

/** The state of files now; of `sources` among them, the names of their folders too. */
export declare function stamp(files: readonly string[], sources: readonly string[]): Stamp;

/** Whether everything is as it was. */
export declare function holds(taken: Stamp): boolean;

/** Whether a file may have changed since reading began, in milliseconds since the epoch. */
export declare function changedSince(taken: Stamp, started: number): boolean;
