import { isRollback } from "../rollout/rollback-message";
import type { EarlierUpdate, StackSettings } from "../stacks/place";
import { pathText } from "../stacks/setting-path";
import { type FlatSetting, flatSettings } from "./compare/flat-settings";
import { defaultAt } from "./compare/setting-default";
import { type Finding, type FindingDetail, FindingKind } from "./finding";
import { splitSettings } from "./settings";
import { valueText } from "./value-text";

/**
 * What a stack file says that is not deployed; undefined where the last update had the same settings.
 * @param project name of the project
 * @param deployed the last update that succeeded
 */
export function updateFinding(
  project: string,
  stack: string,
  file: StackSettings,
  deployed: Pick<EarlierUpdate, "settings" | "message">,
): Finding | undefined {
  const expected = flatOf(project, file);
  const actual = flatOf(project, deployed.settings);
  const paths = [...new Set([...expected.keys(), ...actual.keys()])];
  const details = paths.flatMap((path) => differenceAt(path, expected.get(path), actual.get(path)) ?? []);
  if (details.length === 0) return undefined;
  const wasRolledBack = isRollback(deployed.message);
  const deploy = `privatelink up --stack ${stack}. Or take the change of the file back.`;
  return {
    kind: FindingKind.Update,
    stacks: [stack],
    subject: `Pulumi.${stack}.yaml`,
    problem: wasRolledBack ? "is not what is deployed: the stack was rolled back" : "is not what is deployed",
    details,
    remedies: [
      wasRolledBack
        ? `Correct what made the rollout fail, then deploy the file again: ${deploy}`
        : `Deploy it: ${deploy}`,
    ],
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

/** A stack that is there in part: what its outputs tell of may be gone. */
export function partlyDestroyed(stack: string): Finding {
  return {
    kind: FindingKind.Update,
    stacks: [stack],
    subject: stack,
    problem: "is not whole: a destroy has taken a part of it away",
    details: [],
    remedies: [
      `Bring it up again: privatelink up --stack ${stack}. Or take the rest down: privatelink destroy --stack ${stack}.`,
    ],
  };
}

/** A stack that is deployed, and that no command sees, as it has no stack file. */
export function withoutFile(stack: string): Finding {
  return {
    kind: FindingKind.Update,
    stacks: [stack],
    subject: `Pulumi.${stack}.yaml`,
    problem: "is not there, and its stack is deployed",
    details: [],
    remedies: [
      `To keep the stack: take the file back from version control, or run pulumi config refresh --stack ${stack}, which writes what was deployed last.`,
      `To give it up: take the file back all the same, then privatelink region remove ${stack}.`,
    ],
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
