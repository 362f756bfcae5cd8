import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { PublishedArtifact } from "../../stacks/outputs";
import { AwsClients } from "../aws/clients";
import { awsErrorText } from "../aws/errors";
import { withIdentity } from "../aws/identity";
import { ifThere } from "../if-there";
import type { StackSubject } from "../stacks/place";
import type { Archives } from "./request";

/** Copies that are kept, the ones used last. */
const KEPT = 20;

/** Reads an object of a bucket. */
export type Download = (
  artifact: PublishedArtifact,
  subject: Pick<StackSubject, "region" | "identity">,
) => Promise<Uint8Array>;

/**
 * Archives as copies in a folder, `<folder>/archives/<sha256>/<file>`; one that is not among them is taken from the
 * bucket of its stack, where objects stay.
 * @param folder where a rollout keeps how far it is
 */
export function keptArchives(folder: string, download: Download = fromBucket): Archives {
  const place = (sha256: string, name: string): string => path.join(folder, "archives", sha256, name);
  return {
    keep: async (file) => {
      const bytes = await readFile(file);
      const sha256 = sha256Of(bytes);
      const copy = place(sha256, path.basename(file));
      // The file may be built anew meanwhile: what is kept is what was hashed.
      if (!(await isWhole(copy, sha256))) await put(copy, bytes);
      await touch(path.dirname(copy));
      await forgetOldest(path.join(folder, "archives"));
      return sha256;
    },
    fetch: async (artifact, subject) => {
      const { sha256, key } = artifact;
      // With its name, which is a part of the object's key: the stack comes to the object that it had.
      const file = place(sha256, path.posix.basename(key));
      if (await isWhole(file, sha256)) return file;
      const bytes = await download(artifact, subject);
      const found = sha256Of(bytes);
      if (found !== sha256) {
        throw new Error(
          `s3://${artifact.bucket}/${key}: has the SHA-256 ${found} instead of ${sha256}, so that it is another archive.`,
        );
      }
      await put(file, bytes);
      return file;
    },
  };
}

/** For stacks on a sandbox, whose buckets hold no contents. */
export const notOnSandbox: Download = ({ bucket, key }) =>
  Promise.reject(
    new Error(
      `The archive s3://${bucket}/${key} cannot be had: it is not among the copies, and the sandbox keeps none.`,
    ),
  );

async function fromBucket({ bucket, key }: PublishedArtifact, subject: Pick<StackSubject, "region" | "identity">) {
  const clients = new AwsClients(subject.identity);
  try {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const { Body } = await (await clients.s3(subject.region)).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error("the answer of S3 has no body.");
    return await Body.transformToByteArray();
  } catch (error) {
    const text = awsErrorText(error) ?? (error instanceof Error ? error.message : String(error));
    throw new Error(`The archive s3://${bucket}/${key} cannot be had: ${withIdentity(text, error, subject.identity)}`);
  } finally {
    clients.close();
  }
}

async function isWhole(file: string, sha256: string): Promise<boolean> {
  const bytes = await ifThere(() => readFile(file));
  return bytes !== undefined && sha256Of(bytes) === sha256;
}

async function touch(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now);
}

/** The buckets have what is not kept here any more. */
async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= KEPT) return;
  const ages = await Promise.all(names.map(async (name) => ({ name, at: await usedAt(path.join(folder, name)) })));
  const oldest = ages.sort((a, b) => b.at - a.at).slice(KEPT);
  for (const { name } of oldest) await rm(path.join(folder, name), { recursive: true, force: true });
}

/** 0 for what another stack's turn has just removed. */
async function usedAt(folder: string): Promise<number> {
  return (await ifThere(() => stat(folder)))?.mtimeMs ?? 0;
}

/** Another process sees all of the file or none of it. */
async function put(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
