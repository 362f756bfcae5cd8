import { writeFileSync } from "node:fs";
import { folderWith } from "../../support/folder";

/** Writes one file into a folder that is removed after the test, and gives its path. */
export function fileWith(name: string, text: string | Buffer, cleanUp: (remove: () => void) => void): string {
  const folder = folderWith({}, cleanUp);
  const file = `${folder}/${name}`;
  writeFileSync(file, text);
  return file;
}
