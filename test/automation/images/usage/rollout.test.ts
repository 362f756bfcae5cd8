import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { rolloutUse } from "../../../../automation/images/usage/rollout";
import { RolloutOutcome } from "../../../../automation/rollout/events";
import { type JournalDocument, type StackEntry, StackState } from "../../../../automation/rollout/journal-file";
import { ownJournalFolder } from "../../../../automation/stacks/own-journal";

const IMAGE = "saas-privatelink:image";

function entry(image: unknown, outputs: Readonly<Record<string, unknown>>): StackEntry {
  return { state: StackState.Begun, earlier: { settings: { [IMAGE]: image }, outputs }, fingerprint: "f" };
}

function rollout(stacks: JournalDocument["stacks"], more: Partial<JournalDocument> = {}): JournalDocument {
  return { version: 1, began: "2026-11-21T09:00:00.000Z", targets: [], waves: [], stacks, ...more };
}

describe("what an unfinished rollout may go back to", () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), "privatelink-rollout-use-")));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const use = async (journal?: JournalDocument) => {
    const folder = ownJournalFolder(root);
    mkdirSync(folder, { recursive: true });
    if (journal !== undefined) writeFileSync(path.join(folder, "journal.json"), JSON.stringify(journal));
    return Object.fromEntries(await rolloutUse(root));
  };
  const back = (stacks: string, began = "2026-11-21T09:00:00.000Z") =>
    `the unfinished rollout of ${began}, which may bring ${stacks} back to it`;

  it("is nothing before the first rollout, and after one that succeeded", async () => {
    expect(await use()).to.deep.equal({});
    const stacks = { home: entry({ id: "ami-1" }, { imageId: "ami-1" }) };
    expect(await use(rollout(stacks, { outcome: RolloutOutcome.Succeeded }))).to.deep.equal({});
  });

  it("is the AMI of a stack's settings and the one that it ran, and for a copy of Pulumi the source that it is made of", async () => {
    const stacks = {
      home: entry({ id: "ami-1" }, { imageId: "ami-1" }),
      ohio: entry({ ssmParameter: "/images/orders" }, { imageId: "ami-2" }),
      dublin: entry(
        { copyFrom: { stack: "home" } },
        { imageId: "ami-3", imageSources: ["ami-1", "ami-0"], imageSourceRegion: "us-east-1" },
      ),
      new: { ...entry({ id: "ami-9" }, {}), earlier: null },
    };
    expect(await use(rollout(stacks))).to.deep.equal({
      "ami-1": [back("home and dublin")],
      "ami-2": [back("ohio")],
      "ami-3": [back("dublin")],
    });
  });

  for (const outcome of [RolloutOutcome.Stopped, RolloutOutcome.Interrupted, RolloutOutcome.RollbackFailed]) {
    it(`is all of it after a rollout that ended as ${outcome}, because it may be resumed`, async () => {
      const stacks = { home: entry({ id: "ami-1" }, {}) };
      expect(await use(rollout(stacks, { outcome }))).to.deep.equal({ "ami-1": [back("home")] });
    });
  }

  it("is also that of the rollout that is kept beside another one", async () => {
    const began = "2026-11-20T09:00:00.000Z";
    const kept = { ...rollout({ ohio: entry({ id: "ami-2" }, {}) }), began };
    const stacks = { home: entry({ id: "ami-1" }, {}) };
    expect(await use(rollout(stacks, { kept }))).to.deep.equal({
      "ami-1": [back("home")],
      "ami-2": [back("ohio", began)],
    });
    expect(await use(rollout(stacks, { kept, outcome: RolloutOutcome.Succeeded }))).to.deep.equal({
      "ami-2": [back("ohio", began)],
    });
  });

  it("is not guessed at where the journal cannot be read", async () => {
    mkdirSync(ownJournalFolder(root), { recursive: true });
    const file = path.join(ownJournalFolder(root), "journal.json");
    writeFileSync(file, "{");
    expect(await rolloutUse(root).catch((error: Error) => error.message)).to.equal(
      `${file}: is not the journal of a rollout; remove it, and begin anew by privatelink up.`,
    );
  });
});
