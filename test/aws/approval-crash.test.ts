import { expect } from "chai";
import { EnvironmentEnded, LambdaEnvironment } from "../support/lambda-environment";
import { startProxy } from "../support/proxy";
import { ACME, GLOBEX, INITECH } from "./support/clients";
import { admit } from "./support/connect";
import { emulator } from "./support/emulator";
import { takeEnvelopes } from "./support/queues";
import { type Snapshot, snapshotOf } from "./support/snapshot";
import { makeWorld, useWorlds, type World } from "./support/world";

const UMBRELLA = "567890123456";
const HOOLI = "678901234567";
const STRANGER = "789012345678";
const SOON = new Date(Date.now() + 3 * 86_400_000).toISOString();

/** Something of everything that a run does: accept, reject, expire, ask, warn, leave, admit and remove principals. */
async function busyWorld(): Promise<{ world: World; names: ReadonlyMap<string, string> }> {
  const { control } = await emulator();
  const world = await makeWorld({
    consumers: [
      { name: "acme", account: ACME },
      { name: "globex", account: GLOBEX, status: "suspended" },
      { name: "initech", account: INITECH, validUntil: "2025-01-01" },
      { name: "umbrella", account: UMBRELLA, maxConnections: 1, validUntil: SOON },
      { name: "hooli", account: HOOLI, services: ["another-service"] },
    ],
  });
  await admit(world.service, GLOBEX, INITECH, STRANGER);
  const crowds = {
    "pending of acme": { account: ACME, count: 2 },
    "established of globex": { account: GLOBEX, count: 1, state: "available" },
    "pending of globex": { account: GLOBEX, count: 1 },
    "established of initech": { account: INITECH, count: 1, state: "available" },
    "established of umbrella": { account: UMBRELLA, count: 1, state: "available" },
    "pending of umbrella": { account: UMBRELLA, count: 1 },
    "pending of hooli": { account: HOOLI, count: 1 },
    "pending of nobody": { account: STRANGER, count: 1 },
  };
  const ids = await control.gather(world.service.serviceId, Object.values(crowds));
  const names = new Map<string, string>();
  for (const [index, crowd] of Object.keys(crowds).entries()) {
    for (const [number, id] of (ids[index] ?? []).entries()) names.set(id, `${crowd} ${number + 1}`);
  }
  return { world, names };
}

describe("a function that dies", () => {
  const { start } = useWorlds();
  let calls = 0;
  let undisturbed: Snapshot;
  let told: readonly string[];

  before(async () => {
    const { url } = await emulator();
    const { world, names } = await busyWorld();
    const proxy = await startProxy(url, () => {
      calls += 1;
      return "pass";
    });
    const environment = new LambdaEnvironment();
    const fn = await start(world.approval, { environment, endpoint: proxy.url });
    expect(await fn.schedule()).to.have.property("error", undefined);
    undisturbed = await snapshotOf(world, names);
    told = await subjectsTold(world);
    fn.stop();
    await proxy.close();
  });

  it("has done what this scenario is about, when it does not die", () => {
    expect(undisturbed.states).to.deep.equal([
      "established of globex 1 rejected",
      "established of initech 1 rejected",
      "established of umbrella 1 available",
      "pending of acme 1 available",
      "pending of acme 2 available",
      "pending of globex 1 rejected",
      "pending of hooli 1 pendingAcceptance",
      "pending of nobody 1 pendingAcceptance",
      "pending of umbrella 1 pendingAcceptance",
    ]);
    expect(undisturbed.principals).to.deep.equal(
      [ACME, UMBRELLA].map((account) => `arn:aws:iam::${account}:root`).sort(),
    );
    expect(told).to.have.lengthOf(2);
    expect(calls).to.be.greaterThan(10);
  });

  it("leaves nothing undone and nothing done twice, after whichever call it dies", async function () {
    this.timeout(180_000);
    const { url } = await emulator();
    const surviving = new LambdaEnvironment();
    for (let limit = 0; limit <= calls; limit++) {
      const dying = new LambdaEnvironment();
      const { world, names } = await busyWorld();
      const proxy = await startProxy(url, ({ number }) => {
        if (number <= limit) return "pass";
        dying.kill();
        return "drop";
      });
      const first = await start(world.approval, { environment: dying, endpoint: proxy.url });
      const end = await first.schedule().catch((error: unknown) => error);
      if (limit < calls) expect(end, `after ${limit} calls`).to.be.instanceOf(EnvironmentEnded);
      await proxy.close();
      const second = await start(world.approval, { environment: surviving });
      expect(await second.schedule(), `after ${limit} calls`).to.have.property("error", undefined);
      expect(await snapshotOf(world, names), `after ${limit} calls`).to.deep.equal(undisturbed);
      expect([...new Set(await subjectsTold(world))], `after ${limit} calls`).to.have.members([...told]);
      first.stop();
    }
  });

  it("gets its message again", async () => {
    const { url } = await emulator();
    const { control } = await emulator();
    const { world, names } = await busyWorld();
    const dying = new LambdaEnvironment();
    const proxy = await startProxy(url, ({ action }) => {
      if (action !== "AcceptVpcEndpointConnections") return "pass";
      dying.kill();
      return "drop";
    });
    const first = await start(world.approval, { environment: dying, endpoint: proxy.url });
    await control.notify(world.service.serviceId, [...names.keys()][0] ?? "", "Connect");
    expect(await first.poll().catch((error: unknown) => error)).to.be.instanceOf(EnvironmentEnded);
    await proxy.close();
    const second = await start(world.approval);
    await second.drain();
    const { states } = await snapshotOf(world, names);
    expect(states).to.deep.equal(undisturbed.states);
  });
});

describe("two runs at the same time", () => {
  const { start } = useWorlds();

  it("come to the same end as one alone; each writes down what it decided", async () => {
    const { world, names } = await busyWorld();
    const [one, other] = await Promise.all([start(world.approval), start(world.approval)]);
    const ended = await Promise.all([one.schedule(), other.schedule()]);
    expect(ended.map(({ error }) => error)).to.deep.equal([undefined, undefined]);
    const calm = await busyWorld();
    await (await start(calm.world.approval)).schedule();
    const [both, alone] = [await snapshotOf(world, names), await snapshotOf(calm.world, calm.names)];
    expect({ ...both, items: [...new Set(both.items)] }).to.deep.equal(alone);
    await one.schedule();
    expect(await snapshotOf(world, names)).to.deep.equal(both);
  });
});

/** What people were told about, in an order that does not depend on the run. */
async function subjectsTold({ approval }: World): Promise<readonly string[]> {
  return (await takeEnvelopes(approval.requests)).map(({ Subject = "" }) => Subject).sort();
}
