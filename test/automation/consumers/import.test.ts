import { expect } from "chai";
import { type ImportOptions, importConsumers } from "../../../automation/consumers/import";
import { ConsumerStatus } from "../../../functions/lib/consumer";
import { CleanUp } from "../support/folder";
import { fileWith } from "./support/files";
import { Crash, consumer, World } from "./support/world";

const cleanUp = new CleanUp();

function importing(world: World, file: string, options: ImportOptions = {}) {
  return world.run(options, (session) => importConsumers(file, session));
}

const csv = (text: string) => fileWith("consumers.csv", text, cleanUp.add);
const json = (value: unknown) =>
  fileWith("consumers.json", typeof value === "string" ? value : JSON.stringify(value, undefined, 1), cleanUp.add);

/** Lines of stderr without the folder of the file. */
const lines = (stderr: string) =>
  stderr
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\/.*?\/(?=consumers\.)/, ""));

function some(): World {
  return new World([
    consumer("acme", "111122223333", { plan: "gold", regions: ["us-east-1"] }),
    consumer("beta", "222233334444", { marketplace: { productCode: "abc", licenseArn: LICENCE } }),
  ]);
}

const LICENCE = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

describe("privatelink consumers import", () => {
  afterEach(cleanUp.all);

  it("adds, changes and leaves as they are the consumers of a table, and no others", async () => {
    const world = some();
    const file = csv(`name,account,plan,regions,notes
acme,111122223333,,us-east-1; us-east-2,"two
lines"
beta,222233334444,,,
gamma,012345678901,silver,us-east-1,
`);
    const said = await importing(world, file);
    expect(said).to.deep.equal({
      code: 0,
      stdout: `+  gamma  012345678901  added
~  acme   111122223333  plan "gold" -> none; regions ["us-east-1"] -> ["us-east-1","us-east-2"]; notes none -> "two\\nlines"
${file}: 1 added, 1 changed, 1 unchanged.
The automation goes by it within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile.
`,
      stderr: "",
    });
    expect(world.registry.byAccounts.get("111122223333")).to.deep.include({
      regions: ["us-east-1", "us-east-2"],
      notes: "two\nlines",
      revision: 2,
    });
    expect(world.registry.byAccounts.get("222233334444")?.marketplace).to.deep.equal({
      productCode: "abc",
      licenseArn: LICENCE,
    });
    expect(world.registry.trail.map(({ id, action, reason }) => [id, action, reason])).to.deep.equal([
      ["012345678901", "add", "import of consumers.csv"],
      ["111122223333", "update", "import of consumers.csv"],
    ]);
    const again = await importing(world, file);
    expect(again.stdout).to.equal(`${file}: 0 added, 0 changed, 3 unchanged. There was nothing to write.\n`);
  });

  it("says with --dry-run what it would write, and writes nothing", async () => {
    const world = some();
    const file = json([
      { name: "acme", account: "111122223333", plan: null, maxConnections: 2 },
      { name: "gamma", account: "012345678901", plan: null },
    ]);
    expect((await importing(world, file, { dryRun: true })).stdout).to.equal(`+  gamma  012345678901  added
~  acme   111122223333  plan "gold" -> none; maxConnections none -> 2
${file}: there would be 1 added, 1 changed, 0 unchanged. Nothing was written.
`);
    const { stdout } = await importing(world, file, { dryRun: true, json: true });
    const { dryRun, added, changed, unchanged } = JSON.parse(stdout);
    expect([dryRun, added.map(({ name }: { name: string }) => name), unchanged]).to.deep.equal([true, ["gamma"], []]);
    expect(changed).to.deep.equal([
      {
        name: "acme",
        account: "111122223333",
        changes: [
          { key: "plan", before: "gold", after: null },
          { key: "maxConnections", before: null, after: 2 },
        ],
      },
    ]);
    expect(world.registry.writes).to.equal(0);
  });

  it("shows with --dry-run what would be cut, and whose it is, as without it", async () => {
    const world = some();
    world.east1.endpoint("vpce-1", "111122223333").endpoint("vpce-2", "222233334444", "pendingAcceptance");
    const file = csv("name,account,status\nacme,111122223333,suspended\nbeta,222233334444,ended\n");
    const dry = await importing(world, file, { dryRun: true });
    const shown = `The automation is going to cut 1 connection and refuse 1 request (order-processor in us-east-1), within one schedule period (5 minutes unless the stack says otherwise), or at once by privatelink connections reconcile:
  vpce-1  acme  available          order-processor  us-east-1  since 2026-03-01
  vpce-2  beta  pendingAcceptance  order-processor  us-east-1  since 2026-03-01
`;
    expect([dry.code, dry.stderr]).to.deep.equal([0, shown.replace("is going to", "would")]);
    const { cut } = JSON.parse((await importing(world, file, { dryRun: true, json: true })).stdout);
    expect(cut.map(({ consumer, endpointId }: Record<string, string>) => [consumer, endpointId])).to.deep.equal([
      ["acme", "vpce-1"],
      ["beta", "vpce-2"],
    ]);
    expect(world.registry.writes).to.equal(0);
    expect((await importing(world, file, { yes: true })).stderr).to.equal(shown);
  });

  it("tells all errors of a table with their lines at once, by itself and against the registry, and writes nothing", async () => {
    const world = some();
    world.registry.byAccounts.set("555566667777", consumer("lost", "555566667777"));
    world.registry.damage("555566667777", "plan: is wrong");
    const file = csv(
      [
        "name,account,vaildUntil,regions,maxConnections,",
        "gamma,1.23457E+11,2027-01-31,us-east-1,2,",
        "delta,12345678901,31/01/2027,us-east-1;us-est-2,two,",
        'epsilon,1111-2222-3333,,,,"',
        '"',
        "Zeta,111122224444,,,0,",
        "",
        ",,,,,",
        "acme,999922223333,,,,",
        "eta,222233334444,,,,",
        "theta,888822223333,,,",
        "iota,777722223333,,,,",
        "iota,777722223333,,,,",
        "kappa,555566667777,,,,",
        "lost,666622223333,,,,",
      ].join("\r\n"),
    );
    const said = await importing(world, file);
    expect([said.code, said.stdout, world.registry.writes]).to.deep.equal([1, "", 0]);
    expect(lines(said.stderr)).to.deep.equal([
      'consumers.csv:1: the column "vaildUntil" is unknown; use "validUntil".',
      'consumers.csv:2: gamma: account: "1.23457E+11" is a number that a spreadsheet has shortened, and its last digits are lost; take the id from where it came from, and make the column text before the ids go into it.',
      'consumers.csv:3: delta: account: "12345678901" has 11 digits instead of 12, as when a spreadsheet has dropped zeros at its beginning; write "012345678901" if that is the account, and make the column text before the ids go into it.',
      'consumers.csv:3: delta: maxConnections: "two" is not a whole number; use one, for example 2.',
      'consumers.csv:3: delta: regions: "us-est-2" is not a commercial AWS Region; use "us-east-2".',
      'consumers.csv:3: delta: validUntil: "31/01/2027" is neither a date nor an instant; use a date such as 2027-01-31, which begins at 00:00 UTC, or an instant with its offset such as 2027-01-31T09:00:00+01:00.',
      'consumers.csv:4: epsilon: account: "1111-2222-3333" is an account id with other characters in it; write "111122223333".',
      "consumers.csv:6: Zeta: maxConnections: 0 admits no connection, and rejects none either; leave it out for any number; to admit none, suspend or end the consumer.",
      'consumers.csv:6: name: "Zeta" is not a name of lowercase letters, digits and inner hyphens that begins with a letter; use one such as order-processor.',
      'consumers.csv:9: acme: account: "999922223333" is not the consumer\'s account, "111122223333", which cannot change; add another consumer, and end this one.',
      'consumers.csv:10: eta: account: "222233334444" is in the registry already, under the name beta; use that name, or remove beta first.',
      "consumers.csv:11: has 5 cells where the first row has 6; give it as many as the first row, empty ones where there is nothing to say.",
      'consumers.csv:13: name: "iota" is on line 12 already; keep one of the two.',
      'consumers.csv:13: iota: account: "777722223333" is on line 12 already; keep one of the two.',
      'consumers.csv:14: kappa: account: "555566667777" has an entry in the registry that cannot be read; put the item right in the table, or delete it and its name there and add the consumer anew.',
      'consumers.csv:15: name: "lost" is the name of an entry that cannot be read; put that entry right first, or choose another name.',
      "16 errors; nothing was written.",
    ]);
  });

  it("tells all errors of an array with index and line", async () => {
    const world = some();
    const file = json(`[
  { "name": "gamma", "account": 12345678901 },
  { "name": "delta", "account": "111122225555",
    "valid_until": "2027-01-31",
    "regions": ["us-east-1",
      "us-est-2"], "plan": "a", "plan": "b" },
  "epsilon",
  { "name": "acme", "account": "111122223333", "marketplace": { "licenseArn": "x", "productCode": null } }
]
`);
    const said = await importing(world, file);
    expect([said.code, said.stdout, world.registry.writes]).to.deep.equal([1, "", 0]);
    expect(lines(said.stderr)).to.deep.equal([
      'consumers.json:2: gamma: [0].account: 12345678901 is a number, and numbers have no zeros at their beginning; write "012345678901" if that is the account.',
      'consumers.json:4: delta: [1].valid_until: "valid_until" is an unknown key; write validUntil instead.',
      "consumers.json:6: [1].plan: is there twice; keep one of them.",
      'consumers.json:6: delta: [1].regions[1]: "us-est-2" is not a commercial AWS Region; use "us-east-2".',
      'consumers.json:7: [2]: "epsilon" is not an object; write a consumer as {...}.',
      'consumers.json:8: acme: [3].marketplace.licenseArn: "x" is not the ARN of a licence; use the LicenseArn that AWS Marketplace gave, arn:aws:license-manager::<account>:license:l-<id>.',
      'consumers.json:8: acme: [3].marketplace.productCode: (missing) is required; add it, for example "4ab2xkexample7w9q0zt5cfgh3".',
      "7 errors; nothing was written.",
    ]);
  });

  it("refuses a file that is no table, no array or no text, with the reason", async () => {
    const files = [
      csv(""),
      csv("\n\n"),
      csv("name,plan\nacme,gold\nbeta,\n"),
      csv("name;account\nacme;111122223333;x\n"),
      csv('name,account,notes\nacme,111122223333,"a "quoted" word"\n'),
      csv('name,account\nbeta,222233334444\nacme,"111122223333\n'),
      json("[{]"),
      json('{"name": "acme"}'),
      json("[1,]"),
      fileWith("consumers.csv", Buffer.from("name,account\nacm\xe9,111122223333\n", "latin1"), cleanUp.add),
      fileWith("consumers.csv", Buffer.from("\ufeffname,account\n", "utf16le"), cleanUp.add),
      fileWith("consumers.xlsx", "PK", cleanUp.add),
      "/nowhere/consumers.csv",
    ];
    const said = [];
    for (const file of files) said.push(await importing(new World(), file));
    const headings =
      "name,account,principals,status,plan,validFrom,validUntil,regions,services,maxConnections,endpointIds,marketplace.productCode,marketplace.licenseArn,contact,notes";
    expect(said.map(({ code, stderr }) => [code, lines(stderr)[0]])).to.deep.equal([
      [1, `consumers.csv: is empty; give it a first row with headings such as ${headings}.`],
      [1, `consumers.csv: is empty; give it a first row with headings such as ${headings}.`],
      [1, 'consumers.csv:1: the column "account" is missing; add it.'],
      [
        1,
        "consumers.csv:2: has 3 cells where the first row has 2; put a cell that has the separator in it in quotation marks.",
      ],
      [
        1,
        'consumers.csv:2: a quotation mark stands inside a cell; write the cell in quotation marks, and "" for each one in it. The rows after it cannot be read.',
      ],
      [1, "consumers.csv:3: a quotation mark opens in this row and never closes; the rows after it cannot be read."],
      [1, 'consumers.json:1: is not JSON: it has "]" where a key in quotation marks is expected, in column 3.'],
      [1, "consumers.json:1: is not an array; write the consumers as [{...}, {...}]."],
      [1, 'consumers.json:1: is not JSON: it has "]" where a value is expected, in column 4.'],
      [1, 'consumers.csv: is not written in UTF-8; save it so ("CSV UTF-8" in a spreadsheet).'],
      [1, 'consumers.csv: is written in UTF-16; save it in UTF-8 ("CSV UTF-8" in a spreadsheet).'],
      [2, "consumers.xlsx: its ending does not say what it is; name it .csv or .json."],
      [1, "consumers.csv: there is no such file."],
    ]);
  });

  it("tells what is wrong with the file also where the registry cannot be opened", async () => {
    const world = some();
    world.opens = async () => {
      throw Object.assign(new Error("none"), { name: "CredentialsProviderError" });
    };
    const { code, stderr } = await importing(world, csv("name,account\nacme,1\n"));
    expect(code).to.equal(1);
    expect(lines(stderr)).to.deep.equal([
      "There are no AWS credentials: set AWS_PROFILE or the AWS_ACCESS_KEY_ID variables, or run aws sso login. (none.)",
      'consumers.csv:2: acme: account: "1" is not an account id: it has 1 digits instead of 12; use 12 digits in quotes, with leading zeros.',
      "1 error; nothing was written.",
    ]);
  });

  it("asks before it cuts connections", async () => {
    const world = some();
    world.east1.endpoint("vpce-1", "111122223333").endpoint("vpce-2", "222233334444");
    const file = csv("name,account,status\nacme,111122223333,suspended\nbeta,222233334444,active\n");
    const asked = await importing(world, file);
    expect(asked.code).to.equal(2);
    expect(asked.stderr).to.contain("Import acme (111122223333) and cut 1 connection (order-processor in us-east-1)?");
    expect(world.registry.writes).to.equal(0);
    expect((await importing(world, file, { yes: true })).code).to.equal(0);
    expect(world.registry.byAccounts.get("111122223333")?.status).to.equal(ConsumerStatus.Suspended);
  });

  it("writes hundreds, and after a crash at any write the same command writes only what lacks", async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `c${index},${String(100_000_000_000 + index)},silver`);
    const file = csv(["name,account,plan", ...rows].join("\n"));
    const fresh = () =>
      new World(
        Array.from({ length: 40 }, (_, index) => consumer(`c${index * 5}`, String(100_000_000_000 + index * 5))),
      );
    const whole = fresh();
    const said = await importing(whole, file);
    expect(said.code).to.equal(0);
    expect(said.stdout).to.contain("260 added, 40 changed, 0 unchanged.");
    expect(lines(said.stderr).at(-1)).to.equal("300 of 300 written");
    // 8 transactions for 260 additions, and one for each change.
    expect(whole.registry.writes).to.equal(48);
    for (const nth of [2, 5, 9, 20, 47, 90]) {
      const world = fresh();
      world.crashAt(nth);
      const crashed = await importing(world, file).catch((error: unknown) => error);
      expect(crashed, `crash ${nth}`).to.be.instanceOf(Crash);
      world.recover();
      expect((await importing(world, file)).code).to.equal(0);
      expect(world.registry.byAccounts).to.deep.equal(whole.registry.byAccounts);
      expect(world.registry.trail.length).to.equal(300);
    }
  });

  it("says how far it came when another writer is in its way", async () => {
    const world = some();
    world.registry.step = (what) => {
      const changed = world.registry.byAccounts.get("111122223333");
      if (what === "after add" && changed) world.registry.byAccounts.set("111122223333", { ...changed, revision: 5 });
    };
    const { code, stderr } = await importing(
      world,
      csv("name,account,plan\nacme,111122223333,a\ngamma,012345678901,b\n"),
    );
    expect(code).to.equal(1);
    expect(lines(stderr)).to.deep.equal([
      "1 of 2 entries are written. Run the same command again: it writes only what lacks.",
      "The entry of acme, account 111122223333, was read at revision 1 and is at revision 5 now. Nothing was changed; look at it again and repeat the change.",
    ]);
  });
});
