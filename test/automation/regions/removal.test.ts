import { expect } from "chai";
import { Operation } from "../../../automation/engine/operation";
import { closed, unprotected } from "../../../automation/regions/door";
import { RemovalInterrupted, removeStack } from "../../../automation/regions/removal";
import { Interruption } from "../../../automation/rollout/interruption";
import type { EarlierUpdate, OperateOptions, StackHandle, StackSettings } from "../../../automation/stacks/place";

const SETTINGS: StackSettings = {
  "aws:region": "us-east-2",
  "saas-privatelink:image": { id: "ami-0123456789abcdef0" },
  "saas-privatelink:access": { approval: "registry", allowedPrincipals: ["111122223333"] },
  "saas-privatelink:approval": { registry: { stack: "home" } },
};

/** Somebody ended the process. */
class Killed extends Error {}

/** A stack in memory that refuses what AWS and the engine would refuse. */
class World {
  there = true;
  deployed: StackSettings | undefined = SETTINGS;
  /** Whether an update after the last one that succeeded failed. */
  followed = false;
  /** What the settings of the last update are taken from elsewhere. */
  kept: StackSettings = {};
  live = 2;
  file = true;
  readonly done: string[] = [];
  /** Calls before the process is killed, and whether it is killed before or after the call has worked. */
  killAt: number | undefined;
  killAfter = false;
  #calls = 0;

  readonly handle: StackHandle = {
    name: "ohio",
    exists: () => this.#call("exists", () => this.there),
    earlier: () =>
      this.#call("earlier", (): EarlierUpdate | undefined =>
        this.deployed === undefined ? undefined : { settings: this.deployed, outputs: {}, followed: this.followed },
      ),
    outputs: async () => ({}),
    settings: async () => SETTINGS,
    services: async () => [],
    drift: () => Promise.reject(new Error("Nobody asks for drift.")),
    operate: async (operation: Operation, options: OperateOptions = {}) => {
      await this.#call(`${operation} ${options.message?.split(": ")[1]}`, () => this.#operate(operation, options));
      return { changes: {}, steps: [], warnings: [], outputs: {}, seconds: 1 };
    },
    remove: () =>
      this.#call("remove", () => {
        if (this.deployed !== undefined) throw new Error("The stack still has resources.");
        this.there = false;
      }),
  };

  drain = () =>
    this.#call("drain", () => {
      if (this.deployed?.["saas-privatelink:approval"] !== undefined) throw new Error("The door is open.");
      const rejected = Array.from({ length: this.live }, (_, index) => `vpce-${index}`);
      this.live = 0;
      return { principals: [], rejected };
    });

  forget = () =>
    this.#call("forget", () => {
      if (this.there) throw new Error("The stack is still there.");
      this.file = false;
    });

  #operate(operation: Operation, { settings }: OperateOptions): void {
    if (operation === Operation.Up && settings !== undefined) {
      const takesApproval = settings["saas-privatelink:approval"] === undefined;
      if (takesApproval && this.deployed?.["saas-privatelink:protect"] !== false) throw new Error("It is protected.");
      this.deployed = settings;
      return;
    }
    if (operation !== Operation.Destroy) throw new Error(`Nobody asks for ${operation}.`);
    if (this.live > 0) throw new Error("ExistingVpcEndpointConnections");
    if (this.deployed !== undefined && this.deployed["saas-privatelink:protect"] !== false)
      throw new Error("Protected.");
    this.deployed = undefined;
  }

  async #call<T>(what: string, work: () => T): Promise<T> {
    const isLast = this.#calls++ === this.killAt;
    if (isLast && !this.killAfter) throw new Killed();
    const result = work();
    this.done.push(what);
    if (isLast) throw new Killed();
    return result;
  }

  again(): void {
    this.killAt = undefined;
    this.done.length = 0;
  }
}

