import * as path from "node:path";
import type { StackSettings } from "../stacks/place";
import { NAMESPACE } from "../stacks/stack-file";

/** An archive on disk that a service of a stack file names. */
export interface NamedArchive {
  /** Name of the service. */
  readonly service: string;
  /** As it is written. */
  readonly path: string;
}

interface ServiceSetting {
  readonly name?: unknown;
  readonly artifact?: { readonly path?: unknown } | null;
}

const SERVICE = `${NAMESPACE}:service`;
const FURTHER = `${NAMESPACE}:additionalServices`;

/** The archives on disk that settings name; one whose name or path is secret cannot be known. */
export function archivesOf(settings: StackSettings): NamedArchive[] {
  return [settings[SERVICE], ...further(settings)].flatMap((value) => {
    const { name, artifact } = (value ?? {}) as ServiceSetting;
    const file = artifact?.path;
    return typeof name === "string" && typeof file === "string" ? [{ service: name, path: file }] : [];
  });
}

/** The settings with other archives. @param paths absolute paths by service */
export function withArchives(settings: StackSettings, paths: ReadonlyMap<string, string>): StackSettings {
  const replaced = (value: unknown): unknown => {
    const { name, artifact } = (value ?? {}) as ServiceSetting;
    const file = typeof name === "string" ? paths.get(name) : undefined;
    return file === undefined ? value : { ...(value as object), artifact: { ...artifact, path: file } };
  };
  return {
    ...settings,
    ...(SERVICE in settings && { [SERVICE]: replaced(settings[SERVICE]) }),
    ...(Array.isArray(settings[FURTHER]) && { [FURTHER]: further(settings).map(replaced) }),
  };
}

/** Where an archive is; paths of stack files start in the project's folder. */
export function archiveFile(project: string, { path: written }: Pick<NamedArchive, "path">): string {
  return path.resolve(project, written);
}

function further(settings: StackSettings): readonly unknown[] {
  const value = settings[FURTHER];
  return Array.isArray(value) ? value : [];
}
