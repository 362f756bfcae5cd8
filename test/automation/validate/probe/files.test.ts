import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { networkPlan } from "../../../../automation/validate/network/plan";
import { readProbeResult } from "../../../../automation/validate/probe/result";
import { howToRun, writeProbe } from "../../../../automation/validate/probe/write";
import { CleanUp, folderWith } from "../../support/folder";
import { aTarget, facts } from "../support/facts";

const cleanUp = new CleanUp();
const plan = networkPlan(facts(), aTarget(), { timeoutSeconds: 1 });
if (plan === undefined) throw new Error("There is no plan.");

describe("the files of a probe", () => {
  afterEach(cleanUp.all);

  it("never replace another file unless forced", async () => {
    const file = path.join(folderWith({ "mine.sh": "mine" }, cleanUp.add), "mine.sh");
    const refused = await writeProbe(plan, file, false).catch((error) => error);
    expect(refused.message).to.equal(
      `No probe was written: there is already a file ${file}. Say --force to write over it.`,
    );
    expect(readFileSync(file, "utf8")).to.equal("mine");
    await writeProbe(plan, file, true);
    expect(readFileSync(file, "utf8")).to.match(/^#!\/usr\/bin\/env bash\n/);
  });

  it("are named on the other host without the folders of this one", () => {
    expect(howToRun(plan, "/some/where/probe.sh").split("\n")[1]).to.equal("  bash probe.sh --json > result.json");
  });

  it("are refused in a plain sentence where they are no result", async () => {
    const file = path.join(folderWith({}, cleanUp.add), "result.json");
    writeFileSync(file, JSON.stringify({ version: 1 }));
    const refused = await readProbeResult(file, plan).catch((error) => error);
    expect(refused.message).to.equal(
      `${file} is JSON, but not the result of a probe of this release. Run the probe again with --json, and give the file that its stdout is written to.`,
    );
  });
});
