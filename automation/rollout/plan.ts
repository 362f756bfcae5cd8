/** What is done when a stack of a wave fails, or is not healthy in time. */
export const FailurePolicy = {
  /** Leaves everything as it is and begins no further wave. */
  Stop: "stop",
  /** Brings each stack of the wave back to its last healthy image, archive and settings, and begins no further wave. */
  Rollback: "rollback",
} as const;
export type FailurePolicy = (typeof FailurePolicy)[keyof typeof FailurePolicy];

/** A request over HTTP that each stack of a wave must answer, from where the rollout runs. */
export interface ProbeSettings {
  /** `{stack}`, `{region}` and `{outputs.<name>}` stand for the stack's own; for example `https://{region}.example.com/health`. */
  readonly url: string;
  /** HTTP status that it must have. */
  readonly status: number;
  readonly timeoutSeconds: number;
}

/** What must be so in each stack of a wave before the next wave begins. */
export interface GateSettings {
  /** Minutes in which everything must have become healthy. */
  readonly timeoutMinutes: number;
  /** Seconds for which it must stay so without an interruption. */
  readonly soakSeconds: number;
  /** Seconds between two looks. */
  readonly everySeconds: number;
  /** Names of further CloudWatch alarms in the Region of each stack, besides the stack's own; `*` stands for any characters. */
  readonly alarms: readonly string[];
  /** Names of alarms that may fire; `*` stands for any characters. */
  readonly ignoreAlarms: readonly string[];
  readonly probe?: ProbeSettings;
}

/** Stacks that are worked on side by side. */
export interface Wave {
  readonly name: string;
  /** Stacks in the order of the file. */
  readonly stacks: readonly string[];
  /** How many of them at once. */
  readonly parallel: number;
  /** Absent where the wave has none. */
  readonly gate?: GateSettings;
  /** Minutes to wait after the wave is healthy, before the next one. */
  readonly pauseMinutes: number;
  readonly onFailure: FailurePolicy;
}

/** When waves may begin. */
export interface Window {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, later than `from`; `24:00` is the end of the day. */
  readonly to: string;
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
}

/** What `privatelink image` goes by. */
export interface ImageSettings {
  /** How many promoted images stay in each Region, the current one included. */
  readonly keep: number;
  /** ARN of the KMS key that encrypts the copies, by Region; the account's key for EBS where there is none. */
  readonly kmsKeyIds: Readonly<Record<string, string>>;
}

/** What `privatelink drift` goes by. */
export interface DriftSettings {
  /** Paths of settings that Regions may have different, for example `fleet.instanceType`. */
  readonly mayDiffer: readonly string[];
}

/** Which stacks are worked on in which order, and what must be so in between. */
export interface RolloutPlan {
  /** The file that it comes from; undefined for the one that is made of the stacks' references. */
  readonly file: string | undefined;
  readonly waves: readonly Wave[];
  /** Stacks of the project that are in no wave. */
  readonly leftOut: readonly string[];
  /** How many engines run at once, over everything. */
  readonly parallel: number;
  /** When waves may begin; at any time where it is empty. */
  readonly windows: readonly Window[];
  readonly images: ImageSettings;
  readonly drift: DriftSettings;
}
