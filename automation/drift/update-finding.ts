import type { StackSettings } from "../stacks/place";
import { type FlatSetting, flatSettings } from "./compare/flat-settings";
import { defaultAt } from "./compare/setting-default";
import { pathText } from "./compare/setting-path";
import { type Finding, type FindingDetail, FindingKind } from "./finding";
import { splitSettings } from "./settings";
import { valueText } from "./value-text";

/**
 * What a stack file says that is not deployed; undefined where the last update had the same settings.
 * @param project name of the project
 * @param deployed settings of the last update that succeeded
 */
export function updateFinding(
  project: string,
  stack: string,
  file: StackSettings,
  deployed: StackSettings,
): Finding | undefined {
  const expected = flatOf(project, file);
  const actual = flatOf(project, deployed);
  const paths = [...new Set([...expected.keys(), ...actual.keys()])];
  const details = paths.flatMap((path) => differenceAt(path, expected.get(path), actual.get(path)) ?? []);
  if (details.length === 0) return undefined;
  return {
    kind: FindingKind.Update,
    stacks: [stack],
    subject: `Pulumi.${stack}.yaml`,
    problem: "is not what is deployed",
    details,
    remedies: [`Deploy it: privatelink up --stack ${stack}. Or take the change of the file back.`],
  };
}

/** A stack file without an update that succeeded, or whose stack was destroyed. */
export function notDeployed(stack: string): Finding {
  return {
    kind: FindingKind.Update,
    stacks: [stack],
    subject: `Pulumi.${stack}.yaml`,
    problem: "is not deployed",
    details: [],
    remedies: [`Bring it up: privatelink up --stack ${stack}. Or remove the file, if the Region is given up.`],
  };
}

function flatOf(project: string, settings: StackSettings): Map<string, FlatSetting> {
  const { own, others } = splitSettings(project, settings);
  const all = [...flatSettings(own), ...flatSettings(others)];
  return new Map(all.map((setting) => [pathText(setting.path), setting]));
}

function differenceAt(
  what: string,
  file: FlatSetting | undefined,
  deployed: FlatSetting | undefined,
): FindingDetail | undefined {
  const at = (file ?? deployed)?.at ?? [];
  // A key that is added or removed changes nothing where it says what holds without it.
  const meant = (setting: FlatSetting | undefined) => setting?.text ?? defaultAt(at);
  if (meant(file) === meant(deployed)) return undefined;
  return { what, expected: valueText(file?.text), actual: valueText(deployed?.text) };
}
