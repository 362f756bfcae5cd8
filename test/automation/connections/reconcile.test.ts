import { expect } from "chai";
import type { ReconcileOptions } from "../../../automation/connections/options";
import { reconcile } from "../../../automation/connections/reconcile";
import { withRegistry } from "../../../automation/registry/run";
import { EntitlementStatus } from "../../../functions/lib/entitlement";
import { ACTOR, awsError, connection, consumer, endpointId, FakeContext, FakeService } from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const ACME = "222222222222";
const INITECH = "333333333333";
const STRANGER = "999999999999";

/** acme asks in both Regions, initech is suspended and connected in the second, a stranger asks in the first. */
function world() {
  const east1 = new FakeService("us-east-1");
  const east2 = new FakeService("us-east-2");
  const context = new FakeContext([east1, east2]);
  context.consumers.set(ACME, consumer("acme", ACME));
  context.consumers.set(INITECH, consumer("initech", INITECH, { status: "suspended" }));
  east1.connections = [connection("1", ACME), connection("3", STRANGER)];
  east2.connections = [
    connection("4", INITECH, { state: "available", region: "us-east-2" }),
    connection("5", ACME, { region: "us-east-2" }),
  ];
  east2.principals = [`arn:aws:iam::${INITECH}:root`, `arn:aws:iam::${ACME}:root`];
  return { context, east1, east2 };
}

async function reconciled(context: FakeContext, options: ReconcileOptions) {
  const terminal = new FakeTerminal();
  const code = await withRegistry(
    { root: "/" },
    options,
    terminal,
    (it) => reconcile(it, options, terminal),
    async () => context,
  );
  return { code, ...terminal.printed };
}

const TABLE = `\
What      Endpoint or principal           Consumer              Service          Region     Why
accept    ${endpointId("1")}          acme                  order-processor  us-east-1  entitled
admit     arn:aws:iam::${ACME}:root  acme                  order-processor  us-east-1  active
ask       ${endpointId("3")}          unknown 999999999999  order-processor  us-east-1  unknownAccount
accept    ${endpointId("5")}          acme                  order-processor  us-east-2  entitled
reject    ${endpointId("4")}          initech               order-processor  us-east-2  suspended
withdraw  arn:aws:iam::${INITECH}:root  initech               order-processor  us-east-2  suspended
`;

