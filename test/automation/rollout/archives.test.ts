import { createHash } from "node:crypto";
import { readdir, readFile, utimes } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { archivesOf, withArchives } from "../../../automation/rollout/archive-settings";
import { type Download, keptArchives, notOnSandbox } from "../../../automation/rollout/archives";
import { CleanUp, folderWith, write } from "../support/folder";

const subject = { region: "us-east-1" };

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function artifactOf(text: string) {
  const sha256 = sha256Of(text);
  return { bucket: "order-processor", key: `${sha256}/order-processor.tar.gz`, sha256 };
}

describe("keptArchives", () => {
  const cleanUp = new CleanUp();
  afterEach(cleanUp.all);
  let folder: string;
  let file: string;
  let downloads: string[];

  /** The bucket, as a download sees it. */
  const bucketWith =
    (text: string): Download =>
    async ({ bucket, key }, { region }) => {
      downloads.push(`${region} ${bucket} ${key}`);
      return Buffer.from(text);
    };

  beforeEach(() => {
    folder = folderWith({ "order-processor.tar.gz": "first" }, cleanUp.add);
    file = path.join(folder, "order-processor.tar.gz");
    downloads = [];
  });

  it("gives back what was kept, under its own name, whatever became of the file", async () => {
    const archives = keptArchives(folder, bucketWith("never"));
    expect(await archives.keep(file)).to.equal(sha256Of("first"));
    write(folder, { "order-processor.tar.gz": "second" });
    const found = await archives.fetch(artifactOf("first"), subject);
    expect(found).to.equal(path.join(folder, "archives", sha256Of("first"), "order-processor.tar.gz"));
    expect(await readFile(found, "utf8")).to.equal("first");
    expect(downloads).to.deep.equal([]);
  });

  it("takes one that was not kept from the bucket of the stack, once", async () => {
    const archives = keptArchives(folder, bucketWith("first"));
    for (const _ of [1, 2]) {
      expect(await readFile(await archives.fetch(artifactOf("first"), subject), "utf8")).to.equal("first");
    }
    const { bucket, key } = artifactOf("first");
    expect(downloads).to.deep.equal([`us-east-1 ${bucket} ${key}`]);
  });

  it("takes a copy that was damaged from the bucket again", async () => {
    const archives = keptArchives(folder, bucketWith("first"));
    await archives.keep(file);
    write(folder, { [`archives/${sha256Of("first")}/order-processor.tar.gz`]: "dam" });
    expect(await readFile(await archives.fetch(artifactOf("first"), subject), "utf8")).to.equal("first");
  });

  it("refuses an object with other contents, and keeps nothing of it", async () => {
    const artifact = artifactOf("first");
    const message = await keptArchives(folder, bucketWith("other"))
      .fetch(artifact, subject)
      .catch((error: Error) => error.message);
    expect(message).to.equal(
      `s3://order-processor/${artifact.key}: has the SHA-256 ${sha256Of("other")} instead of ${artifact.sha256}, so that it is another archive.`,
    );
    expect(await readdir(folder)).to.deep.equal(["order-processor.tar.gz"]);
  });

  it("says why the bucket does not give one", async () => {
    const archives = keptArchives(folder, () => Promise.reject(new Error("gone")));
    expect(await archives.fetch(artifactOf("first"), subject).catch((error: Error) => error.message)).to.equal("gone");
  });

  it("asks no bucket for the archive of a stack on a sandbox", async () => {
    const artifact = artifactOf("first");
    const refused = keptArchives(folder, notOnSandbox).fetch(artifact, subject);
    expect(await refused.catch((error: Error) => error.message)).to.equal(
      `The archive s3://order-processor/${artifact.key} cannot be had: it is not among the copies, and the sandbox keeps none.`,
    );
  });

  it("keeps the twenty that were used last", async () => {
    const archives = keptArchives(folder, bucketWith("never"));
    for (let index = 0; index < 20; index++) {
      write(folder, { "order-processor.tar.gz": `version ${index}` });
      const at = new Date(Date.UTC(2026, 0, 1 + index));
      await utimes(path.join(folder, "archives", await archives.keep(file)), at, at);
    }
    write(folder, { "order-processor.tar.gz": "version 0" });
    await archives.keep(file);
    write(folder, { "order-processor.tar.gz": "version 20" });
    await archives.keep(file);
    const kept = [0, ...Array.from({ length: 19 }, (_, index) => index + 2)].map((index) =>
      sha256Of(`version ${index}`),
    );
    expect((await readdir(path.join(folder, "archives"))).sort()).to.deep.equal(kept.sort());
  });
});

describe("the archives of settings", () => {
  const settings = {
    "aws:region": "us-east-1",
    "saas-privatelink:service": { name: "orders", artifact: { path: "a.tar.gz" }, ports: [] },
    "saas-privatelink:additionalServices": [
      { name: "reports", artifact: { path: "b.tar.gz" } },
      { name: "elsewhere", artifact: { bucket: "x", key: "y", sha256: "z" } },
      { name: "of-the-image" },
    ],
  };

  it("are those on disk, by service", () => {
    expect(archivesOf(settings)).to.deep.equal([
      { service: "orders", path: "a.tar.gz" },
      { service: "reports", path: "b.tar.gz" },
    ]);
    expect(archivesOf({})).to.deep.equal([]);
    expect(archivesOf({ "saas-privatelink:service": { secure: "v1:abc" } })).to.deep.equal([]);
  });

  it("are replaced by service, and everything else stays", () => {
    expect(withArchives(settings, new Map([["reports", "/kept/b.tar.gz"]]))).to.deep.equal({
      ...settings,
      "saas-privatelink:additionalServices": [
        { name: "reports", artifact: { path: "/kept/b.tar.gz" } },
        { name: "elsewhere", artifact: { bucket: "x", key: "y", sha256: "z" } },
        { name: "of-the-image" },
      ],
    });
    expect(withArchives(settings, new Map())).to.deep.equal(settings);
    expect(withArchives({}, new Map([["reports", "x"]]))).to.deep.equal({});
  });
});
