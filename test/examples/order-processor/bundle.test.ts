import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { buildArtifact } from "../../../automation/artifact";
import { Connection } from "./support/connection";
import { consumerHeader } from "./support/headers";

const SERVICE = path.resolve(__dirname, "../../../examples/order-processor");
const BODY = '{"items":[{"sku":"A-1","quantity":2}]}';

interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** `node server.js` from an unpacked artifact, as an instance starts it. */
class Instance {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly exited: Promise<unknown[]>;

  constructor(folder: string, environment: Record<string, string>) {
    // Nothing of the tests' own environment: an instance has no node_modules and no loader either.
    this.#child = spawn(process.execPath, ["server.js"], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (this.#child.stdout === null) throw new Error("The process has no stdout.");
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.exited = once(this.#child, "exit");
  }

  async nextLine(): Promise<LogLine> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("The process ended.");
    return JSON.parse(value);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}

describe("the order-processor artifact", () => {
  let folder: string;
  let instance: Instance | undefined;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "order-processor-"));
    execFileSync("tar", ["-xzf", (await buildArtifact(SERVICE)).path, "-C", folder]);
  });

  afterEach(async () => {
    instance?.signal("SIGKILL");
    await instance?.exited;
    instance = undefined;
  });

  after(() => rm(folder, { recursive: true }));

  it("starts, takes an order behind the PROXY protocol and exits with 0 on SIGTERM", async () => {
    instance = new Instance(folder, { PORT: "0", HOST: "127.0.0.1", PROXY_PROTOCOL: "v2" });
    const started = await instance.nextLine();
    expect(started).to.include({ level: "info", event: "service.started", proxyProtocol: true });
    const connection = await Connection.open(Number(started.port));
    await connection.send(consumerHeader("vpce-0a1b2c"));
    await connection.send(
      `POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
    );
    const [response = ""] = await connection.responses(1);
    const { orderId } = JSON.parse(response.slice(response.indexOf("\r\n\r\n")));
    const logged = await instance.nextLine();
    expect(new Date(String(logged.time)).toISOString()).to.equal(logged.time);
    expect(logged).to.include({ event: "order.accepted", orderId, endpointId: "vpce-0a1b2c", address: "10.1.2.3" });
    instance.signal("SIGTERM");
    expect(await instance.nextLine()).to.include({ event: "service.stopping", signal: "SIGTERM" });
    expect(await instance.nextLine()).to.include({ event: "service.stopped", drained: true });
    expect(await instance.exited).to.deep.equal([0, null]);
  });

  it("says in one line what is wrong with its environment and exits with 1", async () => {
    instance = new Instance(folder, { PORT: "0", PROXY_PROTOCOL: "v1" });
    expect(await instance.nextLine()).to.include({
      level: "error",
      event: "service.failed",
      reason: 'PROXY_PROTOCOL must be v2 or off, got "v1".',
    });
    expect(await instance.exited).to.deep.equal([1, null]);
  });

  it("says so and exits with 1 when its port is taken", async () => {
    instance = new Instance(folder, { PORT: "0", HOST: "127.0.0.1" });
    const port = String((await instance.nextLine()).port);
    const second = new Instance(folder, { PORT: port, HOST: "127.0.0.1" });
    expect((await second.nextLine()).reason).to.equal(`listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
    expect(await second.exited).to.deep.equal([1, null]);
  });
});
