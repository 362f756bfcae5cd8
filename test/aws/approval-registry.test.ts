import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { startProxy, type Verdict } from "../support/proxy";
import { ACME, GLOBEX } from "./support/clients";
import { admittedTo, connectFrom, rootOf, statesOf } from "./support/connect";
import { changeConsumer } from "./support/consumers";
import { emulator } from "./support/emulator";
import { auditOf } from "./support/items";
import { takeEnvelopes } from "./support/queues";
import { putItem } from "./support/registry-table";
import { makeWorld, useWorlds } from "./support/world";

describe("what the registry says", () => {
  const { start, world } = useWorlds();

  it("holds from validFrom on and until validUntil, without a deployment", async () => {
    const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
    await fn.schedule();
    const endpointId = await connectFrom(ACME, service);
    const end = Date.now() + 2500;
    await changeConsumer(registry, ACME, { validUntil: new Date(end).toISOString() });
    await fn.schedule();
    expect(Date.now()).to.be.lessThan(end);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "available" });
    await sleep(end - Date.now());
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "rejected" });
    expect(await admittedTo(service)).to.deep.equal([]);
    const [accepted, expired, ...others] = await auditOf(registry, endpointId);
    expect(others).to.deep.equal([]);
    expect(accepted).to.include({ action: "accept", reason: "entitled" });
    expect(expired).to.include({ action: "expire", reason: "expired", consumer: "acme" });
  });

  it("does not hold before validFrom", async () => {
    const { control } = await emulator();
    const { service, fn } = await world({ consumers: [{ name: "acme", account: ACME, validFrom: "2999-01-01" }] });
    const [[endpointId = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 1 }]);
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "rejected" });
    expect(await admittedTo(service)).to.deep.equal([]);
  });

  it("is told to people once for each end that comes near", async () => {
    const end = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const { approval, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME, validUntil: end }] });
    await fn.schedule();
    await fn.schedule();
    const told = await takeEnvelopes(approval.requests);
    expect(told).to.have.lengthOf(1);
    expect(told[0]?.Message).to.include("acme").and.to.include(end.slice(0, 10));
    await changeConsumer(registry, ACME, { validUntil: new Date(Date.now() + 86_400_000).toISOString() });
    await fn.schedule();
    expect(await takeEnvelopes(approval.requests)).to.have.lengthOf(1);
  });

  for (const [what, broken] of [
    ["has no status", { name: "globex", principals: [], revision: 1 }],
    ["has a date that is none", { name: "globex", principals: [], status: "active", validUntil: "soon", revision: 1 }],
    ["is of another account than its key says", { name: "globex", account: ACME, principals: [], status: "active" }],
  ] as const) {
    it(`allows nobody anything by an entry that ${what}, and reports its key`, async () => {
      const { control } = await emulator();
      const { service, registry, fn } = await world({ consumers: [{ name: "acme", account: ACME }] });
      await putItem(registry, { pk: "CONSUMERS", sk: GLOBEX, account: GLOBEX, ...broken });
      const [[good = ""] = [], [bad = ""] = []] = await control.gather(service.serviceId, [
        { account: ACME, count: 1 },
        { account: GLOBEX, count: 1 },
      ]);
      const { log } = await fn.schedule();
      expect(await statesOf(service)).to.deep.equal({ [good]: "available", [bad]: "pendingAcceptance" });
      expect(await admittedTo(service)).to.deep.equal([rootOf(ACME)]);
      expect(log.filter((line) => line.includes(`CONSUMERS/${GLOBEX}`))).to.have.lengthOf(1);
      expect(metrics(log)).to.include({ UnreadableEntries: 1, Accepted: 1, Pending: 1 });
    });
  }

  it("is what it says when the connection is accepted: an entry that changes in between is not acted on", async () => {
    const { url, control } = await emulator();
    const made = await makeWorld({ consumers: [{ name: "acme", account: ACME }] });
    const { service, registry, approval } = made;
    const [[endpointId = ""] = []] = await control.gather(service.serviceId, [{ account: ACME, count: 1 }]);
    let changed = false;
    const proxy = await startProxy(url, async ({ action }): Promise<Verdict> => {
      if (action === "TransactWriteItems" && !changed) {
        changed = true;
        await changeConsumer(registry, ACME, { status: "suspended" });
      }
      return "pass";
    });
    const fn = await start(approval, { endpoint: proxy.url });
    await fn.schedule();
    expect(changed).to.equal(true);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "pendingAcceptance" });
    expect(await auditOf(registry, endpointId)).to.deep.equal([]);
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "rejected" });
    fn.stop();
    await proxy.close();
  });
});

/** The metrics of an invocation, from the lines of its log that CloudWatch takes them from. */
function metrics(log: readonly string[]): Record<string, unknown> {
  const found = log
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return Object.assign({}, ...found) as Record<string, unknown>;
}
