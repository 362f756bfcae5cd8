import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import type { PublishedService } from "../../functions/lib/published-service";
import { ACME, GLOBEX } from "./support/clients";
import { admit, admittedTo, rootOf, statesOf } from "./support/connect";
import { addConsumers } from "./support/consumers";
import { emulator, useEmulator } from "./support/emulator";
import { allItems, auditOf, itemsOf } from "./support/items";
import { publishService } from "./support/publish";
import { createRegistryTable, putService, type RegistryTable } from "./support/registry-table";
import { privatelink } from "./support/run-command";

describe("the commands about consumers and connections", () => {
  useEmulator();
  let table: RegistryTable;
  let service: PublishedService;

  beforeEach(async () => {
    table = await createRegistryTable();
    service = await publishService();
    await putService(table, service);
  });

  for (const [what, args, said] of [
    ["an account id of eleven digits", ["--account", "12345678901"], "11 digits"],
    ["a principal of everybody", ["--account", ACME, "--principal", "*"], "*"],
    ["a date that is none", ["--account", ACME, "--valid-until", "2027-02-30"], "2027-02-30"],
  ] as const) {
    it(`refuse ${what} with the reason, and write nothing`, async () => {
      const { code, stderr } = await privatelink(table, "consumers", "add", "acme", ...args);
      expect(code).to.equal(2);
      expect(stderr).to.include(said);
      expect(await itemsOf(table, "CONSUMERS")).to.deep.equal([]);
    });
  }

  it("import nothing of a file in which one line is wrong, and name each line that is", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "privatelink-import-"));
    const file = path.join(folder, "consumers.csv");
    const right = Array.from({ length: 300 }, (_, index) => `consumer-${index},${400_000_000_000 + index}`);
    writeFileSync(file, ["name,account", ...right, "wrong,123", "Also Wrong,400000000999"].join("\n"));
    const { code, stderr } = await privatelink(table, "consumers", "import", file, "--yes");
    rmSync(folder, { recursive: true });
    expect(code).to.not.equal(0);
    expect(stderr)
      .to.match(/\b302\b/)
      .and.to.match(/\b303\b/);
    expect(await itemsOf(table, "CONSUMERS")).to.deep.equal([]);
  });

  for (const [what, terms, why] of [
    ["suspended", { status: "suspended" }, "suspended"],
    ["ended", { status: "ended" }, "ended"],
    ["past its end", { validUntil: "2020-01-01" }, "2020-01-01"],
    ["at its limit", { maxConnections: 1 }, "may have 1 connection"],
  ] as const) {
    it(`accept no connection of a consumer that is ${what}, and say why`, async () => {
      const { control } = await emulator();
      await addConsumers(table, { name: "acme", account: ACME, ...terms });
      const createdAt = "2026-01-01T00:00:00Z";
      const [ids = []] = await control.gather(service.serviceId, [{ account: ACME, count: 2, createdAt }]);
      // Of two that were created at the same time the one with the greater id comes second.
      const [, last = ""] = [...ids].sort();
      const { code, stderr } = await privatelink(table, "connections", "accept", last);
      expect(code).to.equal(1);
      expect(stderr).to.include("acme").and.to.include(why);
      expect((await statesOf(service))[last]).to.equal("pendingAcceptance");
      expect(await auditOf(table, last)).to.deep.equal([]);
    });
  }

  it("say what a run would do without a call that changes anything", async () => {
    const { control } = await emulator();
    await addConsumers(table, { name: "acme", account: ACME }, { name: "globex", account: GLOBEX, status: "ended" });
    const [[ours = ""] = [], [ended = ""] = []] = await control.gather(service.serviceId, [
      { account: ACME, count: 1 },
      { account: GLOBEX, count: 1, state: "available" },
    ]);
    const before = await allItems(table);
    await control.forgetCalls();
    const { code, stdout } = await privatelink(table, "connections", "reconcile", "--dry-run");
    expect(code).to.equal(0);
    expect(stdout).to.include(ours).and.to.include(ended).and.to.include(rootOf(ACME));
    const changing = (await control.sequence()).filter((action) => !/:(Describe|Query|Get)/.test(action));
    expect(changing).to.deep.equal([]);
    expect(await allItems(table)).to.deep.equal(before);
  });

  it("remove first a consumer's connections, then its principal, then its entry, and never the audit", async () => {
    const { control } = await emulator();
    await admit(service, ACME, GLOBEX);
    await addConsumers(table, { name: "acme", account: ACME });
    const [[endpointId = ""] = []] = await control.gather(service.serviceId, [
      { account: ACME, count: 1, state: "available" },
    ]);
    await control.forgetCalls();
    expect(await privatelink(table, "consumers", "remove", "acme", "--yes")).to.include({ code: 0 });
    const changes = (await control.sequence()).filter((action) => /:(Reject|Modify|TransactWrite)/.test(action));
    // The entry is ended and the intent written before.
    expect(changes).to.deep.equal([
      "dynamodb:TransactWriteItems",
      "dynamodb:TransactWriteItems",
      "ec2:RejectVpcEndpointConnections",
      "ec2:ModifyVpcEndpointServicePermissions",
      "dynamodb:TransactWriteItems",
    ]);
    expect(await statesOf(service)).to.deep.equal({ [endpointId]: "rejected" });
    expect(await admittedTo(service)).to.deep.equal([rootOf(GLOBEX)]);
    expect(await itemsOf(table, "CONSUMERS")).to.deep.equal([]);
    expect((await auditOf(table, ACME)).map(({ action }) => action)).to.include.members(["add", "remove"]);
    expect(await auditOf(table, endpointId)).to.have.lengthOf(1);
  });
});
