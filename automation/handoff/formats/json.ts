import type { CompleteHandoff } from "../document";
import type { PackageFile } from "../package-files";

/** The document itself, which `fromHandoff` and all releases that know version 1 read. */
export function jsonFiles(document: CompleteHandoff): PackageFile[] {
  return [{ path: "handoff.json", text: `${JSON.stringify(document, undefined, 2)}\n` }];
}
