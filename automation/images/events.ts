/** How far a copy is. */
export const CopyStage = {
  /** AWS has begun it. */
  Begun: "begun",
  /** An earlier run has begun it, or made it. */
  Found: "found",
  /** AWS is at it. */
  Copying: "copying",
  /** AWS could not be asked; it goes on all the same. */
  Unanswered: "unanswered",
  Available: "available",
} as const;
export type CopyStage = (typeof CopyStage)[keyof typeof CopyStage];

/** What a promotion tells while it works. */
export type ImageEvent =
  | {
      readonly type: "copy";
      readonly region: string;
      readonly imageId: string;
      readonly stage: CopyStage;
      /** Of the slowest snapshot; absent while AWS does not say. */
      readonly percent?: number;
      readonly text?: string;
    }
  /** A Region has no copy, for the reason in the text; the others go on. */
  | { readonly type: "failed"; readonly region: string; readonly text: string }
  | { readonly type: "shared"; readonly region: string; readonly imageId: string; readonly accounts: number }
  | { readonly type: "unshared"; readonly region: string; readonly imageId: string; readonly accounts: number }
  | { readonly type: "written"; readonly stack: string; readonly file: string; readonly imageId: string }
  | { readonly type: "removed"; readonly region: string; readonly imageId: string; readonly snapshots: number }
  | { readonly type: "kept"; readonly region: string; readonly imageId: string; readonly text: string };

export type OnImageEvent = (event: ImageEvent) => void;
