import { expect } from "chai";
import { changeOf, consumer } from "../functions/support/registry";
import { allItems, itemsOf } from "./support/items";
import { putItem } from "./support/registry-table";
import { addAll, messageOf, useRegistry } from "./support/use-registry";

describe("entries of the registry", () => {
  const used = useRegistry();
  const [acme, globex] = [consumer(1, { name: "acme" }), consumer(2, { name: "globex" })];

  it("are changed by the first of several writers who have read the same revision", async () => {
    const { registry } = used;
    await addAll(registry, acme);
    const notes = ["one", "two", "three", "four"];
    const outcomes = await Promise.allSettled(
      notes.map((text) => {
        const changed = { ...acme, notes: text, revision: 2 };
        return registry.replace(changed, changeOf(changed, "update", { explanation: text }));
      }),
    );
    const won = notes.filter((_, index) => outcomes[index]?.status === "fulfilled");
    expect(won).to.have.lengthOf(1);
    expect(await registry.byName("acme")).to.deep.equal({ ...acme, notes: won[0], revision: 2 });
    const explanations = (await registry.audit(acme.account)).map(({ explanation }) => explanation);
    expect(explanations).to.have.members(["acme: add.", won[0]]);
    expect(outcomes.find(({ status }) => status === "rejected")).to.have.nested.property(
      "reason.message",
      `The entry of acme, account ${acme.account}, was read at revision 1 and is at revision 2 now. ` +
        "Nothing was changed; look at it again and repeat the change.",
    );
  });

  it("are not changed when they were removed meanwhile", async () => {
    const { table, registry } = used;
    const changed = { ...acme, revision: 2 };
    expect(await messageOf(registry.replace(changed, changeOf(changed, "update")))).to.equal(
      `The entry of acme, account ${acme.account}, was read at revision 1 and is not there any more. ` +
        "Nothing was changed; look at it again and repeat the change.",
    );
    expect(await allItems(table)).to.deep.equal([]);
  });

  it("leave their audit and free their name and account when they are removed", async () => {
    const { table, registry } = used;
    await addAll(registry, acme);
    await registry.remove(acme, changeOf(acme, "remove", { at: "2026-03-01T12:00:01.000Z" }));
    expect((await allItems(table)).map(({ pk }) => pk)).to.deep.equal([
      `AUDIT#${acme.account}`,
      `AUDIT#${acme.account}`,
    ]);
    await addAll(registry, { ...globex, name: "acme" });
    expect((await registry.audit(acme.account)).map(({ action }) => action)).to.deep.equal(["add", "remove"]);
  });

  it("are neither changed nor removed where their items were changed by hand, and the message says how", async () => {
    const { table, registry } = used;
    await addAll(registry, acme);
    const [item] = await itemsOf(table, "CONSUMERS");
    const remove = () => messageOf(registry.remove(acme, changeOf(acme, "remove")));
    await putItem(table, { pk: "NAMES", sk: "acme", account: globex.account });
    expect(await remove()).to.equal(
      `The item NAMES/acme keeps the name for another account than ${acme.account}. ` +
        "Nothing was changed; correct the item by hand.",
    );
    await putItem(table, { ...item, pk: "CONSUMERS", sk: acme.account, name: "globex" });
    expect(await remove()).to.include("was read at revision 1 and has another name now. ");
    await putItem(table, { pk: "CONSUMERS", sk: acme.account });
    expect(await remove()).to.include("was read at revision 1 and has no revision now. ");
    expect(await registry.audit(acme.account)).to.have.lengthOf(1);
  });

  it("are not removed at another revision than the one that was read", async () => {
    const { table, registry } = used;
    await addAll(registry, acme);
    const changed = { ...acme, revision: 2, status: "ended" as const };
    await registry.replace(changed, changeOf(changed, "end"));
    const before = await allItems(table);
    expect(await messageOf(registry.remove(acme, changeOf(acme, "remove")))).to.include("is at revision 2 now");
    expect(await allItems(table)).to.deep.equal(before);
  });
});
