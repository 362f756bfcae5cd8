import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { privatelink } from "../automation/support/command";
import { CleanUp, folderWith } from "../automation/support/folder";
import { ACME, environmentOf } from "./support/clients";
import { admit, admittedTo, connectFrom, rootOf, statesOf } from "./support/connect";
import { useEmulator } from "./support/emulator";
import { publishService } from "./support/publish";
import { createRegistryTable, putItem, putService, type RegistryTable } from "./support/registry-table";

const cleanUp = new CleanUp();

async function run(table: RegistryTable, ...args: readonly string[]) {
  const folder = folderWith({}, cleanUp.add);
  return privatelink(["consumers", ...args, "--registry", table.tableArn], folder, await environmentOf());
}

describe("privatelink consumers, on the protocol of AWS", function () {
  // Each run is a process of its own.
  this.timeout(120_000);
  useEmulator();
  afterEach(cleanUp.all);

  it("takes a consumer from its first day to its last, in two Regions", async () => {
    const table = await createRegistryTable();
    const services = [await publishService(), await publishService({ region: "us-east-2" })] as const;
    const ids: string[] = [];
    for (const service of services) {
      await putService(table, service);
      await admit(service, ACME);
      ids.push(await connectFrom(ACME, service));
    }
    const states = async () => Object.assign({}, ...(await Promise.all(services.map(statesOf))));

    const added = await run(table, "add", "acme", "--account", ACME, "--plan", "gold", "--max-connections", "2");
    expect([added.code, added.stderr]).to.deep.equal([0, ""]);
    expect(added.stdout).to.match(/^Added acme \(210987654321\): active\./);

    const listed = await run(table, "list", "--connections");
    expect([listed.code, listed.stderr]).to.deep.equal([0, ""]);
    expect(listed.stdout).to.match(/^acme {2}210987654321 {2}active {2}gold {2}- {12}0 \(2 pending\) {2}-$/m);

    const refused = await run(table, "suspend", "acme");
    expect(refused.code).to.equal(2);
    expect(await states()).to.deep.equal(Object.fromEntries(ids.map((id) => [id, "pendingAcceptance"])));

    const suspended = await run(table, "suspend", "acme", "--yes", "--reason", "unpaid", "--json");
    expect(suspended.code).to.equal(0);
    const { connections } = JSON.parse(suspended.stdout);
    expect(connections.rejected.map(({ endpointId }: Record<string, string>) => endpointId)).to.deep.equal(ids);
    expect(await states()).to.deep.equal(Object.fromEntries(ids.map((id) => [id, "rejected"])));

    expect((await run(table, "update", ACME, "--clear", "plan", "--contact", "ops@acme.example")).code).to.equal(0);
    expect((await run(table, "resume", "acme")).code).to.equal(0);
    const removed = await run(table, "remove", "acme", "--yes");
    expect([removed.code, removed.stdout]).to.deep.equal([
      0,
      `No longer admitted to order-processor in us-east-1: ${rootOf(ACME)}.
No longer admitted to order-processor in us-east-2: ${rootOf(ACME)}.
Removed acme (210987654321). Its audit stays.
`,
    ]);
    expect(await Promise.all(services.map(admittedTo))).to.deep.equal([[], []]);

    const shown = JSON.parse((await run(table, "show", ACME, "--json")).stdout);
    expect(shown.consumer).to.equal(null);
    expect(shown.audit.map(({ action, revision }: Record<string, unknown>) => [action, revision])).to.deep.equal([
      ["add", 1],
      ["suspend", 2],
      ["update", 3],
      ["resume", 4],
      ["end", 5],
      ["remove", 5],
    ]);
    expect((await run(table, "remove", ACME)).stdout).to.match(/^acme \(210987654321\) was removed already, at /);
    expect((await run(table, "list")).stdout).to.equal("No consumers.\n");
  });

  it("imports hundreds, and an export of them restores another registry", async () => {
    const [table, other] = [await createRegistryTable(), await createRegistryTable()];
    const folder = folderWith({}, cleanUp.add);
    const file = path.join(folder, "consumers.csv");
    const rows = Array.from(
      { length: 210 },
      (_, index) => `c${index},${100_000_000_000 + index},"two\nlines",2027-01-31`,
    );
    writeFileSync(file, ["name,account,notes,validUntil", ...rows].join("\r\n"));
    const imported = await run(table, "import", file);
    expect([imported.code, imported.stderr.trimEnd().split("\n").at(-1)]).to.deep.equal([0, "210 of 210 written"]);
    expect(imported.stdout).to.contain(`${file}: 210 added, 0 changed, 0 unchanged.\n`);
    const out = path.join(folder, "export.json");
    expect((await run(table, "export", "--out", out)).code).to.equal(0);
    const restored = await run(other, "import", out, "--json");
    expect(JSON.parse(restored.stdout).added).to.have.length(210);
    const again = path.join(folder, "again.json");
    expect((await run(other, "export", "--out", again)).code).to.equal(0);
    expect(readFileSync(again, "utf8")).to.equal(readFileSync(out, "utf8"));
    expect((await run(table, "import", file, "--dry-run")).stdout).to.equal(
      `${file}: there would be 0 added, 0 changed, 210 unchanged. Nothing was written.\n`,
    );
  });

  it("shows a damaged entry with its key, and refuses to change, import or export around it", async () => {
    const table = await createRegistryTable();
    await putItem(table, { pk: "CONSUMERS", sk: ACME, name: "acme", account: ACME, status: "aktive" });
    await putItem(table, { pk: "NAMES", sk: "acme", account: ACME });
    const listed = await run(table, "list");
    expect(listed.stdout).to.match(/1 entry cannot be read\..*\n {2}CONSUMERS\/210987654321: /);
    for (const args of [
      ["show", "acme"],
      ["end", ACME, "--yes"],
      ["add", "acme", "--account", ACME],
      ["add", "acme", "--account", "111122223333"],
      ["export"],
    ]) {
      const { code, stdout, stderr } = await run(table, ...args);
      expect([args, code, stdout]).to.deep.equal([args, 1, ""]);
      expect(stderr, args.join(" ")).to.contain("CONSUMERS/210987654321");
    }
  });
});
