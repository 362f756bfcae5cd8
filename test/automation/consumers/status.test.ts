import { expect } from "chai";
import { type Closing, close, resume, type StatusOptions } from "../../../automation/consumers/status";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { ACTOR, consumer, NOW, World } from "./support/world";

const ACCOUNT = "111122223333";

function acme(): World {
  const world = new World([consumer("acme", ACCOUNT), consumer("beta", "444455556666")]);
  world.east1
    .endpoint("vpce-1", ACCOUNT)
    .endpoint("vpce-other", "444455556666")
    .endpoint("vpce-old", ACCOUNT, "Rejected");
  world.east2.endpoint("vpce-2", ACCOUNT, "PendingAcceptance", { region: "eu-west-1" });
  return world;
}

function closing(world: World, status: Closing, options: StatusOptions = {}, word = "acme") {
  return world.run(options, (session) => close(word, status, session));
}

describe("privatelink consumers suspend", () => {
  it("names the connections that it cuts, and without a terminal wants --yes", async () => {
    const world = acme();
    expect(await closing(world, ConsumerStatus.Suspended)).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: `Suspend acme (111122223333):
  vpce-1  available          order-processor  us-east-1                          since 2026-03-01
  vpce-2  PendingAcceptance  order-processor  us-east-2 (endpoint in eu-west-1)  since 2026-03-01
Suspend acme (111122223333) and cut 1 connection and refuse 1 request (order-processor in us-east-1 and us-east-2), which privatelink consumers resume does not undo? There is no terminal to ask on: say --yes to go on without being asked.
`,
    });
    expect(world.registry.writes).to.equal(0);
    expect([...world.east1.live(), ...world.east2.live()]).to.deep.equal(["vpce-1", "vpce-other", "vpce-2"]);
  });

  it("writes the status first, then rejects at every service what is the consumer's, each on an intent", async () => {
    const world = acme();
    const said = await closing(world, ConsumerStatus.Suspended, { yes: true, reason: "unpaid" });
    expect([said.code, said.stdout]).to.deep.equal([
      0,
      `Suspended acme (111122223333).
Rejected 2 connections:
  vpce-1  available          order-processor  us-east-1                          since 2026-03-01
  vpce-2  PendingAcceptance  order-processor  us-east-2 (endpoint in eu-west-1)  since 2026-03-01
Account 111122223333 is no longer admitted within one schedule period (5 minutes unless the stack says otherwise); privatelink consumers resume acme admits it again, but does not undo the cut.
`,
    ]);
    expect(world.registry.byAccounts.get(ACCOUNT)).to.deep.include({
      status: "suspended",
      revision: 2,
      updatedAt: NOW,
      updatedBy: ACTOR,
    });
    expect([...world.east1.live(), ...world.east2.live()]).to.deep.equal(["vpce-other"]);
    const [first, ...intents] = world.registry.trail;
    expect(first).to.deep.equal({
      subject: "consumer",
      id: ACCOUNT,
      at: NOW,
      actor: ACTOR,
      action: "suspend",
      before: "active",
      after: "suspended",
      reason: "unpaid",
      explanation: 'The entry of acme was changed: status "active" -> "suspended".',
      account: ACCOUNT,
      consumer: "acme",
      revision: 2,
    });
    expect(intents).to.deep.equal([
      {
        subject: "connection",
        id: "vpce-1",
        at: NOW,
        actor: ACTOR,
        action: "reject",
        before: "available",
        after: "rejected",
        reason: "suspended",
        explanation: "acme is suspended; it may not connect.",
        account: ACCOUNT,
        consumer: "acme",
        revision: 2,
        serviceId: "vpce-svc-us-east-1",
        region: "us-east-1",
      },
      {
        ...intents[0],
        id: "vpce-2",
        before: "PendingAcceptance",
        serviceId: "vpce-svc-us-east-2",
        region: "us-east-2",
      },
    ]);
  });

  it("changes nothing the second time, and rejects what a first run left", async () => {
    const world = acme();
    expect((await closing(world, ConsumerStatus.Suspended, { yes: true })).code).to.equal(0);
    const entries = world.registry.trail.length;
    const again = await closing(world, ConsumerStatus.Suspended);
    expect(again.code).to.equal(0);
    expect(again.stdout).to.match(/^acme \(111122223333\) is suspended already\.\nAccount /);
    expect(world.registry.trail.length).to.equal(entries);
    world.east1.endpoint("vpce-3", ACCOUNT, "pendingAcceptance");
    const third = await closing(world, ConsumerStatus.Suspended, { yes: true }, ACCOUNT);
    expect(third.stdout).to.contain("Rejected 1 connection:\n  vpce-3  pendingAcceptance");
  });

  it("goes on where a Region does not answer or AWS refuses, and ends with 1", async () => {
    const world = acme();
    const refusal = { endpointId: "vpce-1", code: "InvalidState", message: "It is being deleted." };
    world.east1.refusals.set("vpce-1", refusal);
    world.east2.step = (what) => {
      if (what === "before connections") throw Object.assign(new Error("no"), { name: "UnauthorizedOperation" });
    };
    const asked = await closing(world, ConsumerStatus.Suspended);
    expect(asked.stderr.split("\n")[0]).to.equal(
      "order-processor in us-east-2: connections cannot be seen; the automation cuts them within one schedule period (5 minutes unless the stack says otherwise): AWS denies the access: no.",
    );
    const said = await closing(world, ConsumerStatus.Suspended, { yes: true, json: true });
    expect(said.code).to.equal(1);
    expect(said.stderr).to.equal(`Suspend acme (111122223333):
  vpce-1  available  order-processor  us-east-1  since 2026-03-01
vpce-1 at order-processor in us-east-1: AWS did not reject it: InvalidState: It is being deleted.
order-processor in us-east-2: connections were not cut; the automation does it within one schedule period (5 minutes unless the stack says otherwise): AWS denies the access: no.
`);
    const { connections, changed } = JSON.parse(said.stdout);
    expect(changed).to.equal(true);
    expect(connections.rejected).to.deep.equal([]);
    expect(
      connections.notRejected.map(({ endpointId, code }: Record<string, string>) => [endpointId, code]),
    ).to.deep.equal([["vpce-1", "InvalidState"]]);
    expect(connections.failed).to.deep.equal([
      {
        service: "order-processor",
        serviceId: "vpce-svc-us-east-2",
        region: "us-east-2",
        message: "AWS denies the access: no.",
      },
    ]);
    expect(world.registry.trail.at(-1)).to.deep.include({
      id: "vpce-1",
      action: "reject refused",
      before: "available",
      after: "available",
      explanation: "AWS did not reject vpce-1: InvalidState: It is being deleted.",
    });
  });

  it("leaves connections alone whose entry another resumes in between", async () => {
    const world = acme();
    let sights = 0;
    world.east1.step = (what) => {
      if (what !== "after connections") return;
      sights += 1;
      if (sights < 2) return;
      const changed = world.registry.byAccounts.get(ACCOUNT);
      if (changed) world.registry.byAccounts.set(ACCOUNT, { ...changed, status: "active", revision: 3 });
    };
    const said = await closing(world, ConsumerStatus.Suspended, { yes: true });
    expect(said.code).to.equal(1);
    expect(said.stderr).to.contain(
      "vpce-1: not rejected, because the entry of acme was changed by another at the same time.\n",
    );
    expect(world.east1.live()).to.contain("vpce-1");
  });

  it("says that another change came first, and changes nothing", async () => {
    const world = acme();
    world.registry.step = (what) => {
      const changed = world.registry.byAccounts.get(ACCOUNT);
      if (what === "before replace" && changed) world.registry.byAccounts.set(ACCOUNT, { ...changed, revision: 2 });
    };
    const said = await closing(world, ConsumerStatus.Suspended, { yes: true });
    expect([said.code, said.stdout]).to.deep.equal([1, ""]);
    expect(said.stderr).to.match(
      /The entry of acme, account 111122223333, was read at revision 1 and is at revision 2 now\. Nothing was changed; look at it again and repeat the change\.\n$/,
    );
    expect(world.east1.live()).to.contain("vpce-1");
  });

  it("suggests the consumer that was meant", async () => {
    expect(await closing(acme(), ConsumerStatus.Suspended, {}, "acmee")).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: 'There is no consumer "acmee": it was never added, or is removed already. Did you mean acme?\n',
    });
    const { stderr } = await closing(acme(), ConsumerStatus.Suspended, {}, "999999999999");
    expect(stderr).to.equal("No consumer has the account 999999999999: it was never added, or is removed already.\n");
    const short = await closing(acme(), ConsumerStatus.Suspended, {}, "99999999999");
    expect(short.stderr).to.equal(
      "There is no consumer 99999999999: it has 11 digits, and the id of an account has 12.\n",
    );
  });
});

