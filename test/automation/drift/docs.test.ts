import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { BY_NATURE } from "../../../automation/drift/compare/by-nature";
import { OWNED } from "../../../automation/drift/resources/owned";
import { shortType } from "../../../automation/plan/render/tree";
import { ZONES_WITHOUT_CROSS_REGION_ACCESS } from "../../../components/lib/regions";

const read = (page: string) => readFileSync(path.resolve(__dirname, "../../../docs", page), "utf8");

/** Rows of the table below a heading, without its head. */
function rowsBelow(text: string, heading: string): string[] {
  const [, ...rows] = (text.split(heading)[1] ?? "").split("\n").filter((line) => line.startsWith("| "));
  const end = rows.findIndex((row) => row.startsWith("| Setting | because"));
  return end < 0 ? rows : rows.slice(0, end);
}

describe("docs", () => {
  it("drift.md lists every property that is left out, with who writes it", () => {
    const rows = OWNED.map(({ type, property, owner }) => `| \`${shortType(type)}\` | \`${property}\` | ${owner} |`);
    const documented = rowsBelow(read("drift.md").split("## Update")[0] ?? "", "### What is left out");
    // The principals are told apart by the registry, and not by the property.
    expect(documented.filter((row) => !row.includes("`allowedPrincipals`"))).to.deep.equal(rows);
  });

  it("drift.md lists every setting that is not compared, with the reason", () => {
    const rows = BY_NATURE.map(({ path: setting, because }) => `| \`${setting}\` | ${because} |`);
    expect(rowsBelow(read("drift.md"), "These are not compared:")).to.deep.equal(rows);
  });

  it("cross-region.md names every zone that cannot take part", () => {
    const [row = ""] = read("cross-region.md").match(/^\| The zones .* take no part .*$/m) ?? [];
    expect([...row.matchAll(/[a-z]+\d-az\d/g)].map(([zoneId]) => zoneId)).to.deep.equal([
      ...ZONES_WITHOUT_CROSS_REGION_ACCESS,
    ]);
  });
});