function run(world: World, interruption = new Interruption(), tell: (text: string) => void = () => {}) {
  const settings = async (earlier: EarlierUpdate) => ({ ...earlier.settings, ...world.kept });
  return removeStack({ stack: world.handle, settings, drain: world.drain, forget: world.forget, interruption, tell });
}

const ALL = [
  "exists",
  "earlier",
  "up protection lifted",
  "up door closed",
  "drain",
  "destroy destroyed",
  "remove",
  "forget",
];

describe("removeStack", () => {
  it("unprotects, closes the door, drains, destroys, removes and forgets, in this order", async () => {
    const world = new World();
    expect(await run(world)).to.deep.equal({ principals: [], rejected: ["vpce-0", "vpce-1"] });
    expect(world.done).to.deep.equal(ALL);
    expect([world.there, world.deployed, world.live, world.file]).to.deep.equal([false, undefined, 0, false]);
  });

  for (const killAfter of [false, true]) {
    for (const [killAt, step] of ALL.entries()) {
      it(`ends the same way when it was killed ${killAfter ? "after" : "before"} "${step}" and run again`, async () => {
        const world = new World();
        Object.assign(world, { killAt, killAfter });
        const error = await run(world).catch((thrown: unknown) => thrown);
        expect(error).to.be.instanceOf(Killed);
        world.again();
        await run(world);
        expect([world.there, world.deployed, world.live, world.file]).to.deep.equal([false, undefined, 0, false]);
        // What is done already is not done again.
        const done = ALL.slice(0, killAt + (killAfter ? 1 : 0)).filter((one) => one.startsWith("up "));
        expect(world.done.filter((one) => done.includes(one))).to.deep.equal([]);
      });
    }
  }

  it("only forgets a stack that the backend does not have", async () => {
    const world = new World();
    Object.assign(world, { there: false, live: 0, deployed: undefined });
    await run(world);
    expect(world.done).to.deep.equal(["exists", "forget"]);
  });

  it("drains and destroys what a first update that failed has left, without an update that would make the rest", async () => {
    const world = new World();
    Object.assign(world, { live: 1, deployed: undefined });
    await run(world);
    expect(world.done).to.deep.equal(["exists", "earlier", "drain", "destroy destroyed", "remove", "forget"]);
  });

  it("skips what is so already", async () => {
    const world = new World();
    world.deployed = closed({ settings: SETTINGS, outputs: {} });
    await run(world);
    expect(world.done).to.deep.equal(["exists", "earlier", "drain", "destroy destroyed", "remove", "forget"]);
    world.again();
    const open = new World();
    open.deployed = unprotected({ settings: SETTINGS, outputs: {} });
    await run(open);
    expect(open.done).to.deep.equal(ALL.filter((one) => one !== "up protection lifted"));
  });

  it("lifts the protection and closes the door again after an update that failed, which may have undone both", async () => {
    const world = new World();
    Object.assign(world, { deployed: closed({ settings: SETTINGS, outputs: {} }), followed: true });
    await run(world);
    expect(world.done).to.deep.equal(ALL);
  });

  it("leaves everything else of the stack as it was at its last update", async () => {
    const world = new World();
    const service = { name: "orders", artifact: { path: "/kept/orders.tar.gz" } };
    world.kept = { "saas-privatelink:service": service };
    const asked: StackSettings[] = [];
    const { operate } = world.handle;
    Object.assign(world.handle, {
      operate: (operation: Operation, options: OperateOptions = {}) => {
        if (options.settings !== undefined) asked.push(options.settings);
        return operate(operation, options);
      },
    });
    await run(world);
    expect(asked.map((settings) => settings["saas-privatelink:service"])).to.deep.equal([service, service]);
  });

  it("begins no further step once it was asked to end", async () => {
    const world = new World();
    const interruption = new Interruption();
    const error = await run(world, interruption, (text) => {
      if (text.startsWith("Close the door")) interruption.request();
    }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RemovalInterrupted);
    expect(world.done).to.deep.equal(ALL.slice(0, 4));
    expect(world.live).to.equal(2);
  });
});
