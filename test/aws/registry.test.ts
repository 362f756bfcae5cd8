import { expect } from "chai";
import type { Consumer } from "../../functions/lib/consumer";
import { AlreadyRegistered } from "../../functions/lib/registry/conflicts";
import { accountOf, changeOf, consumer } from "../functions/support/registry";
import { emulator } from "./support/emulator";
import { allItems, itemsOf } from "./support/items";
import { putItem } from "./support/registry-table";
import { addAll, messageOf, useRegistry } from "./support/use-registry";

describe("consumers that are added to the registry", () => {
  const used = useRegistry();
  const [acme, globex] = [consumer(1, { name: "acme" }), consumer(2, { name: "globex" })];

  it("are found by account and by name once they are added, and their addition is in the audit", async () => {
    const { registry } = used;
    const full: Consumer = {
      ...acme,
      principals: [`arn:aws:iam::${acme.account}:role/network`],
      status: "suspended",
      plan: "gold",
      validFrom: "2026-01-01T00:00:00.000Z",
      validUntil: "2027-01-31T00:00:00.000Z",
      regions: ["us-east-1"],
      services: ["order-processor"],
      maxConnections: 2,
      endpointIds: ["vpce-0123456789abcdef0"],
      marketplace: { productCode: "4ab2xkexample" },
      contact: "network@acme.example",
      notes: "First line.\nSecond line.",
    };
    await addAll(registry, full, globex);
    expect(await registry.contents()).to.deep.equal({ consumers: [full, globex], unreadable: [] });
    expect(await registry.byAccount(acme.account)).to.deep.equal(full);
    expect(await registry.byName("globex")).to.deep.equal(globex);
    expect(await registry.audit(acme.account)).to.deep.equal([changeOf(full, "add")]);
  });

  it("are undefined where nobody has the account or the name", async () => {
    const { registry } = used;
    expect(await registry.byAccount(acme.account)).to.equal(undefined);
    expect(await registry.byName("acme")).to.equal(undefined);
  });

  it("are kept under the keys of the table in the docs, and only the audit expires", async () => {
    const { table, registry } = used;
    await addAll(registry, acme);
    const items = await allItems(table);
    expect(items.map(({ pk, sk }) => `${pk} ${pk.startsWith("AUDIT#") ? sk.split("#")[0] : sk}`)).to.have.members([
      `CONSUMERS ${acme.account}`,
      "NAMES acme",
      `AUDIT#${acme.account} ${changeOf(acme, "add").at}`,
    ]);
    const expiring = items.filter((item) => "expiresAt" in item);
    expect(expiring.map(({ pk }) => pk)).to.deep.equal([`AUDIT#${acme.account}`]);
    expect(items.find(({ pk }) => pk === "NAMES")).to.deep.equal({ pk: "NAMES", sk: "acme", account: acme.account });
  });

  it("are refused with all that is taken when an account or a name is known, and nothing is written", async () => {
    const { table, registry } = used;
    await addAll(registry, acme, globex);
    const before = await allItems(table);
    const message = await messageOf(
      addAll(registry, { ...consumer(3), name: "acme" }, { ...consumer(2), name: "initech" }, consumer(4)),
    );
    expect(message).to.equal(
      "Nothing was added. " +
        `name: "acme" is the name of account ${acme.account} already; choose another name. ` +
        `account: "${globex.account}" has an entry already, "globex"; change that one, or leave this one out.`,
    );
    expect(await allItems(table)).to.deep.equal(before);
  });

  it("are refused when two of those to be added have one name or one account", async () => {
    const { table, registry } = used;
    const message = await messageOf(addAll(registry, acme, { ...globex, name: "acme" }, { ...acme, name: "acme-2" }));
    expect(message).to.equal(
      "Nothing was added. " +
        `name: "acme" is the name of account ${acme.account} already; choose another name. ` +
        `account: "${acme.account}" has an entry already, "acme"; change that one, or leave this one out.`,
    );
    expect(await allItems(table)).to.deep.equal([]);
  });

  it("are added by hundreds, and all are refused when the last one's name is taken", async () => {
    const { registry } = used;
    const many = Array.from({ length: 120 }, (_, index) => consumer(index + 10));
    await addAll(registry, { ...acme, name: "consumer-129" });
    const taken = await addAll(registry, ...many).catch((error: unknown) => error);
    expect(taken).to.be.instanceOf(AlreadyRegistered);
    expect(taken).to.deep.include({ added: [] });
    expect((await registry.contents()).consumers).to.have.lengthOf(1);
    await addAll(registry, ...many.slice(0, -1));
    expect((await registry.contents()).consumers).to.have.lengthOf(120);
  });

  it("say which were added when another writer takes a name between two transactions", async () => {
    const { table, registry } = used;
    const many = Array.from({ length: 40 }, (_, index) => consumer(index + 10));
    // A name that only its item keeps is not seen until it is written.
    await putItem(table, { pk: "NAMES", sk: "consumer-49", account: accountOf(999) });
    const taken = (await addAll(registry, ...many).catch((error: unknown) => error)) as AlreadyRegistered;
    expect(taken.added).to.deep.equal(many.slice(0, 33).map(({ account }) => account));
    expect(taken.taken.map(({ consumer: { account } }) => account)).to.deep.equal([accountOf(49)]);
    expect(taken.message).to.match(
      /^Another writer came in between; before it, accounts 200000000010, .*, 200000000042 had been added\. name: "consumer-49" is the name of account 200000000999 already; choose another name\.$/,
    );
    expect((await registry.contents()).consumers).to.have.lengthOf(33);
  });

  it("are added once however many writers add them at the same time", async () => {
    const { table, registry } = used;
    const writers = Array.from({ length: 8 }, (_, index) => addAll(registry, { ...consumer(index + 1), name: "acme" }));
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.lengthOf(1);
    const { consumers } = await registry.contents();
    expect(consumers).to.have.lengthOf(1);
    expect((await itemsOf(table, "NAMES")).map(({ account }) => account)).to.deep.equal([consumers[0]?.account]);
  });

  it("give up nothing when DynamoDB puts a transaction off for another one", async () => {
    const { registry } = used;
    const { control } = await emulator();
    await control.fault({ action: "dynamodb:TransactWriteItems", conflict: true, times: 3 });
    await addAll(registry, acme);
    expect(await registry.byName("acme")).to.deep.equal(acme);
  });
});
