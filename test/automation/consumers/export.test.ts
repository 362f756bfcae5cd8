import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { type ExportOptions, exportConsumers } from "../../../automation/consumers/export";
import { FileFormat } from "../../../automation/consumers/file/read";
import { importConsumers } from "../../../automation/consumers/import";
import { type Consumer, ConsumerStatus } from "../../../functions/lib/consumer";
import { termsOf } from "../../../functions/lib/consumer-schema";
import { CleanUp, folderWith } from "../support/folder";
import { consumer, World } from "./support/world";

const cleanUp = new CleanUp();
const exporting = (world: World, options: ExportOptions = {}) => world.run(options, exportConsumers);

/** Free text with everything that tables and arrays have to quote. */
const text = (maxLength: number, more: readonly string[] = []) =>
  fc
    .array(
      fc.constantFrom("a", "B", " ", '"', "'", ",", ";", "=", "+", "-", "@", "é", "日", "😀", "\u2028", "\\", ...more),
      {
        minLength: 1,
        maxLength,
      },
    )
    .map((parts) => parts.join(""))
    .filter((value) => value.trim() !== "");

const instant = (from: number) =>
  fc.integer({ min: 0, max: 40_000 }).map((hours) => new Date(from + hours * 3_600_000).toISOString());

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const consumers = fc
  .uniqueArray(
    fc.record(
      {
        number: fc.integer({ min: 0, max: 999 }),
        role: fc.boolean(),
        status: fc.constantFrom(...Object.values(ConsumerStatus)),
        plan: optional(text(10)),
        validFrom: optional(instant(Date.UTC(2020, 0, 1))),
        validUntil: optional(instant(Date.UTC(2026, 0, 1))),
        regions: optional(fc.subarray(["eu-west-1", "us-east-1", "us-east-2"], { minLength: 1 })),
        services: optional(fc.subarray(["api", "order-processor"], { minLength: 1 })),
        maxConnections: optional(fc.integer({ min: 1, max: 10_000 })),
        endpointIds: optional(fc.subarray(["vpce-01234567", "vpce-0123456789abcdef0"], { minLength: 1 })),
        marketplace: optional(
          fc.record(
            {
              productCode: fc.constantFrom("abc", "def"),
              licenseArn: fc.constant(
                "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
              ),
            },
            { requiredKeys: ["productCode"] },
          ),
        ),
        contact: optional(text(10)),
        notes: optional(text(20, ["\n", "\r\n", "\r", "\t"])),
      },
      { requiredKeys: ["number", "role", "status"] },
    ),
    { selector: ({ number }) => number, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ number, role, ...terms }): Consumer => {
      const account = String(number).padStart(12, "0");
      const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
      return consumer(`c${number}`, account, {
        ...given,
        principals: role ? [`arn:aws:iam::${account}:role/network`, `arn:aws:iam::${account}:user/ada`] : [],
      });
    }),
  )
  .filter((all) =>
    all.every(
      ({ validFrom, validUntil }) => validFrom === undefined || validUntil === undefined || validFrom < validUntil,
    ),
  );

const termsIn = ({ registry }: World) =>
  [...registry.byAccounts.values()].map((one) => JSON.stringify(termsOf(one))).toSorted();

