import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { InputChecks } from "./inputs";
import { checkArtifactPath, readArtifact, tlsOnlyPolicy } from "./lib/artifact";
import { withName } from "./lib/tags";

const OLD_VERSIONS_DAYS = 90;
const UPLOAD_DAYS = 7;

/** Args of `ServiceArtifact`. */
export interface ServiceArtifactArgs {
  /**
   * File on disk, a `.tar.gz`, relative to the project's folder. It is hashed at each update; other contents become
   * another object, and the objects before it stay for a rollback.
   */
  path: string;
  /**
   * Whether deleting the bucket deletes the objects in it. Objects outlive their resources, so that without this the
   * bucket is never empty and a destroy fails at it: set it, and update, before the destroy. Defaults to false.
   */
  forceDestroy?: boolean;
  /** Tags of the bucket and the object, besides the bucket's Name. Defaults to none. */
  tags?: Record<string, string>;
}

/** The archive that instances run, in a private, versioned and encrypted bucket, under a key that carries its hash. */
export class ServiceArtifact extends pulumi.ComponentResource {
  /** Name of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket, for endpoint policies. */
  readonly bucketArn: pulumi.Output<string>;
  /** Key of the object: the SHA-256 of the archive, and its file name. */
  readonly key: pulumi.Output<string>;
  /** SHA-256 of the archive in hex, which an instance compares after the download. */
  readonly sha256: pulumi.Output<string>;

  constructor(name: string, args: ServiceArtifactArgs, opts?: pulumi.ComponentResourceOptions) {
    super("saas-privatelink:index:ServiceArtifact", name, args, opts);
    const checks = new InputChecks(`ServiceArtifact "${name}"`);
    checks.add(checkArtifactPath(args.path, "path"));
    checks.refuse();
    const { key, sha256 } = readArtifact(args.path);

    const tags = withName(args.tags, `${name}-bucket`);
    const { forceDestroy = false } = args;
    const bucket = new s3.Bucket(`${name}-bucket`, { forceDestroy, tags }, { parent: this });
    const settings = secure(name, bucket, { parent: this });
    const object = new s3.BucketObjectv2(
      `${name}-object`,
      {
        bucket: bucket.bucket,
        key,
        source: new pulumi.asset.FileAsset(args.path),
        sourceHash: sha256,
        ...(args.tags && { tags: args.tags }),
      },
      // A launch template version that was current a moment ago, or is again after a rollback, names the object before.
      { parent: this, retainOnDelete: true, dependsOn: settings },
    );

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.key = object.key;
    this.sha256 = pulumi.output(sha256);
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      key: this.key,
      sha256: this.sha256,
    });
  }
}

/** Everything that makes the bucket private and durable; the object waits for it. */
function secure(name: string, bucket: s3.Bucket, opts: pulumi.CustomResourceOptions): pulumi.Resource[] {
  const publicAccess = new s3.BucketPublicAccessBlock(
    `${name}-public-access`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    opts,
  );
  const versioning = new s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  const lifecycle = new s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: OLD_VERSIONS_DAYS },
          abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
        },
      ],
    },
    { ...opts, dependsOn: versioning },
  );
  const policy = new s3.BucketPolicy(
    `${name}-policy`,
    { bucket: bucket.bucket, policy: pulumi.jsonStringify(bucket.arn.apply(tlsOnlyPolicy)) },
    // S3 refuses two of these calls at once on a new bucket.
    { ...opts, dependsOn: publicAccess },
  );
  return [publicAccess, encryption, versioning, lifecycle, policy];
}
