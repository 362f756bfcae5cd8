import { expect } from "chai";
import { why } from "../../../automation/connections/why";
import type { RegistryOptions } from "../../../automation/registry/context";
import { withRegistry } from "../../../automation/registry/run";
import { type AuditEntry, AuditSubject } from "../../../functions/lib/audit";
import type { Consumer } from "../../../functions/lib/consumer";
import { ACTOR, awsError, connection, consumer, endpointId, FakeContext, FakeService } from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const ACME = "222222222222";
const ID = endpointId("1");
const AUTOMATION = "arn:aws:iam::111122223333:role/order-processor-approval";

function entry(change: Partial<AuditEntry>): AuditEntry {
  return {
    subject: AuditSubject.Connection,
    id: ID,
    at: "2026-11-21T09:00:05.000Z",
    actor: AUTOMATION,
    action: "leave",
    before: "pendingAcceptance",
    after: "pendingAcceptance",
    reason: "unknownAccount",
    explanation: `No consumer in the registry has the account ${ACME}; a person decides about ${ID}.`,
    account: ACME,
    ...change,
  };
}

function world() {
  const east1 = new FakeService("us-east-1");
  const east2 = new FakeService("us-east-2");
  const context = new FakeContext([east1, east2]);
  east1.connections = [connection("1", ACME)];
  context.trail.push(entry({ messageId: "m-1" }));
  return { context, east1, east2 };
}

async function told(context: FakeContext, options: RegistryOptions = {}, id = ID) {
  const terminal = new FakeTerminal();
  const code = await withRegistry(
    { root: "/" },
    options,
    terminal,
    (it) => why(it, id, options, terminal),
    async () => context,
  );
  return { code, ...terminal.printed };
}

