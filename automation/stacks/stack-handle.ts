import { isStackMissing } from "../engine/failure";
import { drift, Operation, OperationFailed, type OperationResult, operate } from "../engine/operation";
import { fullKey } from "../plan/declarations";
import { withSettings } from "./config-file";
import { type HistoryEntry, isFollowed, isPartlyDestroyed, lastUpdate, settingsOf } from "./history";
import { makeStack } from "./make-stack";
import type {
  EarlierUpdate,
  OperateOptions,
  StackHandle,
  StackOutputValues,
  StackService,
  StackSettings,
} from "./place";
import { servicesIn } from "./services";
import { StackFile } from "./stack-file";
import { automationStack, readOutputs, runCli, type Site } from "./workspace";

/** Entries of a history that are read at once; the last update that succeeded is seldom further back. */
const PAGE = 20;

/** A stack of a site. */
export interface StackSite extends Site {
  /** Name of the project, to which keys without a namespace belong. */
  readonly project: string;
  /** The stack file that the engine reads, and writes to when it makes the stack. */
  readonly stackFile: string;
  /** Called before the stack file is read or the program runs. */
  readonly prepare?: () => Promise<void>;
}

/** The last update of a history that succeeded, and what came after it. */
interface LastUpdate {
  readonly entry: HistoryEntry;
  readonly followed: boolean;
  readonly partlyDestroyed: boolean;
}

/** A stack on the real engine. */
export class EngineStack implements StackHandle {
  readonly name: string;
  readonly #site: StackSite;

  constructor(name: string, site: StackSite) {
    this.name = name;
    this.#site = site;
  }

  async operate(operation: Operation, options: OperateOptions = {}): Promise<OperationResult> {
    return this.#run(options, async (engineOptions) => {
      const stack = await automationStack(this.#site, this.name);
      try {
        return await operate(operation, stack, engineOptions);
      } catch (error) {
        if (operation !== Operation.Up || !isStackMissing(error)) throw error;
        await this.#make();
        return operate(operation, stack, engineOptions);
      }
    });
  }

  async drift(options: Omit<OperateOptions, "message"> = {}): Promise<OperationResult> {
    return this.#run(options, async (engineOptions) =>
      drift(await automationStack(this.#site, this.name), engineOptions),
    );
  }

  async exists(): Promise<boolean> {
    return (await this.#outputs()) !== undefined;
  }

  async settings(): Promise<StackSettings> {
    await this.#site.prepare?.();
    const settings = (await StackFile.read(this.#site.stackFile)).settings();
    return Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [fullKey(this.#site.project, key), value]),
    );
  }

  async outputs(): Promise<StackOutputValues> {
    return (await this.#outputs()) ?? {};
  }

  async services(): Promise<readonly StackService[]> {
    try {
      const { stdout } = await runCli(this.#site, ["stack", "export", "--stack", this.name]);
      return servicesIn(JSON.parse(stdout));
    } catch (error) {
      if (isStackMissing(error)) return [];
      throw error;
    }
  }

  async earlier(): Promise<EarlierUpdate | undefined> {
    const outputs = await this.#outputs();
    // A stack that was destroyed keeps its history.
    if (outputs === undefined || Object.keys(outputs).length === 0) return undefined;
    const update = await this.#lastUpdate();
    if (update === undefined) return undefined;
    const { entry, followed, partlyDestroyed } = update;
    const { message } = entry;
    return {
      ...settingsOf(entry, await this.settings()),
      outputs,
      ...(message !== undefined && { message }),
      ...(followed && { followed }),
      ...(partlyDestroyed && { partlyDestroyed }),
    };
  }

  async remove(): Promise<void> {
    try {
      await runCli(this.#site, ["stack", "rm", this.name, "--yes", "--preserve-config"]);
    } catch (error) {
      if (!isStackMissing(error)) throw error;
    }
  }

  async #run<T>(
    { settings, ...options }: OperateOptions,
    work: (options: Omit<OperateOptions, "settings"> & { readonly configFile?: string }) => Promise<T>,
  ): Promise<T> {
    await this.#site.prepare?.();
    if (settings === undefined) return work(options);
    return withSettings(this.#site.stackFile, settings, (configFile) => work({ ...options, configFile }));
  }

  async #make(): Promise<void> {
    try {
      await makeStack(this.#site, this.#site.stackFile, this.name);
    } catch (error) {
      throw new OperationFailed(Operation.Up, this.name, [error instanceof Error ? error.message : String(error)], []);
    }
  }

  /** Undefined where the stack is not there. */
  async #outputs(): Promise<StackOutputValues | undefined> {
    try {
      return await readOutputs(this.#site, this.name);
    } catch (error) {
      if (isStackMissing(error)) return undefined;
      throw error;
    }
  }

  async #lastUpdate(): Promise<LastUpdate | undefined> {
    let followed = false;
    let partlyDestroyed = false;
    for (let page = 1; ; page++) {
      const size = ["--page-size", String(PAGE), "--page", String(page)];
      const { stdout } = await runCli(this.#site, ["stack", "history", "--json", "--stack", this.name, ...size]);
      const entries = JSON.parse(stdout) as HistoryEntry[];
      followed ||= isFollowed(entries);
      partlyDestroyed ||= isPartlyDestroyed(entries);
      const entry = lastUpdate(entries);
      if (entry !== undefined) return { entry, followed, partlyDestroyed };
      if (entries.length < PAGE) return undefined;
    }
  }
}
