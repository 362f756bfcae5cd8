import { expect } from "chai";
import { show } from "../../../automation/consumers/show";
import { close } from "../../../automation/consumers/status";
import type { RegistryOptions } from "../../../automation/registry/context";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { consumer, World } from "./support/world";

const ACCOUNT = "111122223333";

function acme(): World {
  const world = new World([
    consumer("acme", ACCOUNT, {
      plan: "gold",
      validUntil: "2027-01-31T00:00:00.000Z",
      services: ["order-processor"],
      maxConnections: 2,
      marketplace: { productCode: "abc" },
      notes: "Two lines:\nthis is the second.",
    }),
  ]);
  world.east1.endpoint("vpce-1", ACCOUNT);
  return world;
}

const showing = (world: World, word: string, options: RegistryOptions = {}) =>
  world.run(options, (session) => show(word, session));

describe("privatelink consumers show", () => {
  it("shows the entry, its connections at every service, and its history", async () => {
    const world = acme();
    await world.run({ yes: true, reason: "unpaid" }, (session) => close("acme", ConsumerStatus.Suspended, session));
    const said = await showing(world, "acme");
    expect(said).to.deep.equal({
      code: 0,
      stdout: `acme
  account      111122223333
  status       suspended
  plan         gold
  valid until  2027-01-31 (70 days left)
  services     order-processor
  Regions      all
  connections  2 to a service in a Region
  endpoints    any of the account
  principals   the whole account
  marketplace  abc
  notes        Two lines: this is the second.
  added        2026-01-05 09:30:00Z
  changed      2026-11-21 12:00:00Z by arn:aws:iam::999900001111:user/ada, revision 2

Connections
  vpce-1  rejected  order-processor  us-east-1  since 2026-03-01

History
  2026-11-21 12:00:00Z  suspend  active -> suspended  by arn:aws:iam::999900001111:user/ada  unpaid: The entry of acme was changed: status "active" -> "suspended".
`,
      stderr: "",
    });
    expect((await showing(world, ACCOUNT)).stdout).to.equal(said.stdout);
  });

  it("does not call a consumer active until an end that is over", async () => {
    const world = new World([consumer("acme", ACCOUNT, { validUntil: "2026-11-01T00:00:00.000Z" })]);
    expect((await showing(world, "acme")).stdout.split("\n").slice(2, 4)).to.deep.equal([
      "  status       active, but its time is over since 2026-11-01",
      "  valid until  2026-11-01 (over for 20 days)",
    ]);
  });

  it("prints one JSON document, also where a Region does not answer", async () => {
    const world = acme();
    world.east2.step = () => {
      throw Object.assign(new Error("no"), { name: "UnauthorizedOperation" });
    };
    const { code, stdout } = await showing(world, "acme", { json: true });
    const document = JSON.parse(stdout);
    expect([code, Object.keys(document)]).to.deep.equal([1, ["consumer", "account", "connections", "failed", "audit"]]);
    expect(document.connections.map(({ endpointId }: Record<string, string>) => endpointId)).to.deep.equal(["vpce-1"]);
    expect(document.failed.map(({ region }: Record<string, string>) => region)).to.deep.equal(["us-east-2"]);
  });

  it("shows what remains of an account that was removed", async () => {
    const world = acme();
    await world.run({ yes: true }, (session) => close("acme", ConsumerStatus.Ended, session));
    world.registry.byAccounts.clear();
    const { code, stdout } = await showing(world, ACCOUNT);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^111122223333 is not in the registry any more\n\nConnections\n {2}vpce-1 {2}rejected/);
    expect(stdout).to.contain("end  active -> ended");
  });

  it("refuses what is not there, and says which entry cannot be read", async () => {
    const world = acme();
    const unknown = await showing(world, "999999999999");
    expect([unknown.code, unknown.stdout]).to.deep.equal([1, ""]);
    world.registry.damage(ACCOUNT, "plan: is wrong");
    for (const word of ["acme", ACCOUNT]) {
      const { code, stderr } = await showing(world, word);
      expect([code, stderr]).to.deep.equal([
        1,
        "The item CONSUMERS/111122223333 of the registry cannot be read. plan: is wrong. Put the item right in the table, or delete it and its name there and add the consumer anew.\n",
      ]);
    }
  });
});
