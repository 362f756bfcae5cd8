import { expect } from "chai";
import type { OpenQuestion } from "../../functions/lib/open-question";
import type { UnreadableItem } from "../../functions/lib/ports";
import { DynamoRegistry } from "../../functions/lib/registry/dynamo-registry";
import {
  accountOf,
  consumer,
  decisionOn,
  endpointOf,
  intent,
  later,
  NOW,
  question,
  SERVICE_ID,
} from "../functions/support/registry";
import { clientsOf } from "./support/clients";
import { emulator } from "./support/emulator";
import { allItems, itemsOf } from "./support/items";
import { putItem } from "./support/registry-table";
import { useRegistry } from "./support/use-registry";

describe("the registry", () => {
  const [acme, globex] = [consumer(1, { name: "acme" }), consumer(2, { name: "globex" })];
  const used = useRegistry(acme, globex);

  describe("the audit", () => {
    it("is in the order of time, whatever the order of writing", async () => {
      const entries = [3, 1, 2, 150].map((seconds) => decisionOn(endpointOf(1), acme, { at: later(seconds) }));
      await used.registry.append(entries);
      const sorted = [...entries].sort((a, b) => (a.at < b.at ? -1 : 1));
      expect(await used.registry.audit(endpointOf(1))).to.deep.equal(sorted);
    });

    it("keeps an entry once that is written again, and two that say something else at the same instant", async () => {
      const [one, other] = [decisionOn(endpointOf(1), acme), decisionOn(endpointOf(1), acme, { reason: "other" })];
      await used.registry.append([one, other]);
      await used.registry.append([one, one]);
      expect(await used.registry.audit(endpointOf(1))).to.have.deep.members([one, other]);
    });

    it("takes more entries than a transaction holds", async () => {
      const entries = Array.from({ length: 230 }, (_, index) => decisionOn(endpointOf(1), acme, { at: later(index) }));
      await used.registry.append(entries);
      expect(await used.registry.audit(endpointOf(1))).to.deep.equal(entries);
    });

    it("expires as many days after it was written as it is kept, or never", async () => {
      const { documents: client } = await clientsOf();
      const now = () => new Date(later(60));
      const kept = { client, tableName: used.table.tableName, now };
      await new DynamoRegistry({ ...kept, auditDays: 400 }).append([decisionOn(endpointOf(1), acme)]);
      await new DynamoRegistry({ ...kept, auditDays: 0 }).append([decisionOn(endpointOf(2), acme)]);
      const [expiring] = await itemsOf(used.table, `AUDIT#${endpointOf(1)}`);
      const [lasting] = await itemsOf(used.table, `AUDIT#${endpointOf(2)}`);
      expect(expiring?.expiresAt).to.equal(now().getTime() / 1000 + 400 * 86_400);
      expect(lasting).to.not.have.property("expiresAt");
    });
  });

  describe("open questions", () => {
    const asked = (one: OpenQuestion, seconds = 0) => ({
      question: one,
      entry: decisionOn(one.endpointId, acme, { action: "leave", reason: one.reason, at: later(seconds) }),
    });

    it("are kept once, each with the entry that says why", async () => {
      const [one, two] = [question(endpointOf(1)), question(endpointOf(2))];
      await used.registry.open([asked(one)]);
      await used.registry.open([asked({ ...one, since: later(300) }, 300), asked(two, 300)]);
      expect(await used.registry.openQuestions(SERVICE_ID)).to.deep.equal([one, two]);
      expect(await used.registry.audit(endpointOf(1))).to.deep.equal([asked(one).entry]);
      expect(await used.registry.audit(endpointOf(2))).to.have.lengthOf(1);
      expect(await used.registry.openQuestions("vpce-svc-0fedcba9876543210")).to.deep.equal([]);
    });

    it("are other ones for another reason or another refusal", async () => {
      const first = question(endpointOf(1));
      const second = { ...first, reason: "overLimit" as const, since: later(300) };
      const third = { ...second, refusal: "RequestLimitExceeded", since: later(600) };
      for (const [place, one] of [first, second, third, third, second].entries()) {
        await used.registry.open([asked(one, place)]);
        expect(await used.registry.openQuestions(SERVICE_ID)).to.deep.equal([one]);
      }
      expect(await used.registry.audit(endpointOf(1))).to.have.lengthOf(4);
    });

    it("are opened by hundreds, and closed, also when they are closed already", async () => {
      const many = Array.from({ length: 130 }, (_, index) => question(endpointOf(index)));
      await used.registry.open(many.slice(0, 60).map((one) => asked(one)));
      await used.registry.open(many.map((one) => asked(one, 300)));
      expect(await used.registry.openQuestions(SERVICE_ID)).to.deep.equal(many);
      await used.registry.close(many.slice(1));
      await used.registry.close(many.slice(1, 3));
      expect(await used.registry.openQuestions(SERVICE_ID)).to.deep.equal(many.slice(0, 1));
    });
  });

  it("remembers warnings, the last one of each account, and forgets them", async () => {
    const first = { account: acme.account, validUntil: later(86_400), warnedAt: NOW };
    const second = { ...first, validUntil: later(2 * 86_400) };
    const other = { ...first, account: globex.account };
    for (const warning of [first, second, other]) await used.registry.rememberWarning(warning);
    expect(await used.registry.warnings()).to.deep.equal([second, other]);
    await used.registry.forgetWarnings([second]);
    expect(await used.registry.warnings()).to.deep.equal([other]);
  });

  it("leaves out and reports questions, warnings and entries that cannot be read, and writes over them", async () => {
    const reported: UnreadableItem[] = [];
    const { documents: client } = await clientsOf();
    const tolerant = new DynamoRegistry({
      client,
      tableName: used.table.tableName,
      auditDays: 0,
      now: () => new Date(NOW),
      report: (item) => reported.push(item),
    });
    const one = question(endpointOf(1));
    await putItem(used.table, { pk: `OPEN#${SERVICE_ID}`, sk: endpointOf(1), reason: 7 });
    await putItem(used.table, { pk: "WARNINGS", sk: acme.account, account: accountOf(9) });
    await putItem(used.table, { pk: `AUDIT#${endpointOf(1)}`, sk: `${NOW}#0`, action: "accept" });
    expect(await tolerant.openQuestions(SERVICE_ID)).to.deep.equal([]);
    expect(await tolerant.warnings()).to.deep.equal([]);
    expect(await tolerant.audit(endpointOf(1))).to.deep.equal([]);
    expect(reported.map(({ key }) => key)).to.deep.equal([
      `OPEN#${SERVICE_ID}/${endpointOf(1)}`,
      `WARNINGS/${acme.account}`,
      `AUDIT#${endpointOf(1)}/${NOW}#0`,
    ]);
    await tolerant.open([{ question: one, entry: decisionOn(endpointOf(1), acme, { at: later(1) }) }]);
    expect(await tolerant.openQuestions(SERVICE_ID)).to.deep.equal([one]);
    const again = intent(endpointOf(1), acme, { at: later(2) });
    expect(await tolerant.recordIntents([again])).to.deep.equal([again]);
  });

  it("keeps all under the keys of the table in the docs, and only the audit expires", async () => {
    await used.registry.recordIntents([intent(endpointOf(1), acme)]);
    const one = question(endpointOf(2));
    await used.registry.open([{ question: one, entry: decisionOn(endpointOf(2), acme, { action: "leave" }) }]);
    await used.registry.rememberWarning({ account: acme.account, validUntil: NOW, warnedAt: NOW });
    const items = (await allItems(used.table)).filter(({ pk }) => pk !== "CONSUMERS" && pk !== "NAMES");
    const shown = items.map(({ pk, sk }) => [pk, sk.replace(/#[0-9a-f]{12}$/, "#<hash>")]);
    expect(shown).to.have.deep.members([
      [`AUDIT#${acme.account}`, `${NOW}#<hash>`],
      [`AUDIT#${globex.account}`, `${NOW}#<hash>`],
      [`AUDIT#${endpointOf(1)}`, `${NOW}#<hash>`],
      [`AUDIT#${endpointOf(2)}`, `${NOW}#<hash>`],
      [`OPEN#${SERVICE_ID}`, endpointOf(2)],
      ["WARNINGS", acme.account],
    ]);
    for (const item of items) expect("expiresAt" in item).to.equal(item.pk.startsWith("AUDIT#"));
  });

  it("is read with one query for each kind, and not written, when nothing is to be done", async () => {
    const { control } = await emulator();
    await control.forgetCalls();
    await Promise.all([used.registry.contents(), used.registry.openQuestions(SERVICE_ID), used.registry.warnings()]);
    expect(await control.calls()).to.deep.equal({ "dynamodb:Query": 3 });
  });
});
