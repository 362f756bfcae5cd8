import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { readIfThere } from "../if-there";
import { EngineSource, type FailedAttempt, type OnEngineProgress } from "./engine";
import { CLI, findExecutable, LANGUAGE_HOST, putInPlace } from "./installed";
import { lastLine, runProcess } from "./processes";
import { timedStep } from "./progress";
import { ENGINE_VERSION, LANGUAGE_HOST_VERSION } from "./versions";

/** The first Go that fetches the toolchain a module asks for; anything newer can build ours. */
const OLDEST_GO = { major: 1, minor: 21 };
const BESIDE = path.join(__dirname, "go");
/** The modules are not compiled: what runs in `dist` finds them among the sources of the package. */
const MODULES = existsSync(BESIDE) ? BESIDE : path.resolve(__dirname, "../../../automation/engine/go");
const STAMP = "built-from.json";

interface Binary {
  readonly file: string;
  readonly module: string;
  readonly package: string;
  readonly version: string;
}

const BINARIES: readonly Binary[] = [
  {
    file: CLI,
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    version: ENGINE_VERSION,
  },
  {
    file: LANGUAGE_HOST,
    module: "language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    version: `v${LANGUAGE_HOST_VERSION}`,
  },
];

export interface BuildOptions {
  /** Folder that will hold `bin/`. */
  readonly root: string;
  readonly searchPath: string;
  /** For each of the two programs. Defaults to 20 minutes. */
  readonly timeoutMs?: number;
  readonly onProgress?: OnEngineProgress;
}

/** Builds the engine from the committed Go modules into `root`; undefined when it did, else why not. */
export async function buildEngine(options: BuildOptions): Promise<FailedAttempt | undefined> {
  const go = await findGo(options.searchPath);
  if ("reason" in go) return go;
  const made = `${options.root}.build-${process.pid}`;
  try {
    const bin = path.join(made, "bin");
    await mkdir(bin, { recursive: true });
    for (const binary of BINARIES) {
      const failed = await buildBinary(go.file, binary, bin, options);
      if (failed !== undefined) return failed;
    }
    await writeFile(path.join(bin, STAMP), `${JSON.stringify({ modules: await modulesHash(), go: go.version })}\n`);
    await putInPlace(bin, options.root);
    return undefined;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/**
 * Whether an engine that was built into `root` comes from other modules than the committed ones. A downloaded engine has
 * no stamp and is never stale. A newer Go does not make it stale either: the stamp names the Go only to be read.
 */
export async function isStaleBuild(root: string): Promise<boolean> {
  const stamp = await readIfThere(path.join(root, "bin", STAMP));
  if (stamp === undefined) return false;
  return (JSON.parse(stamp) as { modules?: string }).modules !== (await modulesHash());
}

/** Hash of everything that pins what is built. */
export async function modulesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const { module, version } of BINARIES) {
    hash.update(`${module} ${version}\n`);
    for (const file of ["go.mod", "go.sum"]) hash.update(await readFile(path.join(MODULES, module, file)));
  }
  return hash.digest("hex");
}

async function buildBinary(
  go: string,
  binary: Binary,
  bin: string,
  options: BuildOptions,
): Promise<FailedAttempt | undefined> {
  const name = path.parse(binary.file).name;
  const step = timedStep(
    `Building ${name} ${binary.version.replace(/^v/, "")} from Go modules (once)`,
    options.onProgress,
  );
  try {
    const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${binary.version}`;
    const result = await runProcess(
      go,
      [
        "build",
        "-v",
        "-mod=readonly",
        "-buildvcs=false",
        "-ldflags",
        `-s -w ${versionFlag}`,
        "-o",
        path.join(bin, binary.file),
        binary.package,
      ],
      {
        cwd: path.join(MODULES, binary.module),
        env: { ...process.env, GOWORK: "off", GOFLAGS: "" },
        timeoutMs: options.timeoutMs ?? 1_200_000,
        onErrorLine: (line) => step.detail(line.trim()),
      },
    );
    if (result.code !== 0) {
      const why = result.failure ?? (lastLine(result.stderr) || `exit code ${result.code}`);
      return { source: EngineSource.Build, reason: `go build of ${name}: ${why}` };
    }
    return undefined;
  } finally {
    step.end();
  }
}

async function findGo(searchPath: string): Promise<{ file: string; version: string } | FailedAttempt> {
  const source = EngineSource.Build;
  const file = await findExecutable(process.platform === "win32" ? "go.exe" : "go", searchPath);
  if (file === undefined) return { source, reason: "no go on PATH" };
  const result = await runProcess(file, ["env", "GOVERSION"], { cwd: __dirname, timeoutMs: 30_000 });
  const version = result.stdout.trim();
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    return { source, reason: `${file} does not tell its version: ${result.failure ?? lastLine(result.stderr)}` };
  }
  const old = Number(major) === OLDEST_GO.major && Number(minor) < OLDEST_GO.minor;
  if (old) return { source, reason: `${file} is ${version}, older than go${OLDEST_GO.major}.${OLDEST_GO.minor}` };
  return { file, version };
}