describe("privatelink connections reconcile", () => {
  it("shows with --dry-run what would be done, and writes nothing", async () => {
    const { context } = world();
    expect(await reconciled(context, { dryRun: true })).to.deep.equal({
      code: 0,
      stdout: `${TABLE}
2 to accept, 1 to reject, 1 principal to admit, 1 principal to withdraw, people to be asked about 1 connection, at 2 services. Nothing was changed.
`,
      stderr: "",
    });
    expect(context.done).to.deep.equal(["close"]);
  });

  it("does with --yes what the automation does, in the operator's name", async () => {
    const { context, east1, east2 } = world();
    expect(await reconciled(context, { yes: true })).to.deep.equal({
      code: 0,
      stdout: `${TABLE}
2 accepted, 1 rejected, 1 principal admitted, 1 principal withdrawn, people asked about 1 connection, at 2 services.
`,
      stderr: "",
    });
    expect([
      east1.stateOf(endpointId("1")),
      east2.stateOf(endpointId("4")),
      east2.stateOf(endpointId("5")),
    ]).to.deep.equal(["available", "rejected", "available"]);
    expect([east1.principals, east2.principals]).to.deep.equal([
      [`arn:aws:iam::${ACME}:root`],
      [`arn:aws:iam::${ACME}:root`],
    ]);
    expect(context.done).to.include(`ask ${endpointId("3")}`);
    expect(new Set(context.trail.map(({ actor }) => actor))).to.deep.equal(new Set([ACTOR]));
    expect((await reconciled(context, { yes: true })).stdout).to.equal("Nothing to do at 2 services.\n");
  });

  it("asks before it rejects established connections, and changes nothing where there is nobody to ask", async () => {
    const { context } = world();
    const { code, stdout, stderr } = await reconciled(context, {});
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.equal(`${TABLE}
2 to accept, 1 to reject, 1 principal to admit, 1 principal to withdraw, people to be asked about 1 connection, at 2 services. Nothing was changed.
Reject 1 established connection? There is no terminal to ask on: say --yes to go on without being asked.
`);
    expect(context.done).to.deep.equal(["close"]);
  });

  it("does not ask where nothing established is rejected", async () => {
    const { context } = world();
    const { code, stdout } = await reconciled(context, { region: "us-east-1" });
    expect(code).to.equal(0);
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal(
      "1 accepted, 1 principal admitted, people asked about 1 connection, at 1 service.",
    );
  });

  it("accepts and cuts nothing on an entitlement that is not known", async () => {
    const { context } = world();
    for (const account of [ACME, INITECH]) {
      context.entitlements.set(account, { status: EntitlementStatus.Unknown, detail: "the gate is not known" });
    }
    context.consumers.set(INITECH, consumer("initech", INITECH));
    const { code, stdout } = await reconciled(context, { dryRun: true, json: true });
    const { services } = JSON.parse(stdout) as { services: Record<string, unknown>[] };
    expect(code).to.equal(0);
    expect(services.map(({ accept, reject }) => [accept, reject])).to.deep.equal([
      [[], []],
      [[], []],
    ]);
  });

  it("prints JSON for programs", async () => {
    const { context } = world();
    const { stdout } = await reconciled(context, { yes: true, json: true, region: "us-east-2" });
    const { dryRun, services } = JSON.parse(stdout) as { dryRun: boolean; services: Record<string, unknown>[] };
    expect([dryRun, services.length]).to.deep.equal([false, 1]);
    const { accept, reject, ...rest } = services[0] ?? {};
    const ids = [accept, reject].map((list) => (list as { endpointId: string }[]).map(({ endpointId: id }) => id));
    expect(ids).to.deep.equal([[endpointId("5")], [endpointId("4")]]);
    expect(rest).to.deep.equal({
      service: "order-processor",
      serviceId: "vpce-svc-5732d656173742d32",
      region: "us-east-2",
      principals: { add: [], remove: [`arn:aws:iam::${INITECH}:root`] },
      principalReasons: [{ principal: `arn:aws:iam::${INITECH}:root`, consumer: "initech", reason: "suspended" }],
      ask: [],
      refused: [],
      postponed: [],
      unreadable: [],
      errors: [],
    });
  });

  it("does the rest where a Region fails, says why, and ends with 1", async () => {
    const { context, east1, east2 } = world();
    east1.failure = awsError("ExpiredToken", "The security token included in the request is expired");
    const { code, stdout, stderr } = await reconciled(context, { yes: true });
    expect(code).to.equal(1);
    expect(stdout).to.match(/\n1 accepted, 1 rejected, 1 principal withdrawn, at 2 services\.\n$/);
    expect(stderr).to.equal(
      ["connections", "principals"]
        .map(
          (what) =>
            `order-processor in us-east-1: The ${what} could not be read: The AWS credentials have expired: ` +
            "get new ones, for example by aws sso login, and run the command again.\n",
        )
        .join(""),
    );
    expect(east2.stateOf(endpointId("5"))).to.equal("available");
  });

  it("leaves a service as it is whose connections the dry run could not read", async () => {
    const { context, east1, east2 } = world();
    east2.connections = [connection("5", ACME, { region: "us-east-2" })];
    east1.failure = awsError("InternalError", "An internal error has occurred");
    const { code, stderr } = await reconciled(context, {});
    expect(code).to.equal(1);
    expect(stderr.trimEnd().split("\n").at(-1)).to.equal(
      "order-processor in us-east-1: It was left as it is, because what would be cut is not known.",
    );
    expect(east2.stateOf(endpointId("5"))).to.equal("available");
  });

  it("tells what AWS refused, and ends with 1", async () => {
    const { context, east1 } = world();
    east1.refusals.set(endpointId("1"), { code: "Busy", message: "Try later" });
    const { code, stderr } = await reconciled(context, { yes: true, region: "us-east-1" });
    expect([code, stderr]).to.deep.equal([
      1,
      `order-processor in us-east-1: AWS did not accept ${endpointId("1")}: Try later (Busy).\n`,
    ]);
  });

  it("names entries that cannot be read once, however many services there are", async () => {
    const { context } = world();
    context.unreadable.push({ key: "CONSUMERS/444444444444", account: "444444444444", problem: "name: (missing)." });
    const { stderr } = await reconciled(context, { dryRun: true });
    expect(stderr).to.equal(
      "The entry CONSUMERS/444444444444 of the registry cannot be read, so account 444444444444 is treated as unknown: name: (missing).\n",
    );
  });
});
