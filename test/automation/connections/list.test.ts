import { expect } from "chai";
import { list } from "../../../automation/connections/list";
import type { ListOptions } from "../../../automation/connections/options";
import { withRegistry } from "../../../automation/registry/run";
import { awsError, connection, consumer, FakeContext, FakeService } from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const ACME = "222222222222";
const INITECH = "333333333333";
const STRANGER = "999999999999";

/** Two Regions: three connections of acme and of a stranger in the first, one of a suspended consumer in the second. */
function world() {
  const east1 = new FakeService("us-east-1");
  const east2 = new FakeService("us-east-2");
  const context = new FakeContext([east2, east1]);
  context.consumers.set(ACME, consumer("acme", ACME, { maxConnections: 1 }));
  context.consumers.set(INITECH, consumer("initech", INITECH, { status: "suspended" }));
  east1.connections = [
    connection("2", ACME, { createdAt: "2026-11-21T11:59:30.000Z" }),
    connection("1", ACME, { state: "available", createdAt: "2026-08-01T00:00:00.000Z", region: "eu-west-1" }),
    connection("3", STRANGER),
  ];
  east2.connections = [
    connection("4", INITECH, { state: "available", region: "us-east-2" }),
    connection("5", ACME, { region: "us-east-2" }),
    connection("6", ACME, { state: "Rejected", region: "us-east-2", createdAt: "2026-11-21T08:00:00.000Z" }),
  ];
  return { context, east1, east2 };
}

async function listed(context: FakeContext, options: ListOptions = {}) {
  const terminal = new FakeTerminal();
  const code = await withRegistry(
    { root: "/" },
    options,
    terminal,
    (it) => list(it, options, terminal),
    async () => context,
  );
  return { code, ...terminal.printed };
}

