import { isKeyed, type Path } from "../../../components/lib/schema/keys";
import { isEncrypted } from "../../plan/secrets";
import { SECRET } from "../../stacks/place";
import type { SettingPath, SettingStep } from "../../stacks/setting-path";
import { withoutRegion } from "./of-a-region";

/** A setting without parts. */
export interface FlatSetting {
  /** Elements of a list go by their names where they have some: Regions may list them in another order. */
  readonly path: SettingPath;
  /** The same with indices, as the schema has it. */
  readonly at: Path;
  /** As text, without what is of the stack's Region. */
  readonly text: string;
}

/**
 * Settings down to their parts. A list of plain values is one setting, in which the order does not matter.
 * @param region Region of the stack, which is left out of the texts; undefined where they are compared with its own
 */
export function flatSettings(settings: unknown, region?: string): FlatSetting[] {
  return flat(settings, [], [], region);
}

function flat(value: unknown, path: SettingPath, at: Path, region: string | undefined): FlatSetting[] {
  if (value === undefined || value === null) return [];
  // Nobody can compare two secrets, as each is encrypted anew.
  if (isEncrypted(value)) return [{ path, at, text: SECRET }];
  const text = (part: unknown) => (region === undefined ? String(part) : withoutRegion(String(part), region));
  if (Array.isArray(value)) {
    if (!value.some(isKeyed)) return [{ path, at, text: value.map(text).sort().join(", ") }];
    return value.flatMap((part, index) => flat(part, [...path, elementOf(part) ?? index], [...at, index], region));
  }
  if (!isKeyed(value)) return [{ path, at, text: text(value) }];
  return Object.entries(value).flatMap(([key, part]) => flat(part, [...path, key], [...at, key], region));
}

function elementOf(part: unknown): SettingStep | undefined {
  return isKeyed(part) && typeof part.name === "string" ? { named: part.name } : undefined;
}
