import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  FailureReason,
  Operation,
  OperationFailed,
  type OperationResult,
  type ResourceStep,
} from "../../../../automation/engine/operation";
import { archivesOf } from "../../../../automation/rollout/archive-settings";
import type {
  EarlierUpdate,
  OperateOptions,
  Place,
  StackHandle,
  StackOutputValues,
  StackService,
  StackSettings,
} from "../../../../automation/stacks/place";

/** What is wrong with an operation; called when it begins. */
export type Trouble = (
  stack: string,
  operation: Operation,
  settings: StackSettings,
) => readonly string[] | { readonly reason: FailureReason; readonly errors: readonly string[] } | undefined;

/** One operation that an engine did. */
export interface Worked {
  readonly stack: string;
  readonly operation: Operation;
  readonly settings: StackSettings;
  readonly targets: readonly string[] | undefined;
  readonly message: string | undefined;
}

const IMAGE = "saas-privatelink:image";

/** What an engine that fails had done before. */
const STEP: ResourceStep = {
  op: "update",
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "orders-lt",
  urn: "urn:pulumi:a::saas-privatelink::aws:ec2/launchTemplate:LaunchTemplate::orders-lt",
  diffs: [],
  replaces: [],
  differences: [],
};

/**
 * Stacks in memory, which behave like the program on an engine as far as a rollout can tell: an update resolves the
 * image and the archives of its settings into outputs, and only one that succeeds becomes history.
 */
export class FakePlace implements Place {
  readonly title = "the account of the tests";
  readonly journalFolder: string;
  /** Everything that engines did, in the order in which it was begun. */
  readonly worked: Worked[] = [];
  /** Names of stacks whose engines run. */
  readonly running = new Set<string>();
  /** Most engines at once. */
  most = 0;
  trouble: Trouble = () => undefined;
  /** Stacks in which what fails does so before the first change. */
  readonly untouched = new Set<string>();
  /** Called before and after each call of the place; what it waits for holds the call up. */
  onCall: (call: string) => Promise<void> = () => Promise.resolve();
  /** Endpoint services that the states of stacks have, by stack; the outputs tell of none. */
  readonly services = new Map<string, readonly StackService[]>();
  /** Outputs that stacks have besides those of their updates, by stack. */
  readonly outputs = new Map<string, StackOutputValues>();
  /** What Pulumi.yaml gives to all stacks. */
  defaults: StackSettings = {};
  /** Parameters of SSM by name. */
  readonly parameters = new Map<string, string>();
  /** What an operation takes until it ends; by default hardly anything. */
  lasts: (stack: string, operation: Operation) => Promise<void> = nextRound;
  /** Settings by stack. */
  readonly #files: Map<string, StackSettings>;
  readonly #updates: Map<string, EarlierUpdate>;
  /** A stack that was begun, whether or not an update succeeded. */
  readonly #made: Set<string>;
  /** Those that have no resources any more. */
  readonly #empty = new Set<string>();

  constructor(
    readonly project: string,
    files: Readonly<Record<string, StackSettings>>,
    /** Another place with the same stacks, which are taken over. */
    before?: FakePlace,
  ) {
    this.journalFolder = path.join(project, ".privatelink", "rollout");
    this.#files = new Map(Object.entries(files));
    this.#updates = new Map(before === undefined ? [] : before.#updates);
    this.#made = new Set(before === undefined ? [] : before.#made);
  }

