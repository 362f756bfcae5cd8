import type { Paint } from "../plan/render/paint";
import { table } from "../plan/render/table";
import { type Finding, FindingState } from "./finding";

/** Columns of a line after which a finding goes on below, so that a remedy can be read. */
const WIDTH = 110;

/** Findings as lines, problems last, where they are seen. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const order = [FindingState.Ok, FindingState.Unknown, FindingState.Problem];
  const sorted = findings.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  const rows = sorted.flatMap(({ state, subject, text }) =>
    wrapped(text, WIDTH).map((line, index) => (index === 0 ? [state, subject, line] : ["", "", line])),
  );
  const colours = { ok: paint.green, problem: paint.red, unknown: paint.yellow };
  return table(rows).map((line) => {
    const [state] = line.split(" ");
    const colour = colours[state as FindingState];
    return `  ${colour === undefined ? line : colour(state ?? "") + line.slice(state?.length)}`;
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
