import { expect } from "chai";
import { type UpdateOptions, update } from "../../../automation/consumers/update";
import { consumer, World } from "./support/world";

const ACCOUNT = "111122223333";
const LICENCE = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

function acme(): World {
  return new World([
    consumer("acme", ACCOUNT, {
      plan: "gold",
      regions: ["us-east-1"],
      validUntil: "2027-01-31T00:00:00.000Z",
      marketplace: { productCode: "abc", licenseArn: LICENCE },
    }),
  ]);
}

function updating(world: World, options: Partial<UpdateOptions>, word = "acme") {
  return world.run<UpdateOptions>({ clear: [], ...options }, (session) => update(word, session));
}

describe("privatelink consumers update", () => {
  it("changes the given values and no other, and shows what each was", async () => {
    const world = acme();
    const said = await updating(world, {
      plan: "silver",
      validUntil: "2028-01-31",
      region: ["us-east-2", "us-east-1"],
    });
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Changed acme (111122223333):
  plan "gold" -> "silver"
  validUntil "2027-01-31T00:00:00.000Z" -> "2028-01-31T00:00:00.000Z"
  regions ["us-east-1"] -> ["us-east-1","us-east-2"]
Account 111122223333 is admitted, and its requests from us-east-1, us-east-2, as long as it is entitled, are accepted, within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile.
`,
      stderr: "",
    });
    expect(
      world.registry.trail.map(({ action, reason, explanation, revision }) => [action, reason, explanation, revision]),
    ).to.deep.equal([
      [
        "update",
        "update",
        'The entry of acme was changed: plan "gold" -> "silver"; validUntil "2027-01-31T00:00:00.000Z" -> "2028-01-31T00:00:00.000Z"; regions ["us-east-1"] -> ["us-east-1","us-east-2"].',
        2,
      ],
    ]);
  });

  it("takes values away by --clear, and keeps the licence with its product", async () => {
    const world = acme();
    await updating(world, { clear: ["valid-until", "licence"], contact: "ops@acme.example" });
    expect(world.registry.byAccounts.get(ACCOUNT)).to.deep.include({
      contact: "ops@acme.example",
      marketplace: { productCode: "abc" },
      plan: "gold",
    });
    expect(world.registry.byAccounts.get(ACCOUNT)).not.to.have.property("validUntil");
    await updating(world, { licence: LICENCE }, ACCOUNT);
    expect(world.registry.byAccounts.get(ACCOUNT)?.marketplace).to.deep.equal({
      productCode: "abc",
      licenseArn: LICENCE,
    });
    await updating(world, { marketplaceProduct: "other" });
    expect(world.registry.byAccounts.get(ACCOUNT)?.marketplace).to.deep.equal({ productCode: "other" });
    await updating(world, { clear: ["marketplace-product"] });
    expect(world.registry.byAccounts.get(ACCOUNT)).not.to.have.property("marketplace");
  });

  it("writes nothing where nothing changes", async () => {
    const world = acme();
    const said = await updating(world, { plan: "gold", json: true });
    expect([said.code, JSON.parse(said.stdout).changed, world.registry.writes]).to.deep.equal([0, false, 0]);
  });

  it("refuses a command line without a change, or with two that contradict each other", async () => {
    const nothing = await updating(acme(), {});
    expect(nothing).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: "There is nothing to change: give the options that are to have another value, or --clear.\n",
    });
    const both = await updating(acme(), { maxConnections: "2", clear: ["max-connections"] });
    expect([both.code, both.stderr]).to.deep.equal([
      2,
      "--clear max-connections and --max-connections contradict each other.\n",
    ]);
  });

  it("refuses values with the option that gave them", async () => {
    const world = acme();
    const said = await updating(world, { validFrom: "2027-02-01", endpoint: ["vpce-1"] });
    expect([said.code, said.stdout, world.registry.writes]).to.deep.equal([2, "", 0]);
    expect(said.stderr.trimEnd().split("\n")).to.deep.equal([
      '--endpoint: "vpce-1" is not the id of a VPC endpoint; use one such as vpce-0123456789abcdef0.',
      '--valid-until: "2027-01-31T00:00:00.000Z" is not after validFrom, "2027-02-01"; use a later one, or an earlier validFrom.',
    ]);
  });

  it("asks before a change that cuts a connection, and not where none is there to cut", async () => {
    const world = acme();
    expect((await updating(world, { validUntil: "2026-01-01" })).code).to.equal(0);
    world.east1.endpoint("vpce-1", ACCOUNT);
    await updating(world, { clear: ["valid-until"] });
    const asked = await updating(world, { region: ["us-east-2"] });
    expect(asked.code).to.equal(2);
    expect(asked.stderr).to.contain("Change acme (111122223333) and cut 1 connection (order-processor in us-east-1)?");
    expect(world.registry.byAccounts.get(ACCOUNT)?.regions).to.deep.equal(["us-east-1"]);
    expect((await updating(world, { region: ["us-east-2"], yes: true })).code).to.equal(0);
  });

  it("takes an end in the past, and warns that it cuts", async () => {
    const world = acme();
    const said = await updating(world, { validUntil: "2026-11-01" });
    expect([said.code, said.stderr]).to.deep.equal([
      0,
      "The end, 2026-11-01, is in the past: it cuts all connections of acme (111122223333).\n",
    ]);
    // Who changes something else is not told again.
    expect((await updating(world, { plan: "silver" })).stderr).to.equal("");
  });

  it("asks before a new service that no stack has published", async () => {
    const world = acme();
    const asked = await updating(world, { service: ["nope"] });
    expect([asked.code, world.registry.writes]).to.deep.equal([2, 0]);
    expect(asked.stderr).to.contain('No stack has published a service "nope"; published: order-processor.\n');
    expect((await updating(world, { service: ["nope"], yes: true })).code).to.equal(0);
    expect((await updating(world, { service: ["nope", "order-processor"] })).stderr).to.equal("");
  });

  it("writes nothing when another change came first, and says so", async () => {
    const world = acme();
    world.registry.step = (what) => {
      const current = world.registry.byAccounts.get(ACCOUNT);
      if (what === "before replace" && current) world.registry.byAccounts.set(ACCOUNT, { ...current, revision: 2 });
    };
    expect(await updating(world, { plan: "silver" })).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        "The entry of acme, account 111122223333, was read at revision 1 and is at revision 2 now. Nothing was changed; look at it again and repeat the change.\n",
    });
    expect([world.registry.byAccounts.get(ACCOUNT)?.plan, world.registry.trail]).to.deep.equal(["gold", []]);
  });
});
