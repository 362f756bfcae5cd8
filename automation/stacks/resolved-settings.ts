import { defaultsOf, fullKey } from "../plan/declarations";
import type { Project } from "../plan/project";
import type { StackSettings } from "./place";
import { StackFile } from "./stack-file";

/** Settings of all stacks of a project by full key, as their files and Pulumi.yaml give them. */
export async function settingsOfStacks(project: Project): Promise<ReadonlyMap<string, StackSettings>> {
  const defaults = defaultsOf(project.declarations);
  const read = [...project.stackFiles].map(async ([stack, file]) => {
    const written = Object.entries((await StackFile.read(file)).settings());
    const own = Object.fromEntries(written.map(([key, value]) => [fullKey(project.name, key), value]));
    return [stack, { ...defaults, ...own }] as const;
  });
  return new Map(await Promise.all(read));
}
