import type { Paint } from "../plan/render/paint";
import { type Finding, Verdict } from "./finding";
import type { Report, ReportNetwork } from "./report";

/** Width of the longest verdict, so that the subjects stand below each other. */
const WIDTH = Math.max(...Object.values(Verdict).map(({ length }) => length));

/** One line of the report. */
export function lineOf({ verdict, subject, cause, remedy }: Finding): string {
  return `${verdict.padEnd(WIDTH)}  ${subject}: ${cause}${remedy === undefined ? "" : ` ${remedy}`}`;
}

/** The report for people: a line for each finding, and how many there are of each kind. */
export function reportText({ findings, counts, network, vpcId }: Report, paint: Paint): string {
  const lines = findings.map((finding) => lineOf(finding).replace(finding.verdict, painted(finding.verdict, paint)));
  const place = network === null ? [] : ["", placeText(network, vpcId ?? "the VPC")];
  return `${[...lines, ...place, "", `${counts.OK} OK, ${counts.FAIL} FAIL, ${counts.UNKNOWN} UNKNOWN`].join("\n")}\n`;
}

function placeText({ host, from, why }: ReportNetwork, vpcId: string): string {
  return `The network was tried from ${host}, which counts as ${from === "elsewhere" ? "outside of" : "inside"} ${vpcId}: ${why}`;
}

function painted(verdict: Verdict, paint: Paint): string {
  if (verdict === Verdict.Ok) return paint.green(verdict);
  return verdict === Verdict.Fail ? paint.red(verdict) : paint.yellow(verdict);
}
