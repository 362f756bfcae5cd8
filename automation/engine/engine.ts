import type { PulumiCommand } from "@pulumi/pulumi/automation";

/** Ways to an engine, in the order in which they are tried. */
export const EngineSource = {
  /** `pulumi` on PATH, with its Node.js language host. */
  Path: "path",
  /** One that was downloaded or built earlier. */
  Cache: "cache",
  /** Downloaded by the Automation API. */
  Download: "download",
  /** Built from Go modules. */
  Build: "build",
} as const;
export type EngineSource = (typeof EngineSource)[keyof typeof EngineSource];

/** A Pulumi CLI and its Node.js language host, ready to run. */
export interface Engine {
  /** What the Automation API runs. */
  readonly command: PulumiCommand;
  /** Version of the CLI, for example `3.259.0`. */
  readonly version: string;
  /** How it was come by. */
  readonly source: EngineSource;
  /** Folder that holds `pulumi`; first on PATH of everything the engine starts. */
  readonly binFolder: string;
}

/** A way that did not lead to an engine, and why. */
export interface FailedAttempt {
  readonly source: EngineSource;
  /** One clause without a full stop, for example `no go on PATH`. */
  readonly reason: string;
}

/** The engine, or why there is none. */
export type EngineLookup =
  | { readonly engine: Engine; readonly failed: readonly FailedAttempt[] }
  | {
      readonly engine?: undefined;
      readonly failed: readonly FailedAttempt[];
      /** One line that names every way and why it failed. */
      readonly reason: string;
    };

/** What is being waited for, told about once a second. */
export interface EngineProgress {
  /** For example `Building pulumi 3.259.0 from Go modules (once)`. */
  readonly step: string;
  /** Seconds since the step began. */
  readonly seconds: number;
  /** What it works on now, for example the Go package that was compiled last. */
  readonly detail?: string;
}

/** Called with progress of slow ways; never called when the engine is there already. */
export type OnEngineProgress = (progress: EngineProgress) => void;
