import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { keptArchives } from "../../automation/rollout/archives";
import type { Archives } from "../../automation/rollout/request";
import { clientsOf, environmentOf, PROVIDER } from "./support/clients";
import { useEmulator } from "./support/emulator";

const OHIO = "us-east-2";
const subject = { region: OHIO };

describe("the archive that a stack ran, in its bucket", () => {
  useEmulator();
  const environment = { ...process.env };
  const sha256 = createHash("sha256").update("first").digest("hex");
  const artifact = { bucket: "order-processor-archives", key: `${sha256}/order-processor.tar.gz`, sha256 };
  let folder: string;
  let archives: Archives;

  before(async () => {
    // Without it, the SDK looks for an instance's credentials for seconds.
    Object.assign(process.env, await environmentOf(), { AWS_EC2_METADATA_DISABLED: "true" });
    const { config } = await clientsOf(PROVIDER, OHIO);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const { bucket: Bucket, key: Key } = artifact;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: OHIO } }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "first" }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "other", Body: "other" }));
    s3.destroy();
  });
  after(() => {
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "privatelink-archives-"));
    archives = keptArchives(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is fetched with the credentials and in the Region of the stack", async () => {
    const file = await archives.fetch(artifact, subject);
    expect(file).to.equal(path.join(folder, "archives", sha256, "order-processor.tar.gz"));
    expect(await readFile(file, "utf8")).to.equal("first");
  });

  it("is refused when it is another one, is gone, or may not be read", async () => {
    const refusal = (of: Partial<typeof artifact>, more = {}) =>
      archives.fetch({ ...artifact, ...of }, { ...subject, ...more }).catch((error: Error) => error.message);
    expect(await refusal({ key: "other" })).to.contain("instead of");
    expect(await refusal({ key: "gone" })).to.match(
      /^The archive s3:\/\/order-processor-archives\/gone cannot be had: AWS: NoSuchKey: /,
    );
    expect(await refusal({}, { identity: { profile: "nobody" } })).to.contain(
      "cannot be had: There are no AWS credentials: ",
    );
    expect(await readdir(folder)).to.deep.equal([]);
  });
});
