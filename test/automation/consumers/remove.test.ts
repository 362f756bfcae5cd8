import { expect } from "chai";
import { remove } from "../../../automation/consumers/remove";
import { close, type StatusOptions } from "../../../automation/consumers/status";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { Crash, consumer, NOW, World } from "./support/world";

const ACCOUNT = "111122223333";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/network`;
const OTHER = "arn:aws:iam::444455556666:root";

function acme(): World {
  const world = new World([consumer("acme", ACCOUNT), consumer("beta", "444455556666")]);
  world.east1.endpoint("vpce-1", ACCOUNT).endpoint("vpce-other", "444455556666");
  world.east2.endpoint("vpce-2", ACCOUNT, "available");
  for (const principal of [ROOT, ROLE, OTHER]) world.east1.admitted.add(principal);
  world.east2.admitted.add(ROOT);
  return world;
}

function removing(world: World, options: StatusOptions = { yes: true }, word = "acme") {
  return world.run(options, (session) => remove(word, session, world.pause));
}

/** What is left of acme. */
function rest(world: World) {
  return {
    entry: world.registry.byAccounts.get(ACCOUNT),
    live: [...world.east1.live(), ...world.east2.live()],
    principals: [...world.east1.admitted, ...world.east2.admitted],
  };
}

const GONE = { entry: undefined, live: ["vpce-other"], principals: [OTHER] };

describe("privatelink consumers remove", () => {
  it("ends the contract, rejects the connections, takes principals away and then the entry", async () => {
    const world = acme();
    const order: string[] = [];
    const note = (where: string) => (what: string) => {
      if (/^after (replace|remove|reject|recordIntents|changePrincipals)/.test(what))
        order.push(`${where} ${what.slice(6)}`);
    };
    world.registry.step = note("registry");
    world.east1.step = note("us-east-1");
    const said = await removing(world);
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Rejected 2 connections:
  vpce-1  available  order-processor  us-east-1  since 2026-03-01
  vpce-2  available  order-processor  us-east-2  since 2026-03-01
No longer admitted to order-processor in us-east-1: ${ROOT} and ${ROLE}.
No longer admitted to order-processor in us-east-2: ${ROOT}.
Removed acme (111122223333). Its audit stays.
`,
      stderr: `Remove acme (111122223333):
  vpce-1  available  order-processor  us-east-1  since 2026-03-01
  vpce-2  available  order-processor  us-east-2  since 2026-03-01
`,
    });
    expect(order).to.deep.equal([
      "registry replace",
      "registry recordIntents",
      "registry recordIntents",
      "us-east-1 reject",
      "us-east-1 changePrincipals",
      "registry remove",
    ]);
    expect(rest(world)).to.deep.equal(GONE);
    const about = world.registry.trail.map(({ id, action, before, after }) => [id, action, before, after]);
    expect(about).to.deep.equal([
      [ACCOUNT, "end", "active", "ended"],
      ["vpce-1", "reject", "available", "rejected"],
      ["vpce-2", "reject", "available", "rejected"],
      [ACCOUNT, "remove", "ended", undefined],
    ]);
  });

  it("asks first, and does nothing without an answer", async () => {
    const world = acme();
    const said = await removing(world, {});
    expect(said.code).to.equal(2);
    expect(said.stderr).to.contain(
      "End acme (111122223333), cut 2 connections (order-processor in us-east-1 and us-east-2) and take its entry out of the registry? There is no terminal",
    );
    expect(world.registry.writes).to.equal(0);
  });

  for (const state of ["available", "pendingAcceptance"]) {
    it(`is completed by the same command after a crash before or after any call, with nothing done twice: ${state}`, async () => {
      let crashes = 0;
      for (let nth = 1; ; nth++) {
        const world = acme();
        world.east1.endpoint("vpce-1", ACCOUNT, state);
        world.crashAt(nth);
        const first = await removing(world).catch((error: unknown) => error);
        if (!(first instanceof Crash)) break;
        crashes += 1;
        world.recover();
        const second = await removing(world, { yes: true }, ACCOUNT);
        expect([second.code, nth]).to.deep.equal([0, nth]);
        expect(rest(world), `crash ${nth}`).to.deep.equal(GONE);
        const actions = world.registry.trail.map(({ id, action }) => `${id} ${action}`);
        expect(actions.toSorted(), `crash ${nth}`).to.deep.equal(
          [`${ACCOUNT} end`, `${ACCOUNT} remove`, "vpce-1 reject", "vpce-2 reject"].toSorted(),
        );
      }
      expect(crashes).to.be.greaterThan(30);
    });
  }

  it("lets no run accept a waiting request behind it, whenever the run began", async () => {
    for (const acceptedIn of [1, 2, 3, 4, 5]) {
      const world = acme();
      world.east1.endpoint("vpce-1", ACCOUNT, "pendingAcceptance");
      let pauses = 0;
      world.meanwhile = () => {
        pauses += 1;
        if (pauses === acceptedIn) world.east1.endpoint("vpce-1", ACCOUNT, "available");
      };
      expect((await removing(world)).code).to.equal(0);
      expect(rest(world), `pause ${acceptedIn}`).to.deep.equal(GONE);
      expect(world.now.getTime() - Date.parse(NOW)).to.be.at.least(150_000);
    }
  });

  it("keeps the entry, as ended, where a Region does not answer, and goes on from there", async () => {
    const world = acme();
    world.east2.step = (what) => {
      if (what === "before reject") throw Object.assign(new Error("slow down"), { name: "Throttling" });
    };
    const said = await removing(world);
    expect([said.code, said.stdout]).to.deep.equal([1, ""]);
    expect(said.stderr.split("\n").slice(-3)).to.deep.equal([
      "order-processor in us-east-2: connections could not be rejected: AWS takes no more requests at the moment: wait a minute, and run the command again. (slow down.)",
      "acme (111122223333) is not removed. Its entry stays and nothing new is accepted; run the command again to go on.",
      "",
    ]);
    expect(world.registry.byAccounts.get(ACCOUNT)?.status).to.equal("ended");
    expect([...world.east1.admitted, ...world.east2.admitted]).to.contain(ROOT);
    world.recover();
    expect((await removing(world)).code).to.equal(0);
    expect(rest(world)).to.deep.equal(GONE);
  });

  it("keeps what the stack itself admits, and says where that is changed", async () => {
    const world = acme();
    const { service } = world.east1;
    world.registry.published.splice(0, 1, { ...service, stackPrincipals: [ROOT] });
    const { code, stdout } = await removing(world);
    expect(code).to.equal(0);
    expect(stdout).to.contain(
      `Still admitted to order-processor in us-east-1 by its stack: ${ROOT}; take it out of access.allowedPrincipals.\n`,
    );
    expect([...world.east1.admitted]).to.deep.equal([ROOT, OTHER]);
  });

  it("waits where a run that read the entry as active may still accept a waiting request, and cuts that too", async () => {
    const world = acme();
    world.east1.endpoint("vpce-1", ACCOUNT, "pendingAcceptance");
    world.meanwhile = () => {
      world.meanwhile = () => {};
      world.east1.endpoint("vpce-1", ACCOUNT, "available");
    };
    const said = await removing(world);
    expect(said.code).to.equal(0);
    expect(rest(world)).to.deep.equal(GONE);
    expect(said.stderr).to.contain(
      "A run of the automation that began before may still accept what was waiting; looking again at 2026-11-21 12:02:30Z.\n",
    );
  });

  it("waits after a crash as well, and not for requests that were refused long ago", async () => {
    const world = acme();
    world.east1.endpoint("vpce-1", ACCOUNT, "pendingAcceptance");
    world.meanwhile = () => {
      throw new Crash("while it waited");
    };
    expect(await removing(world).catch((error: unknown) => error)).to.be.instanceOf(Crash);
    world.meanwhile = () => {};
    const again = await removing(world);
    expect([again.code, rest(world)]).to.deep.equal([0, GONE]);
    expect(world.pauses).to.deep.equal([500, 149_500]);

    const earlier = acme();
    earlier.east1.endpoint("vpce-1", ACCOUNT, "pendingAcceptance");
    earlier.east2.endpoints.delete("vpce-2");
    await earlier.run<StatusOptions>({ yes: true }, (session) => close("acme", ConsumerStatus.Suspended, session));
    earlier.now = new Date(earlier.now.getTime() + 150_000);
    expect((await removing(earlier)).code).to.equal(0);
    expect(earlier.pauses).to.deep.equal([]);
  });

  it("treats an account that was removed as done, and names what a name may have been", async () => {
    const world = acme();
    await removing(world);
    const again = await removing(world, { yes: true }, ACCOUNT);
    expect([again.code, again.stderr]).to.deep.equal([0, ""]);
    expect(again.stdout).to.equal(
      "acme (111122223333) was removed already, at 2026-11-21 12:00:00Z by arn:aws:iam::999900001111:user/ada.\n",
    );
    const unknown = await removing(world, { yes: true }, "acme");
    expect([unknown.code, unknown.stderr]).to.deep.equal([
      1,
      'There is no consumer "acme": it was never added, or is removed already.\n',
    ]);
  });

  it("refuses when another changes the entry meanwhile", async () => {
    const world = acme();
    world.registry.step = (what) => {
      const current = world.registry.byAccounts.get(ACCOUNT);
      if (what !== "before remove" || current === undefined) return;
      world.registry.byAccounts.set(ACCOUNT, { ...current, status: ConsumerStatus.Active, revision: 9 });
    };
    const said = await removing(world);
    expect(said.code).to.equal(1);
    expect(said.stderr.split("\n").at(-2)).to.equal(
      "acme (111122223333) is not removed: its entry was changed by another meanwhile. Look at it by privatelink consumers show acme, and run the command again if it is still to go.",
    );
  });
});
