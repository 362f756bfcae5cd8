import type { AwsIdentity } from "../aws/identity";
import type { Operation, OperationProgress, OperationResult } from "../engine/operation";

/** Settings of a stack by full key, for example `saas-privatelink:image`, as the YAML of a stack file has them. */
export type StackSettings = Readonly<Record<string, unknown>>;

/** Outputs of a stack by name. `SECRET` stands in place of those that are secret. */
export type StackOutputValues = Readonly<Record<string, unknown>>;

/** Stands in place of a secret value, everywhere. */
export const SECRET = "[secret]";

/** A stack as everything that asks AWS about it sees it. */
export interface StackSubject {
  readonly stack: string;
  readonly region: string;
  /** Whose credentials it is asked with, by the `aws:` keys of its config; the usual ones where there are none. */
  readonly identity?: AwsIdentity;
  readonly outputs: StackOutputValues;
}

/** What a stack was before the operation that is going to be done: what a rollback goes back to. */
export interface EarlierUpdate {
  /** The whole config of the last update that succeeded; a secret is as the stack file has it, encrypted. */
  readonly settings: StackSettings;
  /** Keys of settings that are missing in it: they were secret, and the stack file has them no more. */
  readonly lost?: readonly string[];
  /** The stack's outputs now. */
  readonly outputs: StackOutputValues;
  /** What its history says of it, for example `privatelink up, rollback of wave home`; undefined where it says nothing. */
  readonly message?: string;
  /** Whether an update after it came to no good end, so that what is there may be of both. Defaults to false. */
  readonly followed?: boolean;
  /** Whether a destroy after it has ended before all was gone, or was confined to a part. Defaults to false. */
  readonly partlyDestroyed?: boolean;
}

export interface OperateOptions {
  /** URNs or logical names, to which the operation is confined. Defaults to the whole stack. */
  readonly targets?: readonly string[];
  /** Config in place of that of the stack file, which stays as it is. */
  readonly settings?: StackSettings;
  /** Kept with the update in its history. */
  readonly message?: string;
  readonly onProgress?: (progress: OperationProgress) => void;
  /** Called right before the first change, after a preview that comes before it; what it throws keeps all as it is. */
  readonly beforeChange?: () => Promise<void>;
  /**
   * Aborted, it lets the engine finish what it has begun in AWS, do nothing more, and let go of the stack; the operation
   * then throws an `OperationFailed` with the reason `cancelled`.
   */
  readonly signal?: AbortSignal;
}

/** An endpoint service of a stack, by the names of the outputs that tell of it. */
export interface StackService {
  readonly serviceId: string;
  readonly region: string;
  readonly accountId: string;
}

/** A stack of the project, on an engine. */
export interface StackHandle {
  readonly name: string;
  /**
   * Does an operation without asking. Throws an `OperationFailed`. The first `up` makes the stack, with what
   * `pulumi stack init` writes into the stack file; the other operations fail where it is not there.
   */
  operate(operation: Operation, options?: OperateOptions): Promise<OperationResult>;
  /**
   * Compares the state with AWS and changes neither. Each step's `op` says what a refresh would do with the resource's
   * state: `same`, `update` (with `differences`) or `delete` for one that is gone. Throws an `OperationFailed`.
   */
  drift(options?: Omit<OperateOptions, "message">): Promise<OperationResult>;
  /** Whether the backend has the stack. */
  exists(): Promise<boolean>;
  /** Config of the stack file as it is written; a secret is encrypted. */
  settings(): Promise<StackSettings>;
  /** Outputs of the last update; empty before the first one, and after everything is destroyed. */
  outputs(): Promise<StackOutputValues>;
  /** Endpoint services in the state, also of an update that failed, and replaced ones that are not deleted yet. */
  services(): Promise<readonly StackService[]>;
  /** What a rollback would go back to; undefined where no update ever succeeded. */
  earlier(): Promise<EarlierUpdate | undefined>;
  /**
   * Takes the stack, which must be empty, out of the backend with its history; nothing is done where it is not there.
   * The stack file stays.
   */
  remove(): Promise<void>;
}

/** Where the stacks of a project are: the user's backend and AWS account, or a sandbox. */
export interface Place {
  /** For people, for example `the sandbox in .privatelink/rehearsal`. */
  readonly title: string;
  /** Folder of the project, which has the stack files. */
  readonly project: string;
  /** What Pulumi.yaml gives to stacks whose file does not, by full key. Left out where nobody tells. */
  readonly defaults?: StackSettings;
  /** Folder in which a rollout keeps how far it is. */
  readonly journalFolder: string;
  stack(name: string): StackHandle;
  /** Stacks of the project that have resources, with a stack file or without. Throws a `Refused` where it is not told. */
  stacks(): Promise<readonly string[]>;
  /** Why an update of the stacks cannot even begin here, a sentence each. Left out where nothing can stand in the way. */
  obstacles?(stacks: readonly string[]): Promise<readonly string[]>;
  /** Stops what was started; state stays. */
  close(): Promise<void>;
}
