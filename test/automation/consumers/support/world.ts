import { Readable, Writable } from "node:stream";
import { expect } from "chai";
import { inSession, type Session } from "../../../../automation/consumers/session";
import type { RegistryContext, RegistryOptions } from "../../../../automation/registry/context";
import type { Terminal } from "../../../../automation/terminal/terminal";
import type { Consumer } from "../../../../functions/lib/consumer";
import { ConsumerStatus } from "../../../../functions/lib/consumer";
import { MemoryRegistry } from "./memory-registry";
import { MemoryService, publishedService } from "./memory-service";

export const ACTOR = "arn:aws:iam::999900001111:user/ada";
export const NOW = "2026-11-21T12:00:00.000Z";

export function consumer(name: string, account: string, more: Partial<Consumer> = {}): Consumer {
  return {
    name,
    account,
    principals: [],
    status: ConsumerStatus.Active,
    revision: 1,
    createdAt: "2026-01-05T09:30:00.000Z",
    updatedAt: "2026-01-05T09:30:00.000Z",
    updatedBy: ACTOR,
    ...more,
  };
}

/** What a command printed, and its exit code. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A registry and services in two Regions, in memory, with a clock that stands still. */
export class World {
  readonly registry: MemoryRegistry;
  readonly east1 = new MemoryService(publishedService("us-east-1"));
  readonly east2 = new MemoryService(publishedService("us-east-2"));
  now = new Date(NOW);
  /** Pauses that were made, in milliseconds; each moves the clock. */
  readonly pauses: number[] = [];
  /** What happens elsewhere during a pause. */
  meanwhile: () => void = () => {};

  /** Opens the registry for a verb. */
  opens: () => Promise<RegistryContext> = async () => this.#context();

  constructor(consumers: readonly Consumer[] = []) {
    this.registry = new MemoryRegistry(consumers);
    this.registry.published.push(this.east1.service, this.east2.service);
  }

  readonly pause = async (milliseconds: number): Promise<void> => {
    this.pauses.push(milliseconds);
    this.now = new Date(this.now.getTime() + milliseconds);
    this.meanwhile();
  };

  /** Lets a call end the process: the n-th one of all, before it has its effect or after. */
  crashAt(nth: number): void {
    let calls = 0;
    const step = (what: string) => {
      calls += 1;
      if (calls === nth) throw new Crash(what);
    };
    for (const part of [this.registry, this.east1, this.east2]) part.step = step;
  }

  recover(): void {
    for (const part of [this.registry, this.east1, this.east2]) part.step = () => {};
  }

  /** Runs a verb as the command line does. Nobody sits at the terminal. */
  async run<O extends RegistryOptions>(options: O, verb: (session: Session<O>) => Promise<number>): Promise<Said> {
    const [stdout, stderr] = [new Recorder(), new Recorder()];
    const terminal: Terminal = { stdin: Readable.from([]), stdout, stderr, env: {} };
    const code = await inSession({ root: "/" }, options, terminal, verb, this.opens);
    return { code, stdout: stdout.text, stderr: stderr.text };
  }

  #context(): RegistryContext {
    const services = new Map([this.east1, this.east2].map((one) => [one.service.serviceId, one]));
    return {
      registry: this.registry,
      tableArn: "arn:aws:dynamodb:us-east-1:999900001111:table/registry",
      ownerRegion: "us-east-1",
      accountId: "999900001111",
      actor: ACTOR,
      clock: () => this.now,
      close: () => {},
      gate: () => expect.fail("no verb of consumers asks the books"),
      notifier: () => expect.fail("no verb of consumers tells people"),
      serviceApi: ({ serviceId }) => {
        const service = services.get(serviceId);
        expect(service, serviceId).not.to.equal(undefined);
        return service as MemoryService;
      },
    };
  }
}

/** The end of the process in the middle of a command. */
export class Crash extends Error {
  constructor(where: string) {
    super(`crashed ${where}`);
    this.name = "Crash";
  }
}

class Recorder extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
