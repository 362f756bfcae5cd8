import type { Path } from "../../../components/lib/schema/keys";
import { settings as schema } from "../../../stacks/schema/settings";
import { pathText } from "../../stacks/setting-path";
import { isByNature } from "./by-nature";
import type { ComparedStack } from "./compared-stack";
import { type FlatSetting, flatSettings } from "./flat-settings";
import { Aspect, type Cell, type UnjudgedRow } from "./row";
import { defaultAt } from "./setting-default";

/** One row for each setting that any of the stack files has, in the order of the schema. */
export function settingRows(stacks: readonly ComparedStack[]): UnjudgedRow[] {
  const flat = stacks.map((stack) => ({ stack: stack.stack, settings: settingsOf(stack) }));
  const found = new Map(flat.flatMap(({ settings }) => [...settings]));
  return [...found.values()].sort(bySchema).map(({ path, at }) => ({
    aspect: Aspect.Setting,
    name: pathText(path),
    paths: [path],
    cells: Object.fromEntries(flat.map(({ stack, settings }) => [stack, cellOf(settings.get(pathText(path)), at)])),
  }));
}

function settingsOf({ settings, otherSettings, region }: ComparedStack): Map<string, FlatSetting> {
  const all = [...flatSettings(settings, region), ...flatSettings(otherSettings, region)];
  return new Map(all.filter(({ path }) => !isByNature(path)).map((setting) => [pathText(setting.path), setting]));
}

function cellOf(setting: FlatSetting | undefined, at: Path): Cell {
  if (setting !== undefined) return { value: setting.text };
  const value = defaultAt(at);
  return value === undefined ? { value } : { value, isDefault: true };
}

const KEYS = Object.keys(schema.shape);

/** In the order of the top keys, below which the stack files' own order stays; settings of others come last. */
function bySchema(one: FlatSetting, other: FlatSetting): number {
  return placeOf(one) - placeOf(other);
}

function placeOf({ at: [key] }: FlatSetting): number {
  const place = KEYS.indexOf(String(key));
  return place < 0 ? KEYS.length : place;
}