describe("privatelink consumers export", () => {
  afterEach(cleanUp.all);

  it("writes a table with every column, and values as they are", async () => {
    const world = new World([
      consumer("zeta", "444455556666", { notes: '=HYPERLINK("x")', contact: "+49 30 1234" }),
      consumer("acme", "011122223333", {
        plan: "gold, yearly",
        regions: ["us-east-1", "us-east-2"],
        maxConnections: 2,
        marketplace: { productCode: "abc" },
      }),
    ]);
    const said = await exporting(world);
    expect(said).to.deep.equal({
      code: 0,
      stdout: `name,account,principals,status,plan,validFrom,validUntil,regions,services,maxConnections,endpointIds,marketplace.productCode,marketplace.licenseArn,contact,notes
acme,011122223333,,active,"gold, yearly",,,us-east-1;us-east-2,,2,,abc,,,
zeta,444455556666,,active,,,,,,,,,,+49 30 1234,"=HYPERLINK(""x"")"
`,
      stderr:
        "A spreadsheet may take 2 values for a formula (contact of zeta, notes of zeta). They are written as they are: let the spreadsheet import all columns as text.\n",
    });
  });

  it("writes an array with every key, null where there is no value", async () => {
    const world = new World([consumer("acme", "011122223333", { plan: "gold" })]);
    const { stdout } = await exporting(world, { json: true });
    expect(JSON.parse(stdout)).to.deep.equal([
      {
        name: "acme",
        account: "011122223333",
        principals: [],
        status: "active",
        plan: "gold",
        validFrom: null,
        validUntil: null,
        regions: null,
        services: null,
        maxConnections: null,
        endpointIds: null,
        marketplace: null,
        contact: null,
        notes: null,
      },
    ]);
  });

  it("writes a file in the format of its name, that others cannot read", async () => {
    const world = new World([consumer("acme", "011122223333")]);
    const out = `${folderWith({}, cleanUp.add)}/consumers.json`;
    const said = await exporting(world, { out });
    expect(said).to.deep.equal({ code: 0, stdout: "", stderr: `Wrote 1 consumer to ${out}.\n` });
    expect(JSON.parse(readFileSync(out, "utf8"))).to.have.length(1);
    const asked = await exporting(world, { out });
    expect([asked.code, asked.stderr]).to.deep.equal([
      2,
      `${out} is there already. Overwrite it? There is no terminal to ask on: say --yes to go on without being asked.\n`,
    ]);
    world.registry.byAccounts.clear();
    expect((await exporting(world, { out, yes: true })).code).to.equal(0);
    expect(readFileSync(out, "utf8")).to.equal("[]\n");
    const table = out.replace(/json$/, "csv");
    await exporting(world, { out: table });
    expect(readFileSync(table, "utf8")).to.match(/^\ufeffname,account,/);
    const other = await exporting(world, { out, format: FileFormat.Csv });
    expect([other.code, other.stderr]).to.deep.equal([
      2,
      `${out} would hold csv under the ending of json, and an import goes by the ending; give it the ending .csv.\n`,
    ]);
  });

  it("exports nothing where an entry cannot be read, because it would be missing", async () => {
    const world = new World([consumer("acme", "011122223333"), consumer("beta", "111122223333")]);
    world.registry.damage("111122223333", "plan: is wrong");
    const { code, stdout, stderr } = await exporting(world);
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.equal(
      "CONSUMERS/111122223333 cannot be read: plan: is wrong\nNothing was exported, because these entries would be missing. Put the item right in the table, or delete it and its name there and add the consumer anew.\n",
    );
  });

  it("is restored by an import, into an empty registry and over any other terms of the same consumers", async () => {
    const folder = folderWith({}, cleanUp.add);
    await fc.assert(
      fc.asyncProperty(
        consumers,
        consumers,
        fc.constantFrom(...Object.values(FileFormat)),
        async (all, others, format) => {
          const source = new World(all);
          const out = `${folder}/consumers.${format}`;
          expect((await exporting(source, { out, yes: true })).code).to.equal(0);
          const names = new Set(all.map(({ name }) => name));
          for (const target of [new World(), new World(others.filter(({ name }) => names.has(name)))]) {
            const said = await target.run({ yes: true }, (session) => importConsumers(out, session));
            expect([said.code, said.stderr]).to.deep.equal([0, ""]);
            expect(termsIn(target)).to.deep.equal(termsIn(source));
          }
          // What is there already is recognised.
          const again = await source.run({}, (session) => importConsumers(out, session));
          expect(again.stdout).to.contain(`0 added, 0 changed, ${all.length} unchanged.`);
          expect(source.registry.writes).to.equal(0);
        },
      ),
      { numRuns: 30 },
    );
  });
});