describe("privatelink connections list", () => {
  it("shows the connections of all services by Region and age, with what the automation does about each", async () => {
    const { code, stdout, stderr } = await listed(world().context);
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.equal(`\
Endpoint                Consumer              Service          Region                             State              Age    Decision  Reason
vpce-00000000000000001  acme                  order-processor  us-east-1 (endpoint in eu-west-1)  available          112 d  leave     entitled
vpce-00000000000000003  unknown 999999999999  order-processor  us-east-1                          pendingAcceptance  3 h    leave     unknownAccount
vpce-00000000000000002  acme                  order-processor  us-east-1                          pendingAcceptance  30 s   leave     overLimit
vpce-00000000000000006  acme                  order-processor  us-east-2                          Rejected           4 h    leave     settled
vpce-00000000000000004  initech               order-processor  us-east-2                          available          3 h    reject    suspended
vpce-00000000000000005  acme                  order-processor  us-east-2                          pendingAcceptance  3 h    accept    entitled

6 connections, 3 pending, 1 of unknown accounts
`);
  });

  it("prints JSON for programs", async () => {
    const { code, stdout } = await listed(world().context, { json: true, unknown: true });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({
      connections: [
        {
          endpointId: "vpce-00000000000000003",
          account: STRANGER,
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
            explanation:
              "No consumer in the registry has the account 999999999999; a person decides about vpce-00000000000000003.",
          },
        },
      ],
      failed: [],
    });
  });

  it("leaves out what is not asked for", async () => {
    const ids = async (options: ListOptions) =>
      (
        JSON.parse((await listed(world().context, { ...options, json: true })).stdout).connections as {
          endpointId: string;
        }[]
      )
        .map(({ endpointId }) => endpointId.slice(-1))
        .join("");
    expect(await ids({ region: "us-east-2" })).to.equal("645");
    expect(await ids({ service: "order-processor" })).to.equal("132645");
    expect(await ids({ consumer: "initech" })).to.equal("4");
    expect(await ids({ consumer: "acme", state: "rejected" })).to.equal("6");
    expect(await ids({ state: "pendingacceptance", region: "us-east-1" })).to.equal("32");
    expect(await ids({ state: "pending", region: "us-east-1" })).to.equal("32");
    expect(await ids({ unknown: true })).to.equal("3");
  });

  it("takes no connection for one of an unknown account that is over", async () => {
    const { context, east1 } = world();
    const states = ["rejected", "Deleted", "failed", "expired", "available"];
    east1.connections = states.map((state, i) => connection(`a${i}`, STRANGER, { state }));
    const { stdout } = await listed(context, { unknown: true });
    expect(stdout.match(/^vpce-\S+ +unknown \d+ .*$/gm)?.map((line) => line.slice(0, 22))).to.deep.equal([
      connection("a4", STRANGER).endpointId,
    ]);
    const all = (await listed(context, { region: "us-east-1" })).stdout;
    expect(all.trimEnd().split("\n").at(-1)).to.equal("5 connections, 0 pending, 1 of unknown accounts");
  });

  it("says so where there is nothing to show", async () => {
    const { context } = world();
    expect((await listed(context, { state: "failed" })).stdout).to.equal("No connections.\n");
  });

  it("refuses names that the registry does not have, and says what was meant", async () => {
    const refusals: readonly (readonly [ListOptions, string])[] = [
      [
        { service: "order-procesor" },
        '"order-procesor" is not a service in the registry; did you mean order-processor?\n',
      ],
      [
        { region: "eu-north-1" },
        '"eu-north-1" is not a Region of a service in the registry; there are us-east-1, us-east-2.\n',
      ],
      [
        { consumer: "acmee" },
        'There is no consumer "acmee": it was never added, or is removed already. Did you mean acme?\n',
      ],
    ];
    for (const [options, text] of refusals) {
      expect(await listed(world().context, options)).to.deep.equal({ code: 1, stdout: "", stderr: text });
    }
  });

  it("says that the registry has no services", async () => {
    expect(await listed(new FakeContext([]))).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "No service is in the registry arn:aws:dynamodb:us-east-1:111122223333:table/registry; " +
        "pulumi up of a stack with access.approval: registry adds its own.\n",
    });
  });

  it("shows a Region that fails as such, the others all the same, and ends with 1", async () => {
    const { context, east1 } = world();
    east1.failure = awsError("RequestLimitExceeded", "Request limit exceeded.");
    const { code, stdout, stderr } = await listed(context);
    expect(code).to.equal(1);
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal("3 connections, 1 pending, 0 of unknown accounts");
    expect(stderr).to.equal(
      "order-processor in us-east-1 could not be read: AWS takes no more requests at the moment: " +
        "wait a minute, and run the command again. (Request limit exceeded.)\n",
    );
    const json = await listed(context, { json: true });
    expect(json.code).to.equal(1);
    expect(JSON.parse(json.stdout).failed).to.deep.equal([
      {
        service: "order-processor",
        serviceId: "vpce-svc-5732d656173742d31",
        region: "us-east-1",
        message:
          "AWS takes no more requests at the moment: wait a minute, and run the command again. (Request limit exceeded.)",
      },
    ]);
  });

  it("treats the account of an entry that cannot be read as unknown, and names the entry", async () => {
    const { context } = world();
    context.consumers.delete(ACME);
    context.unreadable.push({ key: `CONSUMERS/${ACME}`, account: ACME, problem: "status: (missing)." });
    const { code, stdout, stderr } = await listed(context, { region: "us-east-2", state: "pendingacceptance" });
    expect(code).to.equal(0);
    expect(stdout).to.match(/unknown 222222222222 .* leave {5}unknownAccount\n/);
    expect(stderr).to.equal(
      "The entry CONSUMERS/222222222222 of the registry cannot be read, so account 222222222222 is treated as unknown: status: (missing).\n",
    );
  });

  it("ends with a fault of the command where the error is not of AWS", async () => {
    const { context, east1 } = world();
    east1.failure = new TypeError("x is not a function");
    const outcome = await listed(context).catch((error: unknown) => error);
    expect(outcome).to.equal(east1.failure);
    expect(context.done).to.deep.equal(["close"]);
  });
});
