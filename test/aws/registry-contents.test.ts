import { expect } from "chai";
import { rootOf, SERVICE } from "../functions/support/builders";
import { accountOf, consumer } from "../functions/support/registry";
import { emulator } from "./support/emulator";
import { allItems, itemsOf } from "./support/items";
import { putItem } from "./support/registry-table";
import { addAll, messageOf, useRegistry } from "./support/use-registry";

describe("items of the registry", () => {
  const used = useRegistry();
  const acme = consumer(1, { name: "acme" });

  it("are not written in a form that could not be read again", async () => {
    const { table, registry } = used;
    const broken = { ...acme, principals: ["*"] };
    expect(await messageOf(addAll(registry, broken))).to.equal(
      `The entry of ${acme.account} cannot be written. ` +
        'principals[0]: "*" is every AWS account; name roles or users of the account, or leave principals out for the whole account.',
    );
    expect(await allItems(table)).to.deep.equal([]);
  });

  it("of consumers are all read where they take more than one page of a megabyte", async () => {
    const { registry } = used;
    const many = Array.from({ length: 600 }, (_, index) => consumer(index, { notes: "n".repeat(2000) }));
    await addAll(registry, ...many);
    const { control } = await emulator();
    await control.forgetCalls();
    const { consumers } = await registry.contents();
    expect(consumers.map(({ account }) => account)).to.deep.equal(many.map(({ account }) => account));
    expect(await control.calls()).to.deep.equal({ "dynamodb:Query": 2 });
  });

  it("of consumers are reported by key, and never taken for consumers, where they cannot be read", async () => {
    const { table, registry } = used;
    await addAll(registry, acme);
    const item = (await itemsOf(table, "CONSUMERS"))[0];
    await putItem(table, { ...item, sk: accountOf(5) });
    await putItem(table, { ...item, sk: accountOf(6), account: accountOf(6), cidrs: ["10.0.0.0/8"] });
    await putItem(table, { pk: "CONSUMERS", sk: accountOf(7), secret: new Set(["a"]) });
    const { consumers, unreadable } = await registry.contents();
    expect(consumers).to.deep.equal([acme]);
    expect(unreadable.map(({ key, account }) => [key, account])).to.deep.equal(
      [5, 6, 7].map((number) => [`CONSUMERS/${accountOf(number)}`, accountOf(number)]),
    );
    expect(unreadable[0]?.problem).to.equal(
      `account: "${acme.account}" is not what the item's key says, "${accountOf(5)}"; remove the item and add it anew.`,
    );
    expect(unreadable[1]?.problem).to.match(/^cidrs: "cidrs" is an unknown key; /);
    expect(unreadable[2]?.problem).to.equal("secret is of the type SS, which the registry does not write.");
    expect(await messageOf(registry.byAccount(accountOf(7)))).to.equal(
      `The item CONSUMERS/${accountOf(7)} of the registry cannot be read. ` +
        "secret is of the type SS, which the registry does not write.",
    );
    expect(await messageOf(addAll(registry, consumer(7)))).to.equal(
      `Nothing was added. account: "${accountOf(7)}" has an entry already; change that one, or leave this one out.`,
    );
  });

  it("of services describe them, and none is left out because it cannot be read", async () => {
    const { table, registry } = used;
    const service = { ...SERVICE, stackPrincipals: [rootOf(SERVICE.accountId)] };
    await putItem(table, { pk: "SERVICES", sk: `us-east-1#${service.serviceId}`, ...service });
    expect(await registry.services()).to.deep.equal([service]);
    await putItem(table, { pk: "SERVICES", sk: `us-east-2#${service.serviceId}`, ...service });
    expect(await messageOf(registry.services())).to.equal(
      `The item SERVICES/us-east-2#${service.serviceId} of the registry cannot be read. ` +
        `region and serviceId: "us-east-1#${service.serviceId}" is not what the item's key says, ` +
        `"us-east-2#${service.serviceId}"; remove the item and add it anew.`,
    );
  });
});
