import { expect } from "chai";
import { type AddOptions, add } from "../../../automation/consumers/add";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { ACTOR, consumer, NOW, World } from "./support/world";

const ACCOUNT = "111122223333";

function adding(world: World, name: string, options: Partial<AddOptions> = {}) {
  return world.run<AddOptions>({ account: ACCOUNT, ...options }, (session) => add(name, session));
}

describe("privatelink consumers add", () => {
  it("writes the entry with its audit, and says what happens next", async () => {
    const world = new World();
    const said = await adding(world, "acme", {
      plan: "gold",
      validUntil: "2027-01-31",
      region: ["us-east-1"],
      maxConnections: "2",
      marketplaceProduct: "abc",
      principal: [`arn:aws:iam::${ACCOUNT}:role/network`],
    });
    expect(said).to.deep.equal({
      code: 0,
      stdout: `Added acme (111122223333): active until 2027-01-31, 70 days left.
Account 111122223333 is admitted, and its requests from us-east-1, as long as it is entitled, are accepted, within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile, up to 2 connections to a service.
`,
      stderr: "",
    });
    expect([...world.registry.byAccounts.values()]).to.deep.equal([
      {
        name: "acme",
        account: ACCOUNT,
        principals: [`arn:aws:iam::${ACCOUNT}:role/network`],
        status: ConsumerStatus.Active,
        plan: "gold",
        validUntil: "2027-01-31T00:00:00.000Z",
        regions: ["us-east-1"],
        maxConnections: 2,
        marketplace: { productCode: "abc" },
        revision: 1,
        createdAt: NOW,
        updatedAt: NOW,
        updatedBy: ACTOR,
      },
    ]);
    expect(world.registry.trail).to.deep.equal([
      {
        subject: "consumer",
        id: ACCOUNT,
        at: NOW,
        actor: ACTOR,
        action: "add",
        after: "active",
        reason: "add",
        explanation: "The entry of acme was added.",
        account: ACCOUNT,
        consumer: "acme",
        revision: 1,
      },
    ]);
  });

  it("prints one JSON document for programs", async () => {
    const said = await adding(new World(), "acme", { json: true });
    expect([said.code, said.stderr]).to.deep.equal([0, ""]);
    const document = JSON.parse(said.stdout);
    expect(Object.keys(document)).to.deep.equal(["consumer", "changed", "next"]);
    expect([document.consumer.name, document.changed]).to.deep.equal(["acme", true]);
  });

  it("names the option of every value that is wrong, and asks no registry", async () => {
    const world = new World();
    world.crashAt(1);
    const said = await adding(world, "Acme", {
      account: "1.23457E+11",
      validUntil: "31.1.2027",
      region: ["us-east-1", "us-est-2"],
      maxConnections: "many",
      principal: ["*"],
      licence: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
    });
    expect([said.code, said.stdout]).to.deep.equal([2, ""]);
    expect(said.stderr.trimEnd().split("\n")).to.deep.equal([
      '--account: "1.23457E+11" is a number that a spreadsheet has shortened, and its last digits are lost; take the id from where it came from, and make the column text before the ids go into it.',
      '--marketplace-product: (missing) is required; add it, for example "4ab2xkexample7w9q0zt5cfgh3".',
      '--max-connections: "many" is not a whole number; use one, for example 2.',
      'NAME: "Acme" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
      '--principal: "*" is every AWS account; name roles or users of the account, or leave principals out for the whole account.',
      '--region: "us-est-2" is not a commercial AWS Region; use "us-east-2".',
      '--valid-until: "31.1.2027" is neither a date nor an instant; use a date such as 2027-01-31, which begins at 00:00 UTC, or an instant with its offset such as 2027-01-31T09:00:00+01:00.',
    ]);
  });

  it("changes nothing when the same entry is there, and refuses other terms", async () => {
    const world = new World([consumer("acme", ACCOUNT, { plan: "gold" })]);
    const same = await adding(world, "acme", { plan: "gold" });
    expect([same.code, same.stderr]).to.deep.equal([0, ""]);
    expect(same.stdout).to.match(/^acme \(111122223333\) is there already, just so\.\n/);
    const other = await adding(world, "acme", { plan: "silver" });
    expect(other).to.deep.equal({
      code: 1,
      stdout: "",
      stderr:
        'acme (111122223333) is in the registry already, with other terms: plan "gold" -> "silver". privatelink consumers update acme changes its terms.\n',
    });
    expect(world.registry.writes).to.equal(0);
  });

  it("refuses a name of another account, an account of another name, and an account whose entry is damaged", async () => {
    const world = new World([consumer("acme", ACCOUNT), consumer("zeta", "444455556666")]);
    world.registry.damage("444455556666", 'plan: 7 is not of type string; use "gold".');
    const name = await adding(world, "acme", { account: "777788889999" });
    const account = await adding(world, "beta");
    const damaged = await adding(world, "beta", { account: "444455556666" });
    const damagedName = await adding(world, "zeta", { account: "777788889999" });
    expect([name, account, damaged, damagedName].map(({ code, stdout }) => [code, stdout])).to.deep.equal(
      [1, 1, 1, 1].map((code) => [code, ""]),
    );
    expect([name.stderr, account.stderr, damaged.stderr]).to.deep.equal([
      "The name acme is taken by account 111122223333; choose another.\n",
      "Account 111122223333 is in the registry already, as acme; an account has one entry. privatelink consumers update acme changes it.\n",
      'The item CONSUMERS/444455556666 of the registry cannot be read. plan: 7 is not of type string; use "gold". Put the item right in the table, or delete it and its name there and add the consumer anew.\n',
    ]);
    expect(damagedName.stderr).to.equal(damaged.stderr);
    expect(world.registry.writes).to.equal(0);
  });

  it("asks before terms that cost connections which were accepted by hand", async () => {
    const world = new World();
    world.east2.endpoint("vpce-2", ACCOUNT);
    const refused = await adding(world, "acme", { region: ["us-east-1"] });
    expect(refused).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: `The automation is going to cut 1 connection (order-processor in us-east-2), within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile:
  vpce-2  available  order-processor  us-east-2  since 2026-03-01
Add acme (111122223333) and cut 1 connection (order-processor in us-east-2)? There is no terminal to ask on: say --yes to go on without being asked.
`,
    });
    expect(world.registry.writes).to.equal(0);
    expect((await adding(world, "acme", { region: ["us-east-1"], yes: true })).code).to.equal(0);
    expect(world.registry.writes).to.equal(1);
  });

  it("asks before a service that no stack has published, and names those that are", async () => {
    const world = new World();
    const shown = 'No stack has published a service "nope"; published: order-processor.\n';
    expect(await adding(world, "acme", { service: ["order-processor", "nope"] })).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: `${shown}Add acme (111122223333) all the same? There is no terminal to ask on: say --yes to go on without being asked.\n`,
    });
    expect(world.registry.writes).to.equal(0);
    const said = await adding(world, "acme", { service: ["nope"], yes: true });
    expect([said.code, said.stderr, world.registry.writes]).to.deep.equal([0, shown, 1]);
    const empty = new World();
    empty.registry.published.length = 0;
    expect((await adding(empty, "acme", { service: ["nope"], yes: true })).stderr).to.equal(
      'No stack has published a service "nope"; no service is published yet.\n',
    );
    expect((await adding(new World(), "acme", { service: ["order-processor"] })).stderr).to.equal("");
  });

  it("refuses an end in the past, but knows an entry that is over for the same", async () => {
    const world = new World();
    expect(await adding(world, "acme", { validUntil: "2020-01-01" })).to.deep.equal({
      code: 2,
      stdout: "",
      stderr:
        '--valid-until: "2020-01-01T00:00:00.000Z" is in the past; use a later one, or leave it out where there is no end.\n',
    });
    expect(world.registry.writes).to.equal(0);
    const over = new World([consumer("acme", ACCOUNT, { validUntil: "2020-01-01T00:00:00.000Z" })]);
    const same = await adding(over, "acme", { validUntil: "2020-01-01" });
    expect([same.code, same.stderr]).to.deep.equal([0, ""]);
  });

  it("warns of an end that is more than 20 years ahead", async () => {
    const { code, stderr } = await adding(new World(), "acme", { validUntil: "2046-11-22" });
    expect([code, stderr]).to.deep.equal([
      0,
      "The end, 2046-11-22, is more than 20 years ahead; is the year right? Leave the end out where there is none.\n",
    ]);
    expect((await adding(new World(), "acme", { validUntil: "2046-11-21" })).stderr).to.equal("");
  });

  it("tells of other terms the commands that change them, and no others", async () => {
    const ended = new World([consumer("acme", ACCOUNT, { status: ConsumerStatus.Ended })]);
    expect((await adding(ended, "acme")).stderr).to.equal(
      'acme (111122223333) is in the registry already, with other terms: status "ended" -> "active". privatelink consumers resume acme makes it active again.\n',
    );
    expect((await adding(ended, "acme", { plan: "gold" })).stderr).to.match(
      /\. privatelink consumers resume acme makes it active again\. privatelink consumers update acme changes its terms\.\n$/,
    );
  });

  it("asks nothing and no Region where the terms cannot cost anything", async () => {
    const world = new World();
    world.east1.step = () => expect.fail("no Region is to be asked");
    expect((await adding(world, "acme", { validUntil: "2027-01-31" })).code).to.equal(0);
  });
});
