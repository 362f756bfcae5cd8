import { chmod, lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refused } from "../terminal/refused";
import type { PackageFile } from "./package-files";

/**
 * Writes the files below a folder, which is made where it is not there. Throws a {@link Refused} before the first one
 * is written where one is there already with other contents, unless it is to be replaced.
 */
export async function writePackage(folder: string, files: readonly PackageFile[], replace: boolean): Promise<void> {
  if (!replace) {
    const changed = await Promise.all(files.map((file) => differs(path.join(folder, file.path), file.text)));
    const names = files.filter((_, index) => changed[index]).map((file) => file.path);
    if (names.length > 0) {
      throw new Refused(
        `${folder} has ${names.join(", ")} already: give another folder, or say --force to replace ${names.length === 1 ? "it" : "them"}.`,
      );
    }
  }
  try {
    for (const { path: name, text, executable } of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      if (executable === true) await chmod(file, 0o755);
    }
  } catch (error) {
    throw new Refused(`The package cannot be written to ${folder}: ${(error as Error).message}.`);
  }
}

async function differs(file: string, text: string): Promise<boolean> {
  try {
    if (!(await lstat(file)).isFile()) return true;
    return (await readFile(file, "utf8")) !== text;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return false;
    throw new Refused(`${file} cannot be looked at: ${message}.`);
  }
}