describe("privatelink connections why", () => {
  it("tells the rule, what would change it, and the audit trail, oldest first", async () => {
    const { context, east1 } = world();
    context.consumers.set(ACME, consumer("acme", ACME, { revision: 3, validUntil: "2027-01-01T00:00:00.000Z" }));
    east1.connections = [connection("1", ACME, { state: "available" })];
    context.trail.push(
      entry({
        at: "2026-11-21T10:00:00.000Z",
        actor: ACTOR,
        action: "accept",
        after: "available",
        reason: "order\n4711",
      }),
    );
    expect(await told(context)).to.deep.equal({
      code: 0,
      stdout: `\
${ID}: leave, entitled

  Service   order-processor in us-east-1 (vpce-svc-5732d656173742d31)
  Region    us-east-1
  Account   ${ACME}
  Consumer  acme (active, revision 3) until 2027-01-01T00:00:00.000Z
  State     available, created 2026-11-21T09:00:00.000Z, 3 h ago
  Entitled  yes: no gate asks for more
  Rule      acme is active and entitled: no gate asks for more.
  Change    It stays until acme is suspended or ended, or until its validUntil.

Audit, oldest first
  2026-11-21T09:00:05.000Z  leave   pendingAcceptance -> pendingAcceptance  unknownAccount  ${AUTOMATION}
    No consumer in the registry has the account ${ACME}; a person decides about ${ID}. Notification m-1.
  2026-11-21T10:00:00.000Z  accept  pendingAcceptance -> available          order 4711      ${ACTOR}
    No consumer in the registry has the account ${ACME}; a person decides about ${ID}.
`,
      stderr: "",
    });
  });

  it("names the commands that decide about a stranger", async () => {
    const { code, stdout } = await told(world().context);
    expect(code).to.equal(0);
    expect(stdout.split("\n").slice(0, 9)).to.deep.equal([
      `${ID}: leave, unknownAccount`,
      "",
      "  Service   order-processor in us-east-1 (vpce-svc-5732d656173742d31)",
      "  Region    us-east-1",
      `  Account   ${ACME}`,
      `  Consumer  unknown ${ACME}`,
      "  State     pendingAcceptance, created 2026-11-21T09:00:00.000Z, 3 h ago",
      `  Rule      No consumer in the registry has the account ${ACME}; a person decides about ${ID}.`,
      `  Change    privatelink connections accept ${ID} --consumer <name> registers the account with this endpoint and accepts it; privatelink connections reject ${ID} rejects it.`,
    ]);
  });

  it("prints JSON for programs", async () => {
    const { context } = world();
    const { stdout } = await told(context, { json: true });
    expect(JSON.parse(stdout)).to.deep.equal({
      endpointId: ID,
      connection: {
        endpointId: ID,
        account: ACME,
        consumer: null,
        service: "order-processor",
        serviceId: "vpce-svc-5732d656173742d31",
        serviceRegion: "us-east-1",
        region: "us-east-1",
        state: "pendingAcceptance",
        createdAt: "2026-11-21T09:00:00.000Z",
        ageSeconds: 10_800,
        decision: {
          action: "leave",
          reason: "unknownAccount",
          explanation: `No consumer in the registry has the account ${ACME}; a person decides about ${ID}.`,
        },
      },
      entitlement: null,
      remedy: `privatelink connections accept ${ID} --consumer <name> registers the account with this endpoint and accepts it; privatelink connections reject ${ID} rejects it.`,
      audit: context.trail,
      failed: [],
    });
  });

  it("tells the audit alone of an endpoint that is gone", async () => {
    const { context, east1 } = world();
    east1.connections = [];
    const { code, stdout } = await told(context);
    expect([code, stdout.split("\n").slice(0, 4)]).to.deep.equal([
      0,
      [
        `${ID}: gone; no service of the registry has a connection of it any more`,
        "",
        "Audit, oldest first",
        `  2026-11-21T09:00:05.000Z  leave  pendingAcceptance -> pendingAcceptance  unknownAccount  ${AUTOMATION}`,
      ],
    ]);
    expect(JSON.parse((await told(context, { json: true })).stdout).connection).to.equal(null);
  });

  it("says so where nothing is known of it", async () => {
    const other = endpointId("9");
    expect(await told(world().context, {}, other)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `Nothing is known of ${other}: no connection of it is at order-processor in us-east-1, order-processor in us-east-2, and the audit does not have it.\n`,
    });
  });

  it("does not call an endpoint gone that may be at a service that could not be asked", async () => {
    const { context, east1, east2 } = world();
    east2.failure = awsError("Throttling", "Rate exceeded");
    expect((await told(context)).code).to.equal(0);
    east1.connections = [];
    const { code, stdout, stderr } = await told(context);
    expect([code, stdout.split("\n")[0], stderr]).to.deep.equal([
      1,
      `${ID}: at none of the services that could be asked`,
      "order-processor in us-east-2 could not be read: AWS takes no more requests at the moment: wait a minute, and run the command again. (Rate exceeded.)\n",
    ]);
  });

  const BACK = `For a rejected endpoint, try privatelink connections accept ${ID}: AWS says whether it can be accepted again; otherwise the consumer deletes it and creates another.`;
  const LISTED =
    "Another endpoint has another id, and acme may connect with listed ones alone: first run privatelink consumers update acme --clear endpoint, or --endpoint <new id>.";
  const changes: readonly (readonly [string, Partial<Consumer> | undefined, string, string])[] = [
    ["a rejected endpoint of an active consumer", {}, "Rejected", BACK],
    ["a rejected endpoint that is listed", { endpointIds: [ID] }, "rejected", `${BACK} ${LISTED}`],
    [
      "a rejected endpoint of a suspended consumer",
      { status: "suspended" },
      "rejected",
      `privatelink consumers resume acme comes first. ${BACK}`,
    ],
    [
      "an endpoint of a suspended consumer",
      { status: "suspended", endpointIds: [ID] },
      "available",
      `privatelink consumers resume acme lets it connect again. ${BACK} ${LISTED}`,
    ],
    ["a rejected endpoint of nobody", undefined, "rejected", BACK.replace(ID, `${ID} --consumer <name>`)],
  ];
  for (const [what, terms, state, text] of changes) {
    it(`says what would let ${what} connect`, async () => {
      const { context, east1 } = world();
      east1.connections = [connection("1", ACME, { state })];
      if (terms !== undefined) context.consumers.set(ACME, consumer("acme", ACME, terms));
      const change = (await told(context)).stdout.split("\n").filter((line) => line.startsWith("  Change"));
      expect(change).to.deep.equal([`  Change    ${text}`]);
    });
  }

  it("knows nothing that would change a deleted endpoint", async () => {
    const { context, east1 } = world();
    east1.connections = [connection("1", ACME, { state: "deleted" })];
    expect((await told(context)).stdout).not.to.contain("Change");
  });

  it("says so where nothing was decided yet", async () => {
    const { context } = world();
    context.trail.length = 0;
    expect((await told(context)).stdout).to.match(/\nAudit, oldest first\n {2}Nothing was decided about it yet\.\n$/);
  });
});
