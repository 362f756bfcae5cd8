import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { ServiceArtifact, type ServiceArtifactArgs } from "../../components";
import { T } from "../../sandbox/tokens";
import { type Recorded, withMocks } from "../support/mocks";
import { refusalOf } from "../support/refusal";

const COMPONENT = "saas-privatelink:index:ServiceArtifact";

describe("ServiceArtifact", () => {
  const content = gzipSync("one");
  const sha256 = createHash("sha256").update(content).digest("hex");
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "service-artifact-"));
    file = join(folder, "orders.tar.gz");
    writeFileSync(file, content);
  });
  after(() => rmSync(folder, { recursive: true }));
  const artifact = (args: Partial<ServiceArtifactArgs> = {}) =>
    withMocks(() => new ServiceArtifact("orders", { path: file, ...args }));

  describe("by default", () => {
    let run: Recorded<ServiceArtifact>;
    before(async () => {
      run = await artifact();
    });

    it("is one object in a bucket with all that makes it private and durable", () => {
      expect(run.count()).to.deep.equal({
        [T.Bucket]: 1,
        [T.BucketLifecycleConfiguration]: 1,
        [T.BucketObjectv2]: 1,
        [T.BucketPolicy]: 1,
        [T.BucketPublicAccessBlock]: 1,
        [T.BucketServerSideEncryptionConfiguration]: 1,
        [T.BucketVersioning]: 1,
        [COMPONENT]: 1,
      });
      const { urn } = run.one(COMPONENT);
      expect(run.resources.filter(({ type, parent }) => type !== COMPONENT && parent !== urn)).to.deep.equal([]);
      expect(run.calls).to.deep.equal([]);
    });

    it("leaves the bucket's name to Pulumi, and the objects in it when it is deleted", () => {
      expect(run.one(T.Bucket).inputs).to.deep.equal({ forceDestroy: false, tags: { Name: "orders-bucket" } });
    });

    it("blocks public access, encrypts, and keeps old versions for 90 days", () => {
      const bucket = run.one(T.Bucket).outputs.bucket;
      expect(run.one(T.BucketPublicAccessBlock).inputs).to.deep.equal({
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
      expect(run.one(T.BucketServerSideEncryptionConfiguration).inputs).to.deep.equal({ bucket, rules });
      const versioningConfiguration = { status: "Enabled" };
      expect(run.one(T.BucketVersioning).inputs).to.deep.equal({ bucket, versioningConfiguration });
      expect(run.one(T.BucketLifecycleConfiguration).inputs).to.deep.equal({
        bucket,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: 90 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      });
    });

    it("denies requests without TLS", () => {
      const { arn } = run.one(T.Bucket).outputs;
      const { Statement } = JSON.parse(String(run.one(T.BucketPolicy).inputs.policy));
      expect(Statement).to.deep.equal([
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    });

    it("is an object whose key carries its hash, which waits for the bucket's settings and outlives its replacement", () => {
      const object = run.one(T.BucketObjectv2);
      const { source, ...inputs } = object.inputs;
      expect(inputs).to.deep.equal({
        bucket: run.one(T.Bucket).outputs.bucket,
        key: `${sha256}/orders.tar.gz`,
        sourceHash: sha256,
      });
      expect(JSON.stringify(source)).to.contain(file);
      expect(object.options).to.deep.equal({ retainOnDelete: true });
      const settings = [
        T.BucketPublicAccessBlock,
        T.BucketServerSideEncryptionConfiguration,
        T.BucketVersioning,
        T.BucketLifecycleConfiguration,
        T.BucketPolicy,
      ];
      expect(object.dependencies).to.include.members(settings.map((type) => run.one(type).urn));
    });

    it("tells where it is, and its hash", () => {
      const { bucket, arn } = run.one(T.Bucket).outputs;
      expect(run.one(COMPONENT).outputs).to.deep.equal({
        bucketName: bucket,
        bucketArn: arn,
        key: `${sha256}/orders.tar.gz`,
        sha256,
      });
    });
  });

  it("deletes the objects with the bucket when told to, and tags both", async () => {
    const run = await artifact({ forceDestroy: true, tags: { team: "orders" } });
    expect(run.one(T.Bucket).inputs).to.deep.equal({
      forceDestroy: true,
      tags: { team: "orders", Name: "orders-bucket" },
    });
    expect(run.one(T.BucketObjectv2).inputs.tags).to.deep.equal({ team: "orders" });
  });

  it("refuses a file that is not there, before the first child", async () => {
    const path = join(folder, "absent.tar.gz");
    const { message, count } = await refusalOf(() => new ServiceArtifact("orders", { path }));
    expect(count).to.deep.equal({ [COMPONENT]: 1 });
    expect(message).to.equal(
      `ServiceArtifact "orders" cannot be created. path: "${path}" is not a file; build the archive first, or correct the path, which is relative to the project.`,
    );
  });
});
