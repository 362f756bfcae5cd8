import { expect } from "chai";
import type { Consumer } from "../../functions/lib/consumer";
import type { Intent } from "../../functions/lib/ports";
import { changeOf, consumer, endpointOf, intent, later } from "../functions/support/registry";
import { emulator } from "./support/emulator";
import { itemsOf } from "./support/items";
import { putItem } from "./support/registry-table";
import { addAll, useRegistry } from "./support/use-registry";

describe("intents in the registry", () => {
  const [acme, globex] = [consumer(1, { name: "acme" }), consumer(2, { name: "globex" })];
  const used = useRegistry(acme, globex);

  async function change(before: Consumer, changes: Partial<Consumer>): Promise<Consumer> {
    const after = { ...before, ...changes, revision: before.revision + 1 };
    await used.registry.replace(after, changeOf(after, "update"));
    return after;
  }

  it("are written to the audit before anything is done", async () => {
    const intents = [intent(endpointOf(1), acme), intent(endpointOf(2), acme), intent(endpointOf(3), globex)];
    expect(await used.registry.recordIntents(intents)).to.deep.equal(intents);
    for (const { entry } of intents) expect(await used.registry.audit(entry.id)).to.deep.equal([entry]);
  });

  it("are none, without a call, where there are none", async () => {
    const { control } = await emulator();
    await control.forgetCalls();
    expect(await used.registry.recordIntents([])).to.deep.equal([]);
    expect(await control.calls()).to.deep.equal({});
  });

  it("are left out where the consumer has changed since it was read, and all others are written", async () => {
    const consumers = Array.from({ length: 30 }, (_, index) => consumer(index + 10));
    await addAll(used.registry, ...consumers);
    // Five endpoints of each of 30 consumers: two transactions, with changed consumers in both.
    const intents = consumers.flatMap((one, index) =>
      Array.from({ length: 5 }, (_, place) => intent(endpointOf(100 * index + place), one)),
    );
    const changed = [0, 7, 29].map((index) => consumers[index]?.account);
    for (const one of consumers) {
      if (changed.includes(one.account)) await change(one, { notes: "changed" });
    }
    const written = await used.registry.recordIntents(intents);
    const expected = intents.filter(({ restsOn: { account } }) => !changed.includes(account));
    expect(written).to.deep.equal(expected);
    expect(written).to.have.lengthOf(135);
    for (const one of intents) {
      expect(await used.registry.audit(one.entry.id)).to.have.lengthOf(written.includes(one) ? 1 : 0);
    }
  });

  it("are written for one consumer in any number", async () => {
    const intents = Array.from({ length: 250 }, (_, index) => intent(endpointOf(index), acme));
    const { control } = await emulator();
    await control.forgetCalls();
    expect(await used.registry.recordIntents(intents)).to.deep.equal(intents);
    expect(await control.calls()).to.deep.equal({ "dynamodb:Query": 250, "dynamodb:TransactWriteItems": 3 });
  });

  it("are left out where the entry is gone", async () => {
    await used.registry.remove(acme, changeOf(acme, "remove"));
    const kept = intent(endpointOf(2), globex);
    expect(await used.registry.recordIntents([intent(endpointOf(1), acme), kept])).to.deep.equal([kept]);
  });

  it("are left out where the entry was removed and added anew, at the same revision", async () => {
    await used.registry.remove(acme, changeOf(acme, "remove"));
    const anew = { ...acme, services: ["billing"], createdAt: later(60) };
    await used.registry.add([anew], [changeOf(anew, "add")]);
    expect(await used.registry.recordIntents([intent(endpointOf(1), acme)])).to.deep.equal([]);
    const now = intent(endpointOf(1), anew);
    expect(await used.registry.recordIntents([now])).to.deep.equal([now]);
  });

  it("accept nothing for an entry that is not active, even at the revision that was read", async () => {
    const [item] = await itemsOf(used.table, "CONSUMERS");
    await putItem(used.table, { ...item, pk: "CONSUMERS", sk: acme.account, status: "suspended" });
    expect(await used.registry.recordIntents([intent(endpointOf(1), acme)])).to.deep.equal([]);
    const cut = intent(endpointOf(1), acme, { action: "reject", after: "rejected", reason: "suspended" });
    expect(await used.registry.recordIntents([cut])).to.deep.equal([cut]);
  });

  it("are not written again after a run that ended before it carried them out, but count as written", async () => {
    const first = intent(endpointOf(1), acme);
    await used.registry.recordIntents([first]);
    const again = intent(endpointOf(1), acme, { at: later(300), messageId: "2" });
    const other = intent(endpointOf(2), acme, { at: later(300) });
    expect(await used.registry.recordIntents([again, other])).to.deep.equal([again, other]);
    expect(await used.registry.audit(endpointOf(1))).to.deep.equal([first.entry]);
    expect(await used.registry.recordIntents([again])).to.deep.equal([again]);
  });

  it("do not count as written once the consumer has changed", async () => {
    const first = intent(endpointOf(1), acme);
    await used.registry.recordIntents([first]);
    await change(acme, { status: "suspended" });
    expect(await used.registry.recordIntents([first])).to.deep.equal([]);
  });

  const others: [string, Parameters<typeof intent>[2]][] = [
    ["another action", { action: "reject", after: "rejected", reason: "suspended" }],
    ["another state before", { before: "available" }],
    ["another reason", { reason: "expired" }],
    ["another actor", { actor: "arn:aws:iam::123456789012:role/operator" }],
  ];
  for (const [what, changes] of others) {
    it(`are written again for ${what}`, async () => {
      const first = intent(endpointOf(1), acme);
      const second = intent(endpointOf(1), acme, { ...changes, at: later(300) });
      await used.registry.recordIntents([first]);
      await used.registry.recordIntents([second]);
      expect(await used.registry.audit(endpointOf(1))).to.deep.equal([first.entry, second.entry]);
    });
  }

  it("are written when DynamoDB puts the transaction off for another one", async () => {
    const { control } = await emulator();
    const one = intent(endpointOf(1), acme);
    await control.fault({ action: "dynamodb:TransactWriteItems", conflict: true, times: 2 });
    expect(await used.registry.recordIntents([one])).to.deep.equal([one]);
    expect(await used.registry.audit(endpointOf(1))).to.deep.equal([one.entry]);
  });

  it("fail as a whole when DynamoDB puts the transaction off for ever", async () => {
    const { control } = await emulator();
    await control.fault({ action: "dynamodb:TransactWriteItems", conflict: true, times: 8 });
    const error = await used.registry.recordIntents([intent(endpointOf(1), acme)]).catch((cause: unknown) => cause);
    await control.endFaults();
    expect(error).to.have.property("name", "TransactionCanceledException");
    expect(await used.registry.audit(endpointOf(1))).to.deep.equal([]);
  });

  it("that name one endpoint twice are written once", async () => {
    const one = intent(endpointOf(1), acme);
    expect(await used.registry.recordIntents([one, { ...one }])).to.have.lengthOf(2);
    expect(await used.registry.audit(endpointOf(1))).to.deep.equal([one.entry]);
  });

  it("of two readings of one consumer are written for the one that still holds", async () => {
    const after = await change(acme, { notes: "changed" });
    const [old, current]: Intent[] = [intent(endpointOf(1), acme), intent(endpointOf(2), after)];
    expect(await used.registry.recordIntents([old, current] as Intent[])).to.deep.equal([current]);
  });
});
