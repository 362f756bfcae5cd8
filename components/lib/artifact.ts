import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { PolicyDocument } from "./policy-document";
import type { Check } from "./problem";

const GZIP_MAGIC = 0x1f8b;
const SUFFIX = ".tar.gz";
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** An archive on disk: its SHA-256 in hex, and the object key that carries it. */
export interface ArtifactFile {
  readonly sha256: string;
  readonly key: string;
}

/** Refuses what is not a readable gzip archive with a name that can stand in an object key. */
export const checkArtifactPath: Check<string> = (value, path) => {
  const refuse = (rule: string, remedy: string) => [{ path, value, rule, remedy }];
  if (!value.endsWith(SUFFIX)) return refuse(`does not end with ${SUFFIX}`, "give a gzip-compressed tar archive");
  if (!SAFE_NAME.test(basename(value))) {
    return refuse(
      "has a file name with other characters than letters, digits, dot, underscore and hyphen",
      "rename the file",
    );
  }
  if (!statSync(value, { throwIfNoEntry: false })?.isFile()) {
    return refuse("is not a file", "build the archive first, or correct the path, which is relative to the project");
  }
  if (magicOf(value) !== GZIP_MAGIC) return refuse("is not compressed with gzip", "write it with tar -czf");
  return [];
};

function magicOf(file: string): number {
  const start = Buffer.alloc(2);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start, 0, 2, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.readUInt16BE();
}

/** Hashes the file. The key carries the hash, so that other contents are another object and never a silent change. */
export function readArtifact(file: string): ArtifactFile {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  return { sha256, key: `${sha256}/${basename(file)}` };
}

/** Bucket policy: no request without TLS. */
export function tlsOnlyPolicy(bucketArn: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
