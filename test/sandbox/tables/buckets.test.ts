import { expect } from "chai";
import { T } from "../../../sandbox/tokens";
import type { Properties } from "../../../sandbox/values";
import { policy, TestAccount } from "../account";

function setting() {
  const account = new TestAccount();
  const bucket = account.make(T.Bucket, "artifacts", {});
  return { account, bucket };
}

describe("a bucket in the sandbox", () => {
  it("has the outputs that AWS computes", () => {
    const { bucket } = setting();
    expect(bucket).to.include({
      arn: `arn:aws:s3:::${bucket.id}`,
      bucket: bucket.id,
      bucketRegionalDomainName: `${bucket.id}.s3.us-east-1.amazonaws.com`,
      bucketRegion: "us-east-1",
      hostedZoneId: "Z3AQBSTGFYJSTF",
      objectLockEnabled: false,
    });
  });

  it("has a name of S3's characters, one in all Regions", () => {
    const { account } = setting();
    const named = (bucket: string) => account.in("eu-west-1").refusals(T.Bucket, bucket, { bucket });
    expect(named("Orders")).to.deep.equal([
      'bucket: "Orders" must have 3 to 63 lower-case letters, digits, hyphens and dots',
    ]);
    expect(named("10.0.0.1")).to.deep.equal(['bucket: "10.0.0.1" is not a valid bucket name']);
    account.make(T.Bucket, "one", { bucket: "orders" });
    expect(named("orders")).to.deep.equal(["bucket: BucketAlreadyOwnedByYou: the bucket orders exists already"]);
  });

  it("is deleted empty, or by force", () => {
    const { account, bucket } = setting();
    const object = account.make(T.BucketObjectv2, "a", { bucket: bucket.id, key: "a.tar.gz", content: "x" });
    expect(account.deleteRefusal(T.Bucket, bucket.id)).to.equal(
      `BucketNotEmpty: The bucket you tried to delete is not empty (${bucket.id})`,
    );
    account.deleteRefusal(T.BucketObjectv2, object.id);
    expect(account.deleteRefusal(T.Bucket, bucket.id)).to.equal(undefined);
    const forced = account.make(T.Bucket, "forced", { forceDestroy: true });
    account.make(T.BucketObjectv2, "b", { bucket: forced.id, content: "x" });
    expect(account.deleteRefusal(T.Bucket, forced.id)).to.equal(undefined);
  });
});

describe("objects that no program manages any more, in the sandbox", () => {
  it("are overwritten by an upload under their key", () => {
    const { account, bucket } = setting();
    const upload = (name: string, content: string) =>
      account.make(T.BucketObjectv2, name, { bucket: bucket.id, key: "a.tar.gz", content });
    expect(upload("before", "x").id).to.equal(upload("after", "y").id);
    const objects = account.cloud.all(T.BucketObjectv2);
    expect(objects.map(({ inputs }) => inputs.content)).to.deep.equal(["y"]);
  });

  it("go with a bucket that is deleted by force", () => {
    const { account, bucket } = setting();
    const forced = account.make(T.Bucket, "forced", { forceDestroy: true });
    for (const { id } of [forced, bucket]) account.make(T.BucketObjectv2, `in-${id}`, { bucket: id, content: "x" });
    expect(account.deleteRefusal(T.Bucket, forced.id)).to.equal(undefined);
    expect(account.cloud.all(T.BucketObjectv2).map(({ inputs }) => inputs.bucket)).to.deep.equal([bucket.id]);
  });
});

describe("the settings of a bucket in the sandbox", () => {
  it("are of a bucket that exists", () => {
    const { account } = setting();
    expect(
      account.refusals(T.BucketVersioning, "v", { bucket: "none", versioningConfiguration: { status: "Enabled" } }),
    ).to.deep.equal(["bucket: NoSuchBucket: The specified bucket does not exist (none)"]);
  });

  it("have AWS's words", () => {
    const { account, bucket } = setting();
    const refused = (type: string, given: Properties) => account.refusals(type, "s", { bucket: bucket.id, ...given });
    expect(refused(T.BucketVersioning, { versioningConfiguration: { status: "On" } })).to.deep.equal([
      "versioningConfiguration: status: expected one of Enabled, Suspended, Disabled, got On",
    ]);
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES" } }];
    expect(refused(T.BucketServerSideEncryptionConfiguration, { rules })).to.deep.equal([
      "rules: sseAlgorithm: expected one of AES256, aws:kms, aws:kms:dsse, got AES",
    ]);
    const twice = [1, 2].map(() => ({ id: "old", status: "Enabled" }));
    expect(refused(T.BucketLifecycleConfiguration, { rules: twice })).to.deep.equal([
      "rules: InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
    ]);
  });

  it("have a policy that speaks of the bucket, and is not public where that is blocked", () => {
    const { account, bucket } = setting();
    const read = { Principal: "*", Action: "s3:GetObject", Resource: `${bucket.arn}/*` };
    const refused = (name: string, statement: Properties) =>
      account.refusals(T.BucketPolicy, name, { bucket: bucket.id, policy: policy(statement) });
    expect(refused("far", { ...read, Resource: "arn:aws:s3:::other/*" })).to.deep.equal([
      `policy: MalformedPolicy: Policy has invalid resource: arn:aws:s3:::other/* is not in ${bucket.arn}`,
    ]);
    expect(refused("odd", { ...read, Action: "sns:Publish" })).to.deep.equal([
      "policy: MalformedPolicyDocument: Policy statement action out of service scope! (sns:Publish)",
    ]);
    account.make(T.BucketPublicAccessBlock, "block", { bucket: bucket.id, blockPublicPolicy: true });
    expect(refused("public", read)).to.deep.equal([
      "policy: AccessDenied: public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
    ]);
    const tls = { ...read, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(refused("tls", tls)).to.deep.equal([]);
  });
});

describe("an object of a bucket in the sandbox", () => {
  it("has one source", () => {
    const { account, bucket } = setting();
    expect(
      account.refusals(T.BucketObjectv2, "o", { bucket: bucket.id, content: "a", contentBase64: "YQ==" }),
    ).to.deep.equal(["source: only one of content, contentBase64 and source may be given, got content, contentBase64"]);
  });

  it("is overwritten by another of its key, as an upload does", () => {
    const { account, bucket } = setting();
    const first = account.make(T.BucketObjectv2, "one", { bucket: bucket.id, key: "a", content: "one" });
    const second = account.make(T.BucketObjectv2, "two", { bucket: bucket.id, key: "a", content: "two" });
    expect(second.id).to.equal(first.id);
    expect(account.read(T.BucketObjectv2, first.id)?.content).to.equal("two");
  });

  it("gets another version when its content changes", () => {
    const { account, bucket } = setting();
    const args = { bucket: bucket.id, key: "a", content: "one" };
    const made = account.make(T.BucketObjectv2, "o", args);
    const changed = account.update(T.BucketObjectv2, "o", made.id, { ...args, content: "two" });
    expect(made).to.include({ id: `${bucket.id}/a`, arn: `${bucket.arn}/a` });
    expect(changed.versionId).not.to.equal(made.versionId);
    expect(changed.etag).not.to.equal(made.etag);
  });
});
