import { mkdtemp, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "../../../automation/engine/engine";
import { Operation, OperationFailed, type OperationResult, operate } from "../../../automation/engine/operation";
import { World } from "../../../automation/engine/world";

/** A world in a temporary folder, and what the tests have set in the copies of its stack files. */
export class TestWorld {
  readonly #settings = new Map<string, Map<string, unknown>>();

  private constructor(
    readonly world: World,
    readonly folder: string,
  ) {}

  static async open(engine: Engine): Promise<TestWorld> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "privatelink-engine-"));
    return new TestWorld(await World.open(engine, folder), folder);
  }

  async close(): Promise<void> {
    await this.world.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  stack(project: string, name: string): TestStack {
    const settings = this.#settings.get(`${project} ${name}`) ?? new Map<string, unknown>();
    this.#settings.set(`${project} ${name}`, settings);
    return new TestStack(this.world, project, name, settings);
  }
}

export class TestStack {
  constructor(
    private readonly world: World,
    private readonly project: string,
    private readonly name: string,
    private readonly settings: Map<string, unknown>,
  ) {}

  /** Sets a key of the copy of the stack file, from now on. The path starts below `config`. */
  set(key: string, ...rest: unknown[]): this {
    const value = rest.pop();
    this.settings.set(JSON.stringify([key, ...rest]), value);
    return this;
  }

  up(): Promise<OperationResult> {
    return this.#do(Operation.Up);
  }

  preview(): Promise<OperationResult> {
    return this.#do(Operation.Preview);
  }

  refresh(): Promise<OperationResult> {
    return this.#do(Operation.Refresh);
  }

  destroy(): Promise<OperationResult> {
    return this.#do(Operation.Destroy);
  }

  /** What the engine and the program say of an operation that must fail. */
  async failure(operation: Operation): Promise<readonly string[]> {
    try {
      await this.#do(operation);
    } catch (error) {
      if (error instanceof OperationFailed) return error.errors;
      throw error;
    }
    throw new Error(`pulumi ${operation} of ${this.name} did not fail.`);
  }

  async #do(operation: Operation): Promise<OperationResult> {
    return operate(operation, await this.#live());
  }

  #live(): Promise<Stack> {
    return this.world.stack(this.project, {
      name: this.name,
      edit: (stackFile) => {
        for (const [at, value] of this.settings) stackFile.setIn(["config", ...(JSON.parse(at) as string[])], value);
      },
    });
  }
}

/** What was done beyond leaving things as they are, as `op name` in the order in which it was begun. */
export function changesOf({ steps }: Pick<OperationResult, "steps">): string[] {
  return steps.filter(({ op }) => !/^(same|read|refresh)/.test(op)).map(({ op, name }) => `${op} ${name}`);
}
