import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Contents by path. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** Makes a temporary folder with the given files, which is removed after the test. */
export function folderWith(files: Files, cleanUp: (remove: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "privatelink-")));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

/** Writes files, by path below the folder. */
export function write(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** What removes the folders of a suite; call `all` in `afterEach`. */
export class CleanUp {
  readonly #steps: (() => void)[] = [];
  readonly add = (step: () => void): void => void this.#steps.push(step);
  readonly all = (): void => {
    for (const step of this.#steps.splice(0)) step();
  };
}
