import { expect } from "chai";
import { type ListOptions, list } from "../../../automation/consumers/list";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { consumer, World } from "./support/world";

function many(): World {
  const world = new World([
    consumer("zeta", "444455556666", { status: ConsumerStatus.Suspended, contact: "ops\u001b[31m@zeta" }),
    consumer("acme", "111122223333", {
      plan: "gold",
      validUntil: "2027-01-31T00:00:00.000Z",
      contact: "network@acme.example",
    }),
    consumer("late", "777788889999", { validFrom: "2026-12-01T00:00:00.000Z", validUntil: "2026-12-24T17:30:00.000Z" }),
    consumer("gone", "000011112222", { status: ConsumerStatus.Ended, validUntil: "2026-11-21T09:00:00.000Z" }),
    consumer("lost", "123456789012"),
  ]);
  world.registry.damage("123456789012", 'plan: 7 is not of type string; use "gold".');
  world.east1.endpoint("vpce-1", "111122223333").endpoint("vpce-2", "111122223333", "pendingAcceptance");
  world.east2.endpoint("vpce-3", "111122223333").endpoint("vpce-4", "999999999999");
  return world;
}

const listing = (world: World, options: ListOptions = {}) => world.run(options, list);

describe("privatelink consumers list", () => {
  it("shows all consumers by name, and entries that cannot be read with their key", async () => {
    expect(await listing(many())).to.deep.equal({
      code: 0,
      stdout: `NAME  ACCOUNT       STATUS                  PLAN  VALID UNTIL                              CONTACT
acme  111122223333  active                  gold  2027-01-31 (70 days left)                network@acme.example
gone  000011112222  ended                   -     2026-11-21 09:00:00Z (over for 3 hours)  -
late  777788889999  active from 2026-12-01  -     2026-12-24 17:30:00Z (33 days left)      -
zeta  444455556666  suspended               -     -                                        ops [31m@zeta

4 consumers: 2 active, 1 suspended, 1 ended.

1 entry cannot be read. The automation takes the accounts for unknown ones. Put the item right in the table, or delete it and its name there and add the consumer anew.
  CONSUMERS/123456789012: plan: 7 is not of type string; use "gold".
`,
      stderr: "",
    });
  });

  it("never hides damaged entries behind a status, and tells an empty registry", async () => {
    const { stdout } = await listing(many(), { status: ConsumerStatus.Suspended });
    expect(stdout).to.match(/^NAME .*\nzeta .*\n\n1 consumer: 1 suspended\.\n\n1 entry cannot be read\./);
    expect((await listing(new World())).stdout).to.equal("No consumers.\n");
  });

  it("counts connections on request, and ends with 1 where a Region does not answer", async () => {
    const world = many();
    const { stdout } = await listing(world, { connections: true, status: ConsumerStatus.Active });
    expect(stdout.split("\n").slice(0, 3)).to.deep.equal([
      "NAME  ACCOUNT       STATUS                  PLAN  VALID UNTIL                          CONNECTIONS    CONTACT",
      "acme  111122223333  active                  gold  2027-01-31 (70 days left)            2 (1 pending)  network@acme.example",
      "late  777788889999  active from 2026-12-01  -     2026-12-24 17:30:00Z (33 days left)  0              -",
    ]);
    world.east2.step = () => {
      throw Object.assign(new Error("no"), { name: "UnauthorizedOperation" });
    };
    const partial = await listing(world, { connections: true });
    expect([partial.code, partial.stderr]).to.deep.equal([
      1,
      "order-processor in us-east-2: connections cannot be counted: AWS denies the access: no.\n",
    ]);
  });

  it("prints one JSON document for programs", async () => {
    const { stdout, stderr } = await listing(many(), { json: true, status: ConsumerStatus.Active, connections: true });
    const { consumers, unreadable } = JSON.parse(stdout);
    expect(stderr).to.equal("");
    expect(
      consumers.map(({ name, connections }: Record<string, object[]>) => [name, connections?.length]),
    ).to.deep.equal([
      ["acme", 3],
      ["late", 0],
    ]);
    expect(consumers[0].connections[1]).to.deep.equal({
      endpointId: "vpce-2",
      state: "pendingAcceptance",
      service: "order-processor",
      serviceId: "vpce-svc-us-east-1",
      serviceRegion: "us-east-1",
      region: "us-east-1",
      createdAt: "2026-03-01T00:00:00.000Z",
    });
    expect(unreadable).to.deep.equal([
      { key: "CONSUMERS/123456789012", account: "123456789012", problem: 'plan: 7 is not of type string; use "gold".' },
    ]);
  });

  it("shows them again and again until Ctrl-C", async () => {
    const world = many();
    let rounds = 0;
    world.registry.step = (what) => {
      if (what !== "after contents") return;
      rounds += 1;
      if (rounds === 2) setImmediate(() => process.emit("SIGINT"));
    };
    const { code, stdout } = await listing(world, { watch: 0.01 });
    expect(code).to.equal(0);
    expect(stdout.match(/^acme /gm)?.length).to.be.greaterThan(0);
    expect(stdout).to.contain("2026-11-21T12:00:00Z\n\nNAME  ACCOUNT");
  });
});
