import { expect } from "chai";
import type { Clock } from "../../../automation/clock";
import { drain } from "../../../automation/regions/drain";
import { Refused } from "../../../automation/terminal/refused";
import { MemoryService, publishedService } from "../consumers/support/memory-service";

const ACME = "222233334444";

/** A clock that stands still but for sleeps; `at` does something when its second has come. */
class FakeClock implements Clock {
  seconds = 0;
  readonly #events = new Map<number, () => void>();

  at(second: number, event: () => void): this {
    this.#events.set(second, event);
    return this;
  }

  now = () => new Date(this.seconds * 1000);

  sleep = async (milliseconds: number, signal?: AbortSignal) => {
    for (const end = this.seconds + milliseconds / 1000; this.seconds < end; ) {
      this.seconds++;
      this.#events.get(this.seconds)?.();
      signal?.throwIfAborted();
    }
  };
}

describe("drain", () => {
  let service: MemoryService;
  let clock: FakeClock;
  let told: string[];
  let calls: string[];

  beforeEach(() => {
    service = new MemoryService(publishedService("us-east-2"));
    clock = new FakeClock();
    told = [];
    calls = [];
    service.step = (what) => {
      if (what.startsWith("before")) calls.push(what.slice("before ".length));
    };
  });

  function run(options: Partial<Parameters<typeof drain>[0]> = {}) {
    const { signal } = new AbortController();
    const tell = (text: string) => void told.push(text);
    return drain({ api: service, outputs: {}, graceMinutes: 0, timeoutMinutes: 1, clock, signal, tell, ...options });
  }

  it("withdraws every principal before it cuts, and cuts what waits and what is connected", async () => {
    service.admitted.add("arn:aws:iam::222233334444:root");
    service.endpoint("vpce-1", ACME).endpoint("vpce-2", ACME, "pendingAcceptance").endpoint("vpce-3", ACME, "rejected");
    expect(await run()).to.deep.equal({
      principals: ["arn:aws:iam::222233334444:root"],
      rejected: ["vpce-1", "vpce-2"],
    });
    expect(calls).to.deep.equal([
      "principals",
      "changePrincipals",
      "connections",
      "reject",
      "principals",
      "connections",
    ]);
    expect(service.live()).to.deep.equal([]);
    expect([...service.admitted]).to.deep.equal([]);
  });

  it("does nothing where nobody is connected or admitted", async () => {
    service.endpoint("vpce-own", ACME);
    expect(await run({ outputs: { consumerEndpointId: "vpce-own" } })).to.deep.equal({ principals: [], rejected: [] });
    expect(calls).to.deep.equal(["principals", "connections"]);
    expect(clock.seconds).to.equal(0);
  });

  it("cuts nobody within the time that consumers have to leave, and then those who are still there", async () => {
    service.endpoint("vpce-1", ACME).endpoint("vpce-2", ACME);
    clock.at(60, () => void service.endpoints.delete("vpce-1")).at(119, () => expect(service.live()).to.have.length(1));
    expect(await run({ graceMinutes: 2 })).to.deep.equal({ principals: [], rejected: ["vpce-2"] });
    expect(clock.seconds).to.equal(125);
    expect(told[0]).to.equal(
      "2 connections are live; consumers have until 1970-01-01T00:02:00.000Z to leave by themselves",
    );
    expect(told.at(-1)).to.equal("1 connection cut; waiting until none is live");
  });

  it("ends at once when the last consumer has left before", async () => {
    service.endpoint("vpce-1", ACME);
    clock.at(33, () => void service.endpoints.delete("vpce-1"));
    expect(await run({ graceMinutes: 60 })).to.deep.equal({ principals: [], rejected: [] });
    expect(clock.seconds).to.equal(35);
  });

  it("withdraws and cuts again what a last run of the automation admits and accepts", async () => {
    service.endpoint("vpce-1", ACME);
    clock.at(3, () => {
      service.admitted.add("late");
      service.endpoint("vpce-2", ACME, "available");
    });
    expect(await run()).to.deep.equal({ principals: ["late"], rejected: ["vpce-1", "vpce-2"] });
  });

  it("refuses to go on after the time limit, with each connection and what AWS says of it", async () => {
    service.endpoint("vpce-1", ACME).endpoint("vpce-2", "333344445555", "pending");
    service.refusals.set("vpce-1", { endpointId: "vpce-1", code: "InvalidState", message: "Not now." });
    service.refusals.set("vpce-2", { endpointId: "vpce-2", code: "InvalidState", message: "Not now either." });
    const error = await run().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(Refused);
    expect((error as Refused).message.split("\n")).to.deep.equal([
      "2 connections are still live 1 minute after the cut:",
      "  vpce-1 of 222233334444, available, AWS: InvalidState: Not now.",
      "  vpce-2 of 333344445555, pending, AWS: InvalidState: Not now either.",
      "The door is closed, and nothing was destroyed; removing it again goes on from here, and may be given a longer timeout.",
    ]);
    expect(clock.seconds).to.equal(60);
  });

  it("ends its waiting when it is told to, with the reason", async () => {
    const controller = new AbortController();
    service.endpoint("vpce-1", ACME);
    clock.at(7, () => controller.abort());
    const error = await run({ graceMinutes: 5, signal: controller.signal }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.equal(controller.signal.reason);
    expect(service.live()).to.deep.equal(["vpce-1"]);
  });

  it("tells how it stands twice a minute, not at each look", async () => {
    service.endpoint("vpce-1", ACME);
    clock.at(61, () => void service.endpoints.delete("vpce-1"));
    await run({ graceMinutes: 5 });
    expect(told).to.have.length(3);
  });
});
