import { listed } from "../../components/lib/words";
import { covers, pathText, patternText, type SettingPath } from "../stacks/setting-path";
import { Aspect, type Matrix, type MatrixRow, Verdict } from "./compare/row";
import { type Finding, FindingKind } from "./finding";
import { imageRemedies } from "./image-remedies";
import { shown } from "./value-text";

/** One finding for each row of the matrix in which Regions differ and should not. */
export function regionFindings({ rows }: Matrix): Finding[] {
  const differing = rows.filter(({ verdict }) => verdict === Verdict.Differs);
  return differing.flatMap((row) => (isOfSettings(row, differing) ? [] : [findingOf(row)]));
}

/** What is deployed differently because the stack files do is one difference, which the settings tell more of. */
function isOfSettings({ aspect, paths, odd }: MatrixRow, differing: readonly MatrixRow[]): boolean {
  if (aspect !== Aspect.Ports && aspect !== Aspect.Principals) return false;
  const settings = differing.filter((row) => row.aspect === Aspect.Setting && row.paths.some(isOf(aspect, paths)));
  return odd.every((stack) => settings.some((row) => row.odd.includes(stack)));
}

function isOf(aspect: Aspect, paths: readonly SettingPath[]): (path: SettingPath) => boolean {
  // Of additional services, the ports only.
  return (path) =>
    paths.some((above) => covers(pathText(above), path)) && (aspect !== Aspect.Ports || path.includes("ports"));
}

/** Who has a value: a setting is in a stack file, whether or not it is deployed. */
function holder({ aspect }: MatrixRow, stack: string): string {
  return aspect === Aspect.Setting ? `Pulumi.${stack}.yaml` : stack;
}

function findingOf(row: MatrixRow): Finding {
  const { name, odd, cells, expected } = row;
  return {
    kind: FindingKind.Regions,
    stacks: odd,
    subject: name,
    problem: `is not the same everywhere: ${othersText(row)}`,
    details: odd.map((stack) => ({ what: holder(row, stack), expected, actual: cells[stack]?.value })),
    remedies: remediesOf(row),
  };
}

/** Names are told as long as they are few. */
const FEW = 3;

function othersText(row: MatrixRow): string {
  const { aspect, cells, odd, expected } = row;
  const others = Object.keys(cells).filter((stack) => !odd.includes(stack));
  const who =
    others.length <= FEW
      ? listed(others.map((stack) => holder(row, stack)))
      : `${others.length} ${aspect === Aspect.Setting ? "stack files" : "stacks"}`;
  return `${who} ${others.length === 1 ? "has" : "have"} ${shown(expected)}`;
}

function remediesOf(row: MatrixRow): string[] {
  const { aspect, paths, odd } = row;
  const up = `privatelink up --stack ${odd.join(",")}`;
  switch (aspect) {
    case Aspect.Image:
      return imageRemedies(row);
    // What most stacks have may be the older one, which no update brings.
    case Aspect.Archive:
      return ["Deploy the same archive everywhere, built from the same sources: privatelink up."];
    case Aspect.Version:
      return ["Deploy with the present version everywhere: privatelink up."];
    case Aspect.Ports:
    case Aspect.Principals:
      return [`Make the stack files alike, and deploy: ${up}.`];
    case Aspect.Setting:
      return [
        `Make the stack files alike, and deploy: ${up}.`,
        `Where it is meant to differ: name ${paths.map(patternText).join(", ")} in drift.mayDiffer of rollout.yaml.`,
      ];
    // Is never judged.
    case Aspect.Zones:
      return [];
  }
}
