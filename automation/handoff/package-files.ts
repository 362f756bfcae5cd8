/** A file of a package. */
export interface PackageFile {
  /** Path below the folder of its format. */
  readonly path: string;
  readonly text: string;
  /** Whether it is a program. */
  readonly executable?: boolean;
}
