import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { findExecutable } from "../../../automation/engine/installed";
import { withLock } from "../../../automation/engine/lock";
import { lastLine, runProcess } from "../../../automation/engine/processes";
import { readIfThere } from "../../../automation/if-there";

/** moto needs this version at least. */
const OLDEST = [3, 10] as const;
const ROOT = path.resolve(__dirname, "../../..");

const REQUIREMENTS = path.join(ROOT, "test/emulator/requirements.txt");
const FOLDER = path.join(ROOT, ".privatelink/venv");

/** The Python that the emulator runs on. */
export function emulatorPython(): Promise<string> {
  return pythonWith(REQUIREMENTS, FOLDER);
}

/** Whether the emulator's Python is made already. */
export async function isPythonReady(): Promise<boolean> {
  return (await readIfThere(stampIn(FOLDER))) === digest(await readFile(REQUIREMENTS, "utf8"));
}

function stampIn(folder: string): string {
  return path.join(folder, "requirements.sha256");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The Python of a virtual environment that has the packages of a requirements file, and nothing else. It is made once
 * and again when the file changes; the file's hashes are checked by pip.
 */
export async function pythonWith(requirements: string, folder: string): Promise<string> {
  const text = await readFile(requirements, "utf8");
  const wanted = digest(text);
  const stamp = stampIn(folder);
  const python = path.join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if ((await readIfThere(stamp)) === wanted) return python;

  await withLock(`${folder}.lock`, { timeoutMs: 600_000 }, async () => {
    if ((await readIfThere(stamp)) === wanted) return;
    const base = await basePython();
    await mkdir(folder, { recursive: true });
    await must(base, ["-m", "venv", "--clear", folder]);
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
    await must(python, [...install, "--requirement", requirements]);
    await writeFile(stamp, wanted);
  });
  return python;
}

async function basePython(): Promise<string> {
  for (const name of ["python3", "python"]) {
    const file = await findExecutable(name, process.env.PATH ?? "");
    if (file === undefined) continue;
    const { stdout } = await runProcess(file, ["-c", "import sys; print(*sys.version_info[:2])"], {
      timeoutMs: 30_000,
    });
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return file;
  }
  throw new Error(`The emulator needs Python ${OLDEST.join(".")} or newer on PATH, with its venv module.`);
}

async function must(file: string, args: readonly string[]): Promise<void> {
  const { code, stderr, stdout, failure } = await runProcess(file, args, { timeoutMs: 600_000 });
  if (code === 0) return;
  throw new Error(`${file} ${args.join(" ")} failed: ${failure ?? lastLine(stderr || stdout)}`);
}
