import { readArtifact } from "../../components/lib/artifact";
import type { PublishedArtifact } from "../../stacks/outputs";
import { ifThere } from "../if-there";
import { hasSecret } from "../plan/secrets";
import type { EarlierUpdate, StackSettings, StackSubject } from "../stacks/place";
import { isProtected, PROTECT } from "../stacks/protection";
import { archiveFile, archivesOf, withArchives } from "./archive-settings";
import { pinnedImage } from "./pinned-image";
import type { Archives } from "./request";

/**
 * The settings by which a stack becomes what it was: those of its earlier update, with the image and the archives that
 * it ran. Throws an error that says what cannot be had any more.
 * @param present the stack file of now, in which secrets that the earlier update is known to have had may be again
 */
export async function earlierSettings(
  { settings, lost = [], outputs }: EarlierUpdate,
  present: StackSettings,
  project: string,
  subject: Pick<StackSubject, "region" | "identity">,
  archives: Archives,
): Promise<StackSettings> {
  const all = { ...settings, ...secretsOf(lost, present), ...protectionOf(settings, present) };
  const pinned = pinnedImage(all, outputs);
  const paths = new Map<string, string>();
  for (const archive of archivesOf(pinned)) {
    const ran = publishedArchive(archive.service, outputs.artifacts);
    if ((await shaOf(archiveFile(project, archive))) === ran.sha256) continue;
    paths.set(archive.service, await archives.fetch(ran, subject));
  }
  return withArchives(pinned, paths);
}

/** No rollback lifts a protection that the stack file wants. */
function protectionOf(earlier: StackSettings, present: StackSettings): StackSettings {
  return isProtected(present) && !isProtected(earlier) ? { [PROTECT]: true } : {};
}

function secretsOf(lost: readonly string[], present: StackSettings): StackSettings {
  const gone = lost.filter((key) => !hasSecret(present[key]));
  if (gone.length === 0) return Object.fromEntries(lost.map((key) => [key, present[key]]));
  throw new Error(
    `${gone.join(", ")}: (missing) in the stack file, which had it as a secret at the update before; put it back by pulumi config set --secret.`,
  );
}

function publishedArchive(service: string, artifacts: unknown): PublishedArtifact {
  const artifact = (artifacts as Readonly<Record<string, Partial<PublishedArtifact>>> | undefined)?.[service];
  const { bucket, key, sha256 } = artifact ?? {};
  if (bucket !== undefined && key !== undefined && sha256 !== undefined) return { bucket, key, sha256 };
  throw new Error(`The output artifacts of the update before does not say which archive ${service} ran.`);
}

/** The SHA-256 of an archive in hex; undefined for a file that is not there any more. */
export function shaOf(file: string): Promise<string | undefined> {
  return ifThere(async () => readArtifact(file).sha256);
}