  /** The same stacks for another process, which has a folder of its own. */
  takenOver(project: string): FakePlace {
    return new FakePlace(project, Object.fromEntries(this.#files), this);
  }

  /** What the engines that run would do if they were left alone. */
  finishRunning(): void {
    for (const stack of this.running) {
      const work = this.worked.findLast((one) => one.stack === stack);
      if (work === undefined || this.trouble(stack, work.operation, work.settings) !== undefined) continue;
      this.#done(stack, work.operation, work.settings);
    }
  }

  /** Writes a stack file. */
  edit(stack: string, settings: StackSettings): void {
    this.#files.set(stack, { ...this.#files.get(stack), ...settings });
  }

  /** What the last update that succeeded made of a stack. */
  update(stack: string): EarlierUpdate | undefined {
    return this.#updates.get(stack);
  }

  /** Names of the stacks that a certain operation was done with, in order. */
  did(operation: Operation): string[] {
    return this.worked.filter((work) => work.operation === operation).map(({ stack }) => stack);
  }

  async stacks(): Promise<readonly string[]> {
    return [...this.#made].filter((stack) => !this.#empty.has(stack)).sort();
  }

  stack(name: string): StackHandle {
    const call = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
      await this.onCall(`${what} ${name}`);
      const result = await work();
      await this.onCall(`after ${what} ${name}`);
      return result;
    };
    return {
      name,
      operate: (operation, options = {}) => call(operation, () => this.#operate(name, operation, options)),
      drift: () => Promise.reject(new Error("no rollout asks for drift")),
      exists: () => call("exists", () => this.#made.has(name)),
      settings: () => call("settings", () => this.#settings(name)),
      outputs: () => call("outputs", () => this.#outputsOf(name)),
      services: async () => this.services.get(name) ?? [],
      earlier: () => call("earlier", () => structuredClone(this.#updates.get(name))),
      remove: () => Promise.reject(new Error("no rollout removes a stack")),
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #outputsOf(stack: string): StackOutputValues {
    const outputs = this.#updates.get(stack)?.outputs;
    return outputs === undefined ? {} : { ...outputs, ...this.outputs.get(stack) };
  }

  #settings(stack: string): StackSettings {
    const settings = this.#files.get(stack);
    if (settings === undefined) throw new Error(`There is no Pulumi.${stack}.yaml.`);
    return settings;
  }

  async #operate(stack: string, operation: Operation, options: OperateOptions): Promise<OperationResult> {
    const settings = options.settings ?? this.#settings(stack);
    if (this.running.has(stack)) throw new Error(`Two engines work on ${stack}.`);
    await options.beforeChange?.();
    this.worked.push({ stack, operation, settings, targets: options.targets, message: options.message });
    this.running.add(stack);
    this.most = Math.max(this.most, this.running.size);
    try {
      options.onProgress?.({ done: 1, running: 1 });
      await untilAborted(this.lasts(stack, operation), options.signal);
      if (options.signal?.aborted) throw this.#failure(stack, operation, FailureReason.Cancelled, ["It was stopped."]);
      this.#refuse(stack, operation, settings);
      // The targets are never what the outputs tell of.
      if (operation === Operation.Destroy && options.targets?.length) {
        return { changes: { delete: 1 }, steps: [], warnings: [], outputs: {}, seconds: 1 };
      }
      return this.#done(stack, operation, settings);
    } finally {
      this.running.delete(stack);
    }
  }

  #refuse(stack: string, operation: Operation, settings: StackSettings): void {
    const trouble = this.trouble(stack, operation, settings);
    if (trouble === undefined) return;
    if (!("reason" in trouble)) throw this.#failure(stack, operation, FailureReason.Failed, trouble);
    if (trouble.reason !== FailureReason.Locked) this.#made.add(stack);
    throw this.#failure(stack, operation, trouble.reason, trouble.errors);
  }

  #failure(stack: string, operation: Operation, reason: FailureReason, errors: readonly string[]): OperationFailed {
    const begun = reason !== FailureReason.Locked && !this.untouched.has(stack);
    return new OperationFailed(operation, stack, errors, begun ? [STEP] : [], reason);
  }

  #done(stack: string, operation: Operation, settings: StackSettings): OperationResult {
    const before = this.#updates.get(stack);
    const rest = { steps: [], warnings: [], outputs: {}, seconds: 1 };
    if (operation === Operation.Destroy) {
      this.#updates.delete(stack);
      this.#empty.add(stack);
      return { changes: { delete: before === undefined ? 0 : 3 }, ...rest };
    }
    if (operation === Operation.Refresh) return { changes: { same: 3 }, ...rest };
    const outputs = this.#outputs(stack, settings, before?.outputs ?? {});
    const same = JSON.stringify(outputs) === JSON.stringify(before?.outputs);
    if (operation === Operation.Up) {
      this.#made.add(stack);
      this.#empty.delete(stack);
      this.#updates.set(stack, { settings: structuredClone(settings), outputs });
    }
    return { changes: before === undefined ? { create: 3 } : same ? { same: 3 } : { same: 2, update: 1 }, ...rest };
  }

  #outputs(stack: string, settings: StackSettings, before: StackOutputValues): StackOutputValues {
    const { "aws:region": region } = settings;
    const artifacts = archivesOf(settings).map(({ service, path: written }) => {
      const file = path.resolve(this.project, written);
      if (!existsSync(file))
        throw this.#failure(stack, Operation.Up, FailureReason.Failed, [`${written}: is not a file.`]);
      const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
      return [service, { bucket: `${stack}-bucket`, key: `${sha256}/${path.basename(file)}`, sha256 }] as const;
    });
    return {
      region,
      serviceName: `com.amazonaws.vpce.${region}.vpce-svc-${stack}`,
      version: "0.1.0",
      artifacts: Object.fromEntries(artifacts),
      ...this.#image(settings, before),
    };
  }

  #image(settings: StackSettings, before: StackOutputValues): StackOutputValues {
    const image = settings[IMAGE] as
      | { id?: string; ssmParameter?: string; copyFrom?: { stack?: string; region?: string; id?: string } }
      | undefined;
    if (image?.copyFrom === undefined) {
      return { imageId: image?.id ?? this.parameters.get(image?.ssmParameter ?? ""), imageSources: [] };
    }
    const source = image.copyFrom.stack === undefined ? undefined : this.#updates.get(image.copyFrom.stack)?.outputs;
    const id = image.copyFrom.id ?? (source?.imageId as string);
    const earlier = (before.imageSources ?? []) as string[];
    return {
      imageId: `copy-of-${id}`,
      imageSources: [...new Set([id, ...earlier])].slice(0, 2),
      imageSourceRegion: image.copyFrom.region ?? source?.region,
    };
  }
}

/** Lets everything else have a turn. */
export function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Ends with the work, or before it when the signal is aborted. */
function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal?.removeEventListener("abort", end);
      resolve();
    };
    if (signal?.aborted) resolve();
    else signal?.addEventListener("abort", end);
    work.then(end, reject);
  });
}
