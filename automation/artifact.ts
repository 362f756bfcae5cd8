import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { tarGz } from "./archive";
import { Refused } from "./terminal/refused";

/** A service packed for the fleet's instances. */
export interface BuiltArtifact {
  /** Absolute path of the .tar.gz. */
  readonly path: string;
  /** SHA-256 of that file, in hex. */
  readonly sha256: string;
}

/** What an archive was made from, kept beside it: it is built again only when one of these differs. */
interface Stamp {
  readonly builder: string;
  readonly archive: string;
  /** SHA-256 of each source, by its path relative to the service's folder. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Name of the one file in the archive, and of the program that an instance starts. */
const BUNDLE = "server.js";

/** Changes with everything in this file that changes the bytes of an archive. */
const FORMAT = 1;

/**
 * Bundles the service in `dir` (`main` of its package.json, with all that it imports) into one CommonJS file and packs
 * it as `dist/<name>.tar.gz`. The same sources give the same bytes. Nothing is built while the sources are unchanged,
 * and several processes may call it at the same time.
 */
export async function buildArtifact(dir: string): Promise<BuiltArtifact> {
  const root = path.resolve(dir);
  const { name, main } = await readManifest(root);
  const archive = path.join(root, "dist", `${name}.tar.gz`);
  const stampFile = path.join(root, "dist", `${name}.inputs.json`);
  const known = await currentArchive(root, archive, stampFile);
  if (known !== undefined) return { path: archive, sha256: known };

  const { code, sources } = await bundle(root, main);
  const bytes = tarGz([{ path: BUNDLE, content: code }]);
  const stamp: Stamp = { builder: await builder(), archive: sha256(bytes), inputs: await hashes(root, sources) };
  await mkdir(path.dirname(archive), { recursive: true });
  await replaceFile(archive, bytes);
  await replaceFile(stampFile, `${JSON.stringify(stamp, null, 2)}\n`);
  return { path: archive, sha256: stamp.archive };
}

async function readManifest(root: string): Promise<{ name: string; main: string }> {
  const file = path.join(root, "package.json");
  const { name, main } = JSON.parse(await readFile(file, "utf8")) as { name?: unknown; main?: unknown };
  if (typeof name !== "string" || typeof main !== "string") {
    throw new Refused(`${file} must say \`name\` and \`main\`, the file that starts the service.`);
  }
  return { name, main };
}

/** The hash of the archive if it is there, whole, and made from the sources as they are now. */
async function currentArchive(root: string, archive: string, stampFile: string): Promise<string | undefined> {
  try {
    const stamp = JSON.parse(await readFile(stampFile, "utf8")) as Stamp;
    const [bytes, inputs, by] = await Promise.all([
      readFile(archive),
      hashes(root, Object.keys(stamp.inputs)),
      builder(),
    ]);
    const same = stamp.builder === by && stamp.archive === sha256(bytes) && sameEntries(stamp.inputs, inputs);
    return same ? stamp.archive : undefined;
  } catch (error) {
    // A first build, a source that is gone, a stamp that was cut off: each is answered by building.
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function bundle(root: string, main: string): Promise<{ code: Uint8Array; sources: string[] }> {
  const { build } = await import("esbuild");
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [main],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The bundle must not depend on the compiler options of the project around the service.
    tsconfigRaw: {},
    metafile: true,
    write: false,
    outfile: BUNDLE,
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild gave no output for ${path.join(root, main)}.`);
  return { code: output.contents, sources: ["package.json", ...Object.keys(metafile.inputs)].sort() };
}

async function builder(): Promise<string> {
  const manifest = await readFile(require.resolve("esbuild/package.json"), "utf8");
  return `format ${FORMAT}, esbuild ${(JSON.parse(manifest) as { version: string }).version}`;
}

async function hashes(root: string, files: readonly string[]): Promise<Record<string, string>> {
  const pairs = files.map(async (file) => [file, sha256(await readFile(path.join(root, file)))] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

function sameEntries(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
}

/** Another process that reads the file sees the old one or the new one, never a part. */
async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
