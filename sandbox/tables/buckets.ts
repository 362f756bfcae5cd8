import { admitBucketPolicy } from "../checks/bucket-policy";
import { resourcePolicy } from "../checks/policy";
import { all, arnOf, matching, oneOf, tagSet, upTo } from "../checks/rules";
import { hex } from "../ids";
import { blank, movesUnless, type ResourceTable, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, record, records, text } from "../values";

/** A setting of a bucket that is a resource of its own: its id is the bucket's name. */
function setting(table: Partial<ResourceTable>): ResourceTable {
  return {
    id: ({ inputs }) => must(inputs.bucket, "bucket"),
    notFound: (id) => `NoSuchBucket: The specified bucket does not exist (${id})`,
    references: [{ property: "bucket", types: T.Bucket }],
    replaceOn: ["bucket"],
    ...table,
    required: ["bucket", ...(table.required ?? [])],
  };
}

/** Settings whose API asks who owns the bucket. */
const OWNED = ["bucket", "expectedBucketOwner"];

const REGIONAL_ZONE: Readonly<Record<string, string>> = {
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-central-1": "Z21DNDUVLTQW6Q",
};

export const buckets: ResourceTables = {
  [T.Bucket]: {
    id: ({ inputs }) => must(inputs.bucket, "bucket"),
    notFound: (id) => `NoSuchBucket: The specified bucket does not exist (${id})`,
    tagged: true,
    autoName: { property: "bucket", maxLength: 63, lowerCase: true },
    defaults: { forceDestroy: false },
    rules: {
      bucket: all(
        matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "have 3 to 63 lower-case letters, digits, hyphens and dots"),
        (value) =>
          /\.\.|^\d+\.\d+\.\d+\.\d+$|^xn--|-s3alias$/.test(String(value))
            ? `"${value}" is not a valid bucket name`
            : undefined,
      ),
      tags: tagSet,
    },
    admit: ({ inputs, cloud, old }) =>
      old === undefined && cloud.all(T.Bucket).some((s) => s.id === inputs.bucket)
        ? [refuse("bucket", `BucketAlreadyOwnedByYou: the bucket ${text(inputs.bucket)} exists already`)]
        : [],
    computed: {
      arn: (m) => `arn:${m.partition}:s3:::${m.id}`,
      bucketDomainName: (m) => `${m.id}.s3.amazonaws.com`,
      bucketRegion: (m) => m.region,
      bucketRegionalDomainName: (m) => `${m.id}.s3.${m.region}.amazonaws.com`,
      hostedZoneId: (m) => REGIONAL_ZONE[m.region] ?? `Z${hex(m.region, "s3", 13).toUpperCase()}`,
      objectLockEnabled: (m) => m.inputs.objectLockEnabled ?? false,
      ...blank("websiteDomain", "websiteEndpoint"),
    },
    keeps: ["objectLockEnabled"],
    replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled"],
    refuseDelete: (bucket, cloud) => {
      if (bucket.inputs.forceDestroy === true || cloud.referrers(bucket, T.BucketObjectv2).length === 0)
        return undefined;
      return `BucketNotEmpty: The bucket you tried to delete is not empty (${bucket.id})`;
    },
    // Objects that no program manages any more went when the provider emptied the bucket.
    removed: (bucket, cloud) => {
      for (const object of cloud.all(T.BucketObjectv2)) if (object.inputs.bucket === bucket.id) cloud.remove(object);
    },
  },
  [T.BucketServerSideEncryptionConfiguration]: setting({
    required: ["rules"],
    replaceOn: OWNED,
    rules: {
      rules: (value) => {
        const algorithms = records(value).map((rule) => record(rule.applyServerSideEncryptionByDefault).sseAlgorithm);
        const wrong = algorithms.find(
          (a) => a !== undefined && !["AES256", "aws:kms", "aws:kms:dsse"].includes(String(a)),
        );
        return wrong === undefined
          ? undefined
          : `sseAlgorithm: expected one of AES256, aws:kms, aws:kms:dsse, got ${wrong}`;
      },
    },
  }),
  [T.BucketPublicAccessBlock]: setting({
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  }),
  [T.BucketVersioning]: setting({
    required: ["versioningConfiguration"],
    replaceOn: OWNED,
    rules: {
      versioningConfiguration: (value) => {
        const status = String(record(value).status);
        return ["Enabled", "Suspended", "Disabled"].includes(status)
          ? undefined
          : `status: expected one of Enabled, Suspended, Disabled, got ${status}`;
      },
    },
  }),
  [T.BucketPolicy]: setting({
    required: ["policy"],
    rules: { policy: resourcePolicy(20_480, "s3") },
    admit: admitBucketPolicy,
  }),
  [T.BucketOwnershipControls]: setting({ required: ["rule"] }),
  [T.BucketLifecycleConfiguration]: setting({
    replaceOn: OWNED,
    rules: {
      rules: (value) => {
        const ids = records(value).map((rule) => rule.id);
        if (new Set(ids).size !== ids.length)
          return "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule";
        const wrong = records(value).find((rule) => rule.status !== "Enabled" && rule.status !== "Disabled");
        return wrong === undefined ? undefined : `status: expected one of Enabled, Disabled, got ${wrong.status}`;
      },
    },
    computed: {
      expectedBucketOwner: (m) => m.inputs.expectedBucketOwner ?? "",
      transitionDefaultMinimumObjectSize: (m) =>
        m.inputs.transitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
    },
    keeps: ["expectedBucketOwner", "transitionDefaultMinimumObjectSize"],
  }),
  [T.BucketObjectv2]: {
    id: ({ inputs }) => `${text(inputs.bucket)}/${text(inputs.key)}`,
    overwrites: () => true,
    notFound: (id) => `NoSuchKey: The specified key does not exist (${id})`,
    tagged: true,
    autoName: { property: "key", maxLength: 1024, random: false },
    required: ["bucket"],
    defaults: { forceDestroy: false },
    rules: {
      checksumAlgorithm: oneOf("CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"),
      key: all(upTo(1024), (value) => (value === "" ? "must not be empty" : undefined)),
      kmsKeyId: arnOf("kms"),
      serverSideEncryption: oneOf("AES256", "aws:kms", "aws:kms:dsse"),
      tags: tagSet,
    },
    check: (inputs) => {
      const sources = ["content", "contentBase64", "source"].filter((property) => inputs[property] !== undefined);
      return sources.length > 1
        ? [refuse("source", `only one of content, contentBase64 and source may be given, got ${sources.join(", ")}`)]
        : [];
    },
    references: [{ property: "bucket", types: T.Bucket }],
    computed: {
      arn: (m) => `arn:${m.partition}:s3:::${m.id}`,
      acl: (m) => m.inputs.acl ?? "private",
      contentType: (m) => m.inputs.contentType ?? "application/octet-stream",
      etag: (m) =>
        m.inputs.etag ??
        hex(`${m.seed}${JSON.stringify(m.inputs.content ?? m.inputs.source ?? m.inputs.sourceHash)}`, "etag", 32),
      serverSideEncryption: (m) => m.inputs.serverSideEncryption ?? "AES256",
      storageClass: (m) => m.inputs.storageClass ?? "STANDARD",
      versionId: (m) => hex(`${m.seed}${JSON.stringify(m.inputs)}`, "version", 32),
      bucketKeyEnabled: (m) => m.inputs.bucketKeyEnabled ?? false,
      ...blank("checksumCrc32", "checksumCrc32c", "checksumCrc64nvme", "checksumSha1", "checksumSha256"),
    },
    volatile: { versionId: movesUnless("acl", "forceDestroy", "tags") },
    keeps: ["acl", "bucketKeyEnabled", "contentType", "etag", "serverSideEncryption", "storageClass"],
    replaceOn: ["bucket", "key"],
  },
};
