import { expect } from "chai";
import { accept } from "../../../automation/connections/accept";
import type { AcceptOptions } from "../../../automation/connections/options";
import { withRegistry } from "../../../automation/registry/run";
import type { Connection } from "../../../functions/lib/connection";
import type { Consumer } from "../../../functions/lib/consumer";
import { EntitlementStatus } from "../../../functions/lib/entitlement";
import {
  ACTOR,
  awsError,
  connection,
  consumer,
  endpointId,
  FakeContext,
  FakeService,
  NOW,
} from "../support/fake-context";
import { FakeTerminal } from "../support/terminal";

const ACME = "222222222222";
const ID = endpointId("1");
const AFTER_REJECTION = `For a rejected endpoint, try privatelink connections accept ${ID}: AWS says whether it can be accepted again; otherwise the consumer deletes it and creates another.`;

/** acme is active and has asked for one connection. */
function world(change: Partial<Consumer> = {}, state: Partial<Connection> = {}) {
  const service = new FakeService("us-east-1");
  const context = new FakeContext([service, new FakeService("us-east-2")]);
  context.consumers.set(ACME, consumer("acme", ACME, { revision: 4, ...change }));
  service.connections = [connection("1", ACME, state)];
  return { context, service };
}

async function accepted(context: FakeContext, options: AcceptOptions = {}, id = ID) {
  const terminal = new FakeTerminal();
  const work = (it: FakeContext) => accept(it, id, options, terminal);
  const code = await withRegistry(
    { root: "/" },
    options,
    terminal,
    () => work(context),
    async () => context,
  );
  return { code, ...terminal.printed };
}

