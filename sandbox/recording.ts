import type { Properties } from "./values";

/** Something wrong with a resource or a call of the program. */
export interface Problem {
  /** The resource's URN; empty for a call. */
  readonly urn: string;
  /** Token of the type or function. */
  readonly type: string;
  readonly name: string;
  /** The input it concerns; empty for the whole resource. */
  readonly property: string;
  readonly message: string;
}

/** `type "name": property: message`, as a user reads it. */
export function problemSentence({ type, name, property, message }: Problem): string {
  const subject = name === "" ? type : `${type} "${name}"`;
  return property === "" ? `${subject}: ${message}` : `${subject}: ${property}: ${message}`;
}

/** A resource of the program, in the order of registration. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** URN of the parent. */
  readonly parent?: string;
  /** Reference of the explicit provider, `urn::id`. */
  readonly provider?: string;
  readonly id?: string;
  readonly protect?: boolean;
  /** As the program gave them, resolved; without the names and defaults that the provider fills in. */
  readonly inputs: Properties;
  outputs: Properties;
  /** URNs that it waits for: those of `dependsOn` and of the Outputs in its inputs. */
  readonly dependencies: readonly string[];
  /** URNs behind each input that came from Outputs. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly secrets: readonly string[];
  /** Outputs that are secret. */
  outputSecrets: readonly string[];
  /** Options such as `ignoreChanges` and `deleteBeforeReplace`, where the program set them. */
  readonly options: Properties;
}

export interface RecordedCall {
  readonly token: string;
  readonly args: Properties;
  readonly result: Properties;
  readonly provider?: string;
}

export type Request = Omit<RecordedResource, "urn" | "outputs" | "outputSecrets" | "id">;

export interface SessionOptions {
  /** Region of the default provider, `aws:region` of the stack. */
  readonly region: string;
  readonly project: string;
  readonly stack: string;
  /** Defaults to "organization", as in engines with a file backend. */
  readonly organization?: string;
  /** Outputs of other stacks by the name a StackReference gives; undefined where there is no such stack. */
  readonly stackOutputs?: (name: string) => Properties | undefined;
  /** Names of those outputs that are secret. Defaults to none. */
  readonly stackOutputSecrets?: (name: string) => readonly string[];
  /** Tags that the default provider puts on everything, `aws:defaultTags` of the stack. */
  readonly defaultTags?: Readonly<Record<string, string>>;
  readonly onResource?: (resource: RecordedResource) => void;
  readonly onCall?: (call: RecordedCall) => void;
  /** Takes every problem, and the program goes on as well as it can; without it the first problem throws. */
  readonly onProblem?: (problem: Problem) => void;
}
