import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect } from "chai";
import { type Ended, PACKAGE, privatelink } from "../automation/support/command";
import { ACME, environmentOf, GLOBEX, INITECH, PROVIDER } from "./support/clients";
import { admit, admittedTo, connectFrom, disconnect, rootOf, statesOf } from "./support/connect";
import { addConsumers, changeConsumer, registryOf } from "./support/consumers";
import { useEmulator } from "./support/emulator";
import { publishService } from "./support/publish";
import { createRegistryTable, putService, type RegistryTable } from "./support/registry-table";

const OPERATOR = `arn:aws:sts::${PROVIDER}:assumed-role/engineer/tests`;

interface Listed {
  readonly endpointId: string;
  readonly consumer: string | null;
  readonly serviceRegion: string;
  readonly decision: { readonly action: string; readonly reason: string };
}

/** A registry with a service in two Regions, of stacks without a gate. */
async function twoRegions() {
  const table = await createRegistryTable();
  const [east1, east2] = await Promise.all([publishService(), publishService({ region: "us-east-2" })]);
  await Promise.all([east1, east2].map((service) => putService(table, { ...service, gate: { kind: "none" } })));
  return { table, east1, east2 };
}

async function connections(table: RegistryTable, ...args: readonly string[]): Promise<Ended> {
  const env = { ...(await environmentOf()), PRIVATELINK_REGISTRY: table.tableArn };
  return privatelink(["connections", ...args], PACKAGE, env);
}

async function listed(table: RegistryTable): Promise<readonly Listed[]> {
  const { stdout } = await connections(table, "list", "--json");
  return (JSON.parse(stdout) as { connections: readonly Listed[] }).connections;
}