describe("privatelink consumers end", () => {
  it("keeps the entry as ended, and asks also where there is nothing to cut", async () => {
    const world = new World([consumer("acme", ACCOUNT)]);
    const asked = await closing(world, ConsumerStatus.Ended);
    expect([asked.code, asked.stderr]).to.deep.equal([
      2,
      "End acme (111122223333), which has no connections? There is no terminal to ask on: say --yes to go on without being asked.\n",
    ]);
    const said = await closing(world, ConsumerStatus.Ended, { yes: true });
    expect([said.code, said.stderr]).to.deep.equal([0, ""]);
    expect(said.stdout).to.match(/^Ended acme \(111122223333\)\.\n/);
    expect(world.registry.byAccounts.get(ACCOUNT)?.status).to.equal("ended");
    expect(world.registry.trail.map(({ action, reason }) => [action, reason])).to.deep.equal([["end", "end"]]);
  });
});

describe("privatelink consumers resume", () => {
  it("makes the entry active and says what the consumer has to do", async () => {
    const world = new World([consumer("acme", ACCOUNT, { status: ConsumerStatus.Suspended })]);
    const said = await world.run({}, (session) => resume("acme", session));
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Resumed acme (111122223333).
Account 111122223333 is admitted, and its requests are accepted, within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile.
For a rejected endpoint, try privatelink connections accept <endpoint>: AWS says whether it can be accepted again; otherwise the consumer deletes it and creates another.
`,
      stderr: "",
    });
    const again = await world.run({}, (session) => resume("acme", session));
    expect(again.stdout).to.match(/^acme \(111122223333\) is active already\.\n/);
    expect(world.registry.trail.length).to.equal(1);
  });

  it("says that another endpoint has to be listed first, where the endpoints are listed", async () => {
    const listed = { status: ConsumerStatus.Suspended, endpointIds: ["vpce-0123456789abcdef0"] };
    const world = new World([consumer("acme", ACCOUNT, listed)]);
    const { stdout } = await world.run({}, (session) => resume("acme", session));
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal(
      "Another endpoint has another id, and acme may connect with listed ones alone: first run privatelink consumers update acme --clear endpoint, or --endpoint <new id>.",
    );
  });

  it("says that the time of a consumer is over all the same", async () => {
    const over = { status: ConsumerStatus.Ended, validUntil: "2026-11-01T00:00:00.000Z" };
    const world = new World([consumer("acme", ACCOUNT, over)]);
    const { stdout } = await world.run({}, (session) => resume("acme", session));
    expect(stdout).to.contain("Its time is over, so connections of account 111122223333 are rejected within");
  });
});
