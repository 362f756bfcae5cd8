import { expect } from "chai";
import type { RejectOptions } from "../../../automation/connections/options";
import { reject } from "../../../automation/connections/reject";
import { withRegistry } from "../../../automation/registry/run";
import { ACTOR, connection, consumer, endpointId, FakeContext, FakeService, NOW } from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const ACME = "222222222222";
const ID = endpointId("1");

function world(state = "pendingAcceptance", known = true) {
  const service = new FakeService("us-east-1");
  const context = new FakeContext([service]);
  if (known) context.consumers.set(ACME, consumer("acme", ACME, { revision: 4 }));
  service.connections = [connection("1", ACME, { state })];
  return { context, service };
}

async function rejected(context: FakeContext, options: RejectOptions = { yes: true }) {
  const terminal = new FakeTerminal();
  const code = await withRegistry(
    { root: "/" },
    options,
    terminal,
    (it) => reject(it, ID, options, terminal),
    async () => context,
  );
  return { code, ...terminal.printed };
}

describe("privatelink connections reject", () => {
  it("writes the audit first, then rejects, and says that the consumer stays active", async () => {
    const { context, service } = world("available");
    expect(await rejected(context, { yes: true, reason: "wrong VPC" })).to.deep.equal({
      code: 0,
      stdout:
        `Rejected ${ID} of acme (${ACME}) at order-processor in us-east-1.\n` +
        "acme stays active: another endpoint of it is accepted. privatelink consumers suspend acme keeps it out.\n",
      stderr: "",
    });
    expect(context.done).to.deep.equal([`audit reject ${ID}`, `reject ${ID}`, "close"]);
    expect(context.trail).to.deep.equal([
      {
        subject: "connection",
        id: ID,
        at: NOW,
        actor: ACTOR,
        action: "reject",
        before: "available",
        after: "rejected",
        reason: "wrong VPC",
        explanation: "A person rejected the connection of acme.",
        account: ACME,
        consumer: "acme",
        revision: 4,
        serviceId: service.service.serviceId,
        region: "us-east-1",
      },
    ]);
  });

  it("rejects a stranger's request", async () => {
    const { context } = world("pendingAcceptance", false);
    const result = await rejected(context, { yes: true, json: true });
    expect([result.code, JSON.parse(result.stdout).consumer]).to.deep.equal([0, null]);
    expect(context.trail.map(({ reason, explanation, consumer: name }) => [reason, explanation, name])).to.deep.equal([
      ["rejected by hand", `A person rejected the connection of account ${ACME}, which no consumer has.`, undefined],
    ]);
  });

  it("asks, and changes nothing where there is nobody to ask", async () => {
    const { context } = world("available");
    expect(await rejected(context, {})).to.deep.equal({
      code: 2,
      stdout: "",
      stderr:
        `Cut the connection ${ID} of acme (${ACME}) to order-processor in us-east-1, which is available? ` +
        "There is no terminal to ask on: say --yes to go on without being asked.\n",
    });
    expect(context.done).to.deep.equal(["close"]);
    const stranger = world("PendingAcceptance", false).context;
    expect((await rejected(stranger, {})).stderr).to.match(
      /^Reject the request vpce-00000000000000001 of unknown account 222222222222 to /,
    );
  });

  it("has nothing to do where it is rejected already", async () => {
    const { context } = world("Rejected");
    expect(await rejected(context, {})).to.deep.equal({ code: 0, stdout: `${ID} is rejected already.\n`, stderr: "" });
    expect(context.done).to.deep.equal(["close"]);
  });

  it("refuses where there is nothing left to reject", async () => {
    expect(await rejected(world("deleting").context)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `${ID} is deleting; there is nothing to reject.\n`,
    });
  });

  it("tells AWS's refusal, and keeps it in the audit", async () => {
    const { context, service } = world("available");
    service.refusals.set(ID, { code: "Busy", message: "Try later" });
    expect(await rejected(context)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `AWS did not reject ${ID}: Try later (Busy).\n`,
    });
    expect(context.trail.map(({ action, after }) => [action, after])).to.deep.equal([
      ["reject", "rejected"],
      ["reject refused", "available"],
    ]);
  });
});
