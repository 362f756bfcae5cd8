import { counted, listed } from "../../../components/lib/words";
import type { Paint } from "../../plan/render/paint";
import { table } from "../../plan/render/table";
import { type Finding, type FindingDetail, FindingKind } from "../finding";
import type { DriftReport, IgnoredDifference, StackDrift } from "../report";
import { shown } from "../value-text";
import { matrixTable } from "./matrix";

/** A report for people: the matrix, what drifted and what to do about it, and what was left out. */
export function reportText(report: DriftReport, paint: Paint): string {
  const { stacks, findings } = report;
  const between = findings.filter(({ kind }) => kind === FindingKind.Regions);
  const strays = findings.filter(
    ({ kind, stacks: [first] }) => kind !== FindingKind.Regions && !stacks.some(({ stack }) => stack === first),
  );
  const sections = [
    matrixTable(report, paint),
    ...stacks.flatMap(({ stack }) => {
      const own = findings.filter(({ kind, stacks: [first] }) => kind !== FindingKind.Regions && first === stack);
      return own.length === 0 ? [] : [[paint.bold(stack), ...own.flatMap((finding) => findingLines(finding, paint))]];
    }),
    ...(strays.length === 0
      ? []
      : [[paint.bold("Without a stack file"), ...strays.flatMap((finding) => findingLines(finding, paint))]]),
    ...(between.length === 0
      ? []
      : [[paint.bold("Between Regions"), ...between.flatMap((finding) => findingLines(finding, paint))]]),
    ...leftOut(stacks, paint),
    ...stacks.flatMap((stack) => failed(stack, paint)),
    [paint.bold(conclusion(report))],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function findingLines({ kind, subject, problem, details, remedies }: Finding, paint: Paint): string[] {
  const rows = kind === FindingKind.Regions ? regionRows(details) : details.map(valueRow);
  return [
    `  ${paint.yellow(`${subject} ${problem}`)}`,
    ...table(rows).map((line) => `      ${line}`),
    ...remedies.map((remedy) => `    ${remedy}`),
  ];
}

function valueRow({ what, expected, actual }: FindingDetail): string[] {
  return [what, `should be ${shown(expected)}`, `is ${shown(actual)}`];
}

/** Stacks that have the same go into one row. */
function regionRows(details: readonly FindingDetail[]): string[][] {
  const values = [...new Set(details.map(({ actual }) => actual))];
  return values.map((value) => {
    const stacks = details.filter(({ actual }) => actual === value).map(({ what }) => what);
    return [`${listed(stacks)} ${stacks.length === 1 ? "has" : "have"} ${shown(value)}`];
  });
}

/** What was changed on purpose is told shortly: nobody has to do anything about it. */
function leftOut(stacks: readonly StackDrift[], paint: Paint): string[][] {
  const all = stacks.flatMap(({ stack, ignored }) => ignored.map((difference) => ({ stack, ...difference })));
  if (all.length === 0) return [];
  const rows = all.map(({ stack, subject, path, owner }: IgnoredDifference & { readonly stack: string }) => [
    stack,
    `${subject}: ${path}`,
    `by ${owner}`,
  ]);
  return [[paint.bold("Changed on purpose, and no drift"), ...table(rows).map((line) => paint.dim(`  ${line}`))]];
}

function failed({ stack, failures }: StackDrift, paint: Paint): string[][] {
  if (failures.length === 0) return [];
  const lines = failures.flatMap((failure) => failure.trim().split("\n"));
  return [[paint.red(`${stack} could not be looked at as a whole`), ...lines.map((line) => `  ${line}`)]];
}

function conclusion({ stacks, findings }: DriftReport): string {
  const incomplete = stacks.filter(({ failures }) => failures.length > 0);
  const but =
    incomplete.length === 0
      ? ""
      : ` ${listed(incomplete.map(({ stack }) => stack))} could not be looked at as a whole.`;
  if (findings.length === 0)
    return `No drift ${incomplete.length === 0 ? "" : "was seen "}in ${counted(stacks.length, "stack")}.${but}`;
  return `${counted(findings.length, "finding")} in ${counted(stacks.length, "stack")}.${but}`;
}
