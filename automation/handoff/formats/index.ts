import type { CompleteHandoff } from "../document";
import { Format } from "../options";
import type { PackageFile } from "../package-files";
import { cliFiles } from "./cli";
import { cloudFormationFiles } from "./cloudformation";
import { jsonFiles } from "./json";
import { markdownFiles } from "./markdown";
import { pulumiFiles } from "./pulumi";
import { terraformFiles } from "./terraform";

/** How each format is written. */
export const FORMATS: Readonly<Record<Format, (document: CompleteHandoff) => readonly PackageFile[]>> = {
  [Format.Json]: jsonFiles,
  [Format.Cli]: cliFiles,
  [Format.Terraform]: terraformFiles,
  [Format.CloudFormation]: cloudFormationFiles,
  [Format.Pulumi]: pulumiFiles,
  [Format.Markdown]: (document) => markdownFiles(document),
};

/** All formats, each in a folder of its name, with the page for people beside them. */
export function wholePackage(document: CompleteHandoff): PackageFile[] {
  const folders = Object.values(Format).filter((format) => format !== Format.Markdown);
  const files = folders.flatMap((folder) =>
    FORMATS[folder](document).map((file) => ({ ...file, path: `${folder}/${file.path}` })),
  );
  return [...markdownFiles(document, folders), ...files];
}
