import type { Settings } from "../../../stacks/schema/settings";
import type { StackOutputValues } from "../../stacks/place";

/** What is known of the AMI that a stack runs, from AWS. */
export interface RunningImage {
  /** Name of the AMI, which published AMIs have in common over Regions. */
  readonly name?: string;
  /** State as AWS says it, for example `disabled`; absent for one that is available. */
  readonly state?: string;
  /** The AMI that it is a copy of, from its tags. */
  readonly source?: { readonly id: string; readonly region: string };
}

/** A stack as it is compared with those of other Regions. */
export interface ComparedStack {
  readonly stack: string;
  readonly region: string;
  /** The program's settings, with defaults. */
  readonly settings: Settings;
  /** Settings of providers and others by full key, for example `aws:defaultTags`; `[secret]` stands for a secret. */
  readonly otherSettings: Readonly<Record<string, unknown>>;
  /** Outputs of the last update; undefined where there was none. */
  readonly outputs: StackOutputValues | undefined;
  /** Undefined where AWS was not asked. */
  readonly image?: RunningImage;
}
