import type { Stamp } from "./stamp";

/** What a build was made of and for; the bundles by what they are. */
export interface CacheRecord {
  readonly entry: string;
  readonly stamp: Stamp;
  readonly names: Readonly<Record<string, string>>;
}

/** Folder of bundles. Files carry a digest of their content in the name, so no run ever changes what another reads. */
export declare class Cache {
  /** @param root project, or the one file, that the bundles are for */
  constructor(packageRoot: string, root: string);
  /** What `save` recorded last. */
  record(): CacheRecord | undefined;
  /** Earlier records of all projects. */
  records(): CacheRecord[];
  /** Absolute path of a bundle, or undefined where nothing can be kept. */
  place(name: string): string | undefined;
  has(name: string): boolean;
  /** `record` becomes visible when all files are there. */
  save(files: Readonly<Record<string, string>>, record: CacheRecord | undefined): void;
}
