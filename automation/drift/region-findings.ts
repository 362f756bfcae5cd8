import { listed } from "../../components/lib/words";
import { Aspect, type Matrix, type MatrixRow, Verdict } from "./compare/row";
import { type Finding, FindingKind } from "./finding";
import { shown } from "./value-text";

/** One finding for each row of the matrix in which Regions differ and should not. */
export function regionFindings({ rows }: Matrix): Finding[] {
  return rows.flatMap((row) => (row.verdict === Verdict.Differs ? [findingOf(row)] : []));
}

function findingOf(row: MatrixRow): Finding {
  const { name, odd, cells, expected } = row;
  return {
    kind: FindingKind.Regions,
    stacks: odd,
    subject: name,
    problem: `is not the same everywhere: ${othersText(row)}`,
    details: odd.map((stack) => ({ what: stack, expected, actual: cells[stack]?.value })),
    remedies: remediesOf(row),
  };
}

/** Names are told as long as they are few. */
const FEW = 3;

function othersText({ cells, odd, expected }: MatrixRow): string {
  const others = Object.keys(cells).filter((stack) => !odd.includes(stack));
  const who = others.length <= FEW ? listed(others) : `${others.length} stacks`;
  return `${who} ${others.length === 1 ? "has" : "have"} ${shown(expected)}`;
}

function remediesOf({ aspect, name, odd }: MatrixRow): string[] {
  const up = `privatelink up --stack ${odd.join(",")}`;
  switch (aspect) {
    case Aspect.Image:
      return [
        `A stack that copies the AMI of another one takes the present one over by ${up}.`,
        "Where stack files name AMIs by id: privatelink image promote, then privatelink up.",
      ];
    case Aspect.Archive:
      return [`Deploy the same archive, built from the same sources: ${up}.`];
    case Aspect.Version:
      return [`Deploy with the present version: ${up}.`];
    case Aspect.Ports:
    case Aspect.Principals:
      return [`Make the stack files alike, and deploy: ${up}.`];
    case Aspect.Setting:
      return [
        `Make the stack files alike, and deploy: ${up}.`,
        `Where it is meant to differ: name ${documentedPath(name)} in drift.mayDiffer of rollout.yaml.`,
      ];
    // Is never judged.
    case Aspect.Zones:
      return [];
  }
}

/** A path in the notation of docs/config.md, in which elements of lists have no names. */
function documentedPath(name: string): string {
  return name.replaceAll(/\[[^\]]*\]/g, "[]");
}