describe("privatelink connections accept", () => {
  it("writes the audit first, then accepts", async () => {
    const { context, service } = world();
    const result = await accepted(context, { reason: "order 4711" });
    expect(result).to.deep.equal({
      code: 0,
      stdout: `Accepted ${ID} of acme (${ACME}) at order-processor in us-east-1.\n`,
      stderr: "",
    });
    expect(context.done).to.deep.equal([`audit accept ${ID}`, `accept ${ID}`, "close"]);
    expect(service.stateOf(ID)).to.equal("available");
    expect(context.trail).to.deep.equal([
      {
        subject: "connection",
        id: ID,
        at: NOW,
        actor: ACTOR,
        action: "accept",
        before: "pendingAcceptance",
        after: "available",
        reason: "order 4711",
        explanation: "acme is active and entitled: no gate asks for more.",
        account: ACME,
        consumer: "acme",
        revision: 4,
        serviceId: service.service.serviceId,
        region: "us-east-1",
      },
    ]);
  });

  it("prints JSON for programs", async () => {
    const { stdout } = await accepted(world().context, { json: true });
    expect(JSON.parse(stdout)).to.deep.equal({
      endpointId: ID,
      account: ACME,
      consumer: "acme",
      registered: false,
      service: "order-processor",
      serviceId: "vpce-svc-5732d656173742d31",
      serviceRegion: "us-east-1",
      region: "us-east-1",
      before: "pendingAcceptance",
      action: "accept",
      outcome: "done",
    });
  });

  describe("refuses what the rules do not accept, with the reason and what would change it:", () => {
    const cases: readonly {
      readonly what: string;
      readonly entry?: Partial<Consumer>;
      readonly state?: Partial<Connection>;
      readonly more?: (given: ReturnType<typeof world>) => void;
      readonly says: string;
    }[] = [
      {
        what: "suspended",
        entry: { status: "suspended" },
        says:
          "acme is suspended; it may not connect.\n" +
          `privatelink consumers resume acme lets it connect again. ${AFTER_REJECTION}`,
      },
      {
        what: "ended",
        entry: { status: "ended" },
        says:
          "The contract of acme has ended; it may not connect.\n" +
          `privatelink consumers resume acme takes the contract up again. ${AFTER_REJECTION}`,
      },
      {
        what: "not yet valid",
        entry: { validFrom: "2026-11-21T12:00:00.001Z" },
        says:
          "acme may not connect before 2026-11-21T12:00:00.001Z.\n" +
          "privatelink consumers update acme --valid-from <date> moves the beginning.",
      },
      {
        what: "expired, to the millisecond",
        entry: { validUntil: NOW },
        says:
          `The access of acme ended at ${NOW}.\n` +
          "privatelink consumers update acme --valid-until <date> moves the end.",
      },
      {
        what: "service not covered",
        entry: { services: ["billing"] },
        says:
          "acme may connect to billing; order-processor is not among them.\n" +
          "privatelink consumers update acme --service billing --service order-processor adds the service.",
      },
      {
        what: "Region not covered",
        entry: { regions: ["us-east-2"] },
        says:
          `acme may connect from us-east-2; ${ID} is in us-east-1.\n` +
          "privatelink consumers update acme --region us-east-2 --region us-east-1 adds the Region.",
      },
      {
        what: "endpoint not listed",
        entry: { endpointIds: [endpointId("2")] },
        says:
          `acme may connect with ${endpointId("2")}; ${ID} is not among them.\n` +
          `privatelink consumers update acme --endpoint ${endpointId("2")} --endpoint ${ID} adds the endpoint.`,
      },
      {
        what: "endpoint not among many",
        entry: { endpointIds: ["2", "3", "4", "5", "6", "7"].map(endpointId) },
        says:
          `acme may connect with ${["2", "3", "4", "5", "6"].map(endpointId).join(", ")} and 1 more; ${ID} is not among them.\n` +
          `privatelink consumers update acme with --endpoint for each of the 6 that it has, and --endpoint ${ID}, adds the endpoint.`,
      },
      {
        what: "not entitled",
        more: ({ context }) =>
          context.entitlements.set(ACME, { status: EntitlementStatus.NotEntitled, detail: "the invoice is open" }),
        says:
          "acme is not entitled: the invoice is open.\n" +
          "An entitlement in the books lets acme connect; the entry in the registry stays as it is.",
      },
      {
        what: "entitlement over",
        more: ({ context }) =>
          context.entitlements.set(ACME, { status: EntitlementStatus.Entitled, detail: "paid", until: NOW }),
        says: `The entitlement of acme ended at ${NOW}: paid.\nA new entitlement in the books lets acme connect again.`,
      },
      {
        what: "entitlement unknown",
        more: ({ context }) =>
          context.entitlements.set(ACME, { status: EntitlementStatus.Unknown, detail: "the books do not answer" }),
        says:
          "Whether acme is entitled is not known: the books do not answer.\n" +
          "An answer of the books decides; until there is one, nothing is accepted and nothing is cut.",
      },
      {
        what: "over the limit",
        entry: { maxConnections: 1 },
        more: ({ service }) => service.connections.push(connection("2", ACME, { state: "available" })),
        says:
          `acme may have 1 connection to order-processor, and 1 came before ${ID}.\n` +
          "privatelink consumers update acme --max-connections <number> raises the limit; a connection that goes makes room.",
      },
      { what: "deleted", state: { state: "Deleted" }, says: `${ID} is Deleted; nothing is left to decide.` },
      { what: "failed", state: { state: "failed" }, says: `${ID} is failed; nothing is left to decide.` },
      { what: "expired by AWS", state: { state: "expired" }, says: `${ID} is expired; nothing is left to decide.` },
      {
        what: "established, of a suspended consumer",
        entry: { status: "suspended" },
        state: { state: "available" },
        says:
          "acme is suspended; it may not connect.\n" +
          `privatelink consumers resume acme lets it connect again. ${AFTER_REJECTION}`,
      },
      {
        what: "rejected, of a suspended consumer",
        entry: { status: "suspended" },
        state: { state: "rejected" },
        says:
          "acme is suspended; it may not connect.\n" +
          `privatelink consumers resume acme lets it connect again. ${AFTER_REJECTION}`,
      },
    ];
    for (const { what, entry, state, more, says } of cases) {
      it(what, async () => {
        const given = world(entry, state);
        more?.(given);
        const result = await accepted(given.context, { json: true });
        expect(result).to.deep.equal({ code: 1, stdout: "", stderr: `${ID} is not accepted. ${says}\n` });
        expect(given.context.done).to.deep.equal(["close"]);
      });
    }
  });

  it("has nothing to do where the connection is accepted already", async () => {
    const { context } = world({}, { state: "Available" });
    expect(await accepted(context)).to.deep.equal({
      code: 0,
      stdout: `${ID} of acme is accepted already: it is Available.\n`,
      stderr: "",
    });
    expect(context.done).to.deep.equal(["close"]);
  });

  it("attempts a rejected one again, and tells AWS's answer", async () => {
    const { context, service } = world({}, { state: "rejected" });
    expect((await accepted(context)).code).to.equal(0);
    expect([service.stateOf(ID), context.trail[0]?.before]).to.deep.equal(["available", "rejected"]);

    const again = world({}, { state: "rejected" });
    again.service.refusals.set(ID, { code: "InvalidState", message: "The endpoint is rejected." });
    const result = await accepted(again.context, { json: true });
    expect([result.code, result.stderr]).to.deep.equal([
      1,
      `AWS did not accept ${ID}: The endpoint is rejected (InvalidState).\n`,
    ]);
    expect(JSON.parse(result.stdout)).to.include({ outcome: "refused" });
    expect(JSON.parse(result.stdout).refusal).to.deep.equal({
      code: "InvalidState",
      message: "The endpoint is rejected.",
    });
    expect(
      again.context.trail.map(({ at, action, before, after, reason }) => [at, action, before, after, reason]),
    ).to.deep.equal([
      [NOW, "accept", "rejected", "available", "entitled"],
      ["2026-11-21T12:00:00.001Z", "accept refused", "rejected", "rejected", "InvalidState"],
    ]);
  });

  it("keeps in the audit that the call as a whole failed", async () => {
    const { context, service } = world();
    service.deedFailure = awsError(
      "UnauthorizedOperation",
      `You are not authorized to perform this operation. User: ${ACTOR} is not authorized to perform: ec2:AcceptVpcEndpointConnections on resource: arn:aws:ec2:us-east-1:111122223333:vpc-endpoint-service/x because no identity-based policy allows it.`,
    );
    expect(await accepted(context)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `AWS denies ec2:AcceptVpcEndpointConnections on arn:aws:ec2:us-east-1:111122223333:vpc-endpoint-service/x to ${ACTOR}: use credentials that may do it, or have it allowed.\n`,
    });
    expect(context.trail.map(({ action, reason }) => [action, reason])).to.deep.equal([
      ["accept", "entitled"],
      ["accept refused", "UnauthorizedOperation"],
    ]);
  });

  it("does nothing when the entry was changed in between", async () => {
    const { context } = world();
    context.changedMeanwhile.add(ACME);
    expect(await accepted(context)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: "The entry of acme was changed in between, so nothing was done. Run the command again.\n",
    });
    expect(context.done).to.deep.equal(["close"]);
  });

  it("refuses another name than that of the account's consumer", async () => {
    const { context } = world();
    expect(await accepted(context, { consumer: "initech" })).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: `Account ${ACME} is consumer acme in the registry, not initech; nothing was done.\n`,
    });
    expect((await accepted(context, { consumer: "acme" })).code).to.equal(0);
  });

  describe("of an unknown account", () => {
    function unknown(state: Partial<Connection> = {}) {
      const given = world({}, state);
      given.context.consumers.delete(ACME);
      return given;
    }

    it("registers it with this endpoint alone, and accepts", async () => {
      const { context } = unknown();
      const result = await accepted(context, { consumer: "acme", reason: "order 4711" });
      expect(result).to.deep.equal({
        code: 0,
        stdout:
          `Registered acme with account ${ACME} and this endpoint alone.\n` +
          `Accepted ${ID} of acme (${ACME}) at order-processor in us-east-1.\n`,
        stderr: "",
      });
      expect(context.done).to.deep.equal([
        "add acme",
        `audit add ${ACME}`,
        `audit accept ${ID}`,
        `accept ${ID}`,
        "close",
      ]);
      expect(context.consumers.get(ACME)).to.deep.equal({
        name: "acme",
        account: ACME,
        principals: [],
        status: "active",
        endpointIds: [ID],
        revision: 1,
        createdAt: NOW,
        updatedAt: NOW,
        updatedBy: ACTOR,
      });
      expect(context.trail[0]).to.deep.equal({
        subject: "consumer",
        id: ACME,
        at: NOW,
        actor: ACTOR,
        action: "add",
        after: "active",
        reason: "order 4711",
        explanation: `Registered by accepting ${ID} at order-processor in us-east-1, its only endpoint.`,
        account: ACME,
        consumer: "acme",
        revision: 1,
      });
    });

    it("registers nobody where the rules do not accept", async () => {
      const { context } = unknown();
      context.entitlements.set(ACME, { status: EntitlementStatus.NotEntitled, detail: "no subscription" });
      const { code, stderr } = await accepted(context, { consumer: "acme" });
      expect([code, stderr.split("\n")[0]]).to.deep.equal([
        1,
        `${ID} is not accepted. acme is not entitled: no subscription.`,
      ]);
      expect(context.done).to.deep.equal(["close"]);
      expect(context.consumers.size).to.equal(0);
    });

    it("asks for a name", async () => {
      expect(await accepted(unknown().context)).to.deep.equal({
        code: 2,
        stdout: "",
        stderr: `No consumer in the registry has the account ${ACME}: say --consumer <name> to register it with ${ID} as its only endpoint.\n`,
      });
    });

    it("refuses a name that is taken, and one that is none", async () => {
      const { context } = unknown();
      context.consumers.set("333333333333", consumer("initech", "333333333333"));
      const taken = await accepted(context, { consumer: "initech" });
      expect([taken.code, taken.stderr]).to.deep.equal([
        1,
        `initech is the name of account 333333333333 already; ${ID} is of account ${ACME}.\n`,
      ]);
      const none = await accepted(context, { consumer: "Acme Inc" });
      expect(none.code).to.equal(2);
      expect(none.stderr).to.match(/^--consumer: name: "Acme Inc" /);
      expect(context.done).to.deep.equal(["close", "close"]);
    });

    it("refuses where the entry of the account is there and cannot be read", async () => {
      const { context } = unknown();
      context.unreadable.push({ key: `CONSUMERS/${ACME}`, account: ACME, problem: "status: (missing)." });
      expect(await accepted(context, { consumer: "acme" })).to.deep.equal({
        code: 1,
        stdout: "",
        stderr: `${ID} is not accepted. The entry CONSUMERS/${ACME} of its account cannot be read: status: (missing).\n`,
      });
    });

    it("refuses an established one, which was accepted by hand", async () => {
      expect((await accepted(unknown({ state: "available" }).context, { consumer: "acme" })).stderr).to.equal(
        `${ID} is available already. No consumer has its account ${ACME}; privatelink consumers add <name> --account ${ACME} registers it.\n`,
      );
    });
  });

  it("says which services were asked for an endpoint that is at none", async () => {
    const { context } = world();
    const other = endpointId("9");
    expect(await accepted(context, {}, other)).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `No connection of ${other} is there; asked was order-processor in us-east-1, order-processor in us-east-2. privatelink connections why ${other} tells what is known of it.\n`,
    });
  });

  it("says which services could not be asked", async () => {
    const { context, service } = world();
    service.failure = awsError("OptInRequired", "You are not subscribed to this service.");
    expect((await accepted(context)).stderr).to.equal(
      `${ID} is at none of the services that could be asked.\n` +
        "order-processor in us-east-1 could not be read: The account has not enabled the Region. (You are not subscribed to this service.)\n",
    );
  });
});