describe("privatelink connections on AWS", function () {
  this.timeout(120_000);
  useEmulator();

  it("lists the connections of all Regions, accepts a stranger by name, and tells why", async () => {
    const { table, east1, east2 } = await twoRegions();
    await Promise.all([east1, east2].map((service) => admit(service, ACME, GLOBEX)));
    await addConsumers(table, { name: "acme", account: ACME });
    const [known, stranger] = [await connectFrom(ACME, east2), await connectFrom(GLOBEX, east1)];
    expect(
      (await listed(table)).map(({ endpointId, consumer, serviceRegion, decision }) => [
        endpointId,
        consumer,
        serviceRegion,
        decision.action,
        decision.reason,
      ]),
    ).to.deep.equal([
      [stranger, null, "us-east-1", "leave", "unknownAccount"],
      [known, "acme", "us-east-2", "accept", "entitled"],
    ]);

    const nameless = await connections(table, "accept", stranger);
    expect([nameless.code, await statesOf(east1)]).to.deep.equal([2, { [stranger]: "pendingAcceptance" }]);
    const accepted = await connections(table, "accept", stranger, "--consumer", "globex", "--reason", "order 4711");
    expect(accepted).to.deep.equal({
      code: 0,
      stdout:
        `Registered globex with account ${GLOBEX} and this endpoint alone.\n` +
        `Accepted ${stranger} of globex (${GLOBEX}) at order-processor in us-east-1.\n`,
      stderr: "",
    });
    expect(await statesOf(east1)).to.deep.equal({ [stranger]: "available" });
    const registry = await registryOf(table);
    expect((await registry.byName("globex"))?.endpointIds).to.deep.equal([stranger]);
    expect((await registry.audit(stranger)).map(({ actor, action, reason }) => [actor, action, reason])).to.deep.equal([
      [OPERATOR, "accept", "order 4711"],
    ]);

    const why = await connections(table, "why", stranger);
    expect([why.code, why.stdout.split("\n")[0]]).to.deep.equal([0, `${stranger}: leave, entitled`]);
    await disconnect(GLOBEX, stranger);
    const gone = await connections(table, "why", stranger);
    expect(gone.code).to.equal(0);
    expect(gone.stdout).to.match(/\nAudit, oldest first\n .* accept .* order 4711 /);
  });

  it("accepts nothing where the stack has not published its gate", async () => {
    const { table, east1 } = await twoRegions();
    await putService(table, east1, null);
    await admit(east1, ACME);
    await addConsumers(table, { name: "acme", account: ACME });
    const endpoint = await connectFrom(ACME, east1);
    const { code, stdout, stderr } = await connections(table, "accept", endpoint);
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(
      /^vpce-\w+ is not accepted\. Whether acme is entitled is not known: order-processor in us-east-1 has not published/,
    );
    expect(await statesOf(east1)).to.deep.equal({ [endpoint]: "pendingAcceptance" });
  });

  it("reconciles as the automation does, after it has asked about established connections", async () => {
    const { table, east1, east2 } = await twoRegions();
    await Promise.all([east1, east2].map((service) => admit(service, ACME, INITECH)));
    await addConsumers(table, { name: "acme", account: ACME }, { name: "initech", account: INITECH });
    const [one, two] = [await connectFrom(ACME, east1), await connectFrom(INITECH, east2)];
    expect((await connections(table, "reconcile")).code).to.equal(0);
    expect([await statesOf(east1), await statesOf(east2)]).to.deep.equal([
      { [one]: "available" },
      { [two]: "available" },
    ]);

    await changeConsumer(table, INITECH, { status: "suspended" });
    const asked = await connections(table, "reconcile");
    expect([asked.code, asked.stdout]).to.deep.equal([2, ""]);
    expect(asked.stderr).to.match(/\nReject 1 established connection\? There is no terminal to ask on/);
    const dry = await connections(table, "reconcile", "--dry-run");
    expect(dry.stdout).to.match(/\n1 to reject, 2 principals to withdraw, at 2 services\. Nothing was changed\.\n$/);
    expect(await statesOf(east2)).to.deep.equal({ [two]: "available" });

    const done = await connections(table, "reconcile", "--yes");
    expect(done.stdout).to.match(/\n1 rejected, 2 principals withdrawn, at 2 services\.\n$/);
    expect([await statesOf(east2), await admittedTo(east2)]).to.deep.equal([{ [two]: "rejected" }, [rootOf(ACME)]]);
    expect((await connections(table, "reconcile")).stdout).to.equal("Nothing to do at 2 services.\n");
  });

  it("rejects by hand, and tells AWS's answer to what it refuses", async () => {
    const { table, east1 } = await twoRegions();
    await admit(east1, ACME);
    await addConsumers(table, { name: "acme", account: ACME });
    const endpoint = await connectFrom(ACME, east1);
    const rejected = await connections(table, "reject", endpoint, "--yes", "--json");
    expect([rejected.code, JSON.parse(rejected.stdout).outcome]).to.deep.equal([0, "done"]);
    expect(await statesOf(east1)).to.deep.equal({ [endpoint]: "rejected" });
    const again = await connections(table, "reject", endpoint, "--yes");
    expect([again.code, again.stdout]).to.deep.equal([0, `${endpoint} is rejected already.\n`]);
  });

  it("tells of other credentials and of a table that is not there in a sentence", async () => {
    const { table } = await twoRegions();
    const ofAcme = await privatelink(
      ["connections", "list", "--registry", table.tableArn],
      PACKAGE,
      await environmentOf(ACME),
    );
    expect(ofAcme).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        `The credentials are of account ${ACME} (arn:aws:sts::${ACME}:assumed-role/engineer/tests), but the registry is in ` +
        `account ${PROVIDER}: use credentials of the provider's account ${PROVIDER}.\n`,
    });
    const gone = await connections({ ...table, tableArn: `${table.tableArn}-gone` }, "list");
    expect([gone.code, gone.stdout]).to.deep.equal([1, ""]);
    expect(gone.stderr).to.equal(
      `There is no table ${table.tableArn}-gone, which PRIVATELINK_REGISTRY names: check its account, Region and name.\n`,
    );
    const closed = await privatelink(["connections", "list", "--registry", table.tableArn], PACKAGE, {
      ...(await environmentOf()),
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    });
    expect([closed.code, closed.stdout]).to.deep.equal([1, ""]);
    expect(closed.stderr).to.match(/^127\.0\.0\.1:1 cannot be reached: /);
  });

  it("watches until Ctrl-C, and ends with 0", async () => {
    const { table } = await twoRegions();
    const env = { ...process.env, NODE_OPTIONS: "", ...(await environmentOf()), PRIVATELINK_REGISTRY: table.tableArn };
    const launcher = path.join(PACKAGE, "bin", "privatelink.js");
    const child = spawn(process.execPath, [launcher, "connections", "list", "--watch", "2"], { env, cwd: PACKAGE });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (text.split("No connections.").length > 2) child.kill("SIGINT");
    });
    const [code, signal] = await once(child, "exit");
    expect([code, signal]).to.deep.equal([0, null]);
    const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
    expect(text).to.match(new RegExp(`^${instant}\n\nNo connections\\.\n\n${instant}\n\nNo connections\\.\n\n$`));
  });
});
