import { line, median, seconds } from "./figures";
import { type Sample, sample, samples } from "./measure";
import { regionFiles, withPorts, withServices, withZones } from "./stack-files";

const RUNS = 5;

/** Phases of a plan: what happens until each mark, in order. */
const PHASES: readonly (readonly [mark: string, what: string])[] = [
  ["privatelink:launched", "start of Node.js"],
  ["privatelink:opened", "reading the bundles"],
  ["privatelink:loaded", "evaluating the SDK and the command"],
  ["privatelink:settled", "stack files, artifact"],
  ["privatelink:evaluated", "the program in the sandbox"],
  ["privatelink:shown", "printing, keeping the plan"],
];

/** `plan --stack us-east-1`: wall time, memory, and where the time goes. */
export async function onePlan(): Promise<readonly string[]> {
  const taken = await samples(["plan", "--no-save", "--stack", "us-east-1"], RUNS);
  const { wallMs, cpuMs, maxRssMb } = medians(taken);
  return [
    `wall ${seconds(wallMs)} (target 1.00 s), processor ${seconds(cpuMs)}, memory ${maxRssMb.toFixed(0)} MB (target 200 MB)`,
    ...phases(taken).map(([what, ms]) => `  ${ms.toFixed(0).padStart(4)} ms  ${what}`),
    `  ${(wallMs - lastMark(taken)).toFixed(0).padStart(4)} ms  ending the process`,
  ];
}

/** What a further resource costs, in three ways to have more of them. */
export async function growth(folder: string): Promise<readonly string[]> {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ["ports", [1, 15, 30, 50].map((count) => withPorts(folder, count))],
    ["zones", [2, 4, 6].map((count) => withZones(folder, count))],
    ["services", [1, 3, 5, 7].map((count) => withServices(folder, count))],
  ];
  const lines: string[] = [];
  for (const [what, files] of ways) {
    const points: Point[] = [];
    for (const file of files) {
      const args = ["plan", "--no-save", "--config-file", file];
      const counted = await sample([...args, "--json"]);
      points.push({ x: resources(counted), ...medians(await samples(args, RUNS)) });
    }
    lines.push(`more ${what}: ${slopes(points, "resource")} (target 1.5 ms)`, `  ${listed(points)}`);
  }
  return lines;
}

/** 1, 2, 10 and 30 stack files side by side. */
export async function stacks(folder: string): Promise<readonly string[]> {
  const points: Point[] = [];
  for (const count of [1, 2, 10, 30]) {
    const files = regionFiles(folder, count).flatMap((file) => ["--config-file", file]);
    points.push({ x: count, ...medians(await samples(["plan", "--no-save", ...files], 3)) });
  }
  return [`${listed(points)} (target for 30: 12 s)`, slopes(points, "Region")];
}

interface Medians {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

interface Point extends Medians {
  readonly x: number;
}

function medians(taken: readonly Sample[]): Medians {
  return {
    wallMs: median(taken.map(({ wallMs }) => wallMs)),
    cpuMs: median(taken.map(({ cpuMs }) => cpuMs)),
    maxRssMb: median(taken.map(({ maxRssMb }) => maxRssMb)),
  };
}

/** Cost of one more, in wall time and in processor time, each with how well a straight line fits. */
function slopes(points: readonly Point[], what: string): string {
  const wall = line(points.map(({ x, wallMs }) => [x, wallMs] as const));
  const cpu = line(points.map(({ x, cpuMs }) => [x, cpuMs] as const));
  return (
    `${wall.slope.toFixed(2)} ms per further ${what} (fit ${wall.fit.toFixed(3)}), ` +
    `on the processors ${cpu.slope.toFixed(2)} ms (fit ${cpu.fit.toFixed(3)})`
  );
}

function listed(points: readonly Point[]): string {
  return points.map(({ x, wallMs }) => `${x}: ${seconds(wallMs)}`).join(", ");
}

function phases(taken: readonly Sample[]): readonly (readonly [string, number])[] {
  return PHASES.map(([mark, what], i) => {
    const before = PHASES[i - 1]?.[0];
    return [what, median(taken.map(({ marks }) => at(marks, mark) - (before === undefined ? 0 : at(marks, before))))];
  });
}

function lastMark(taken: readonly Sample[]): number {
  return median(taken.map(({ marks }) => Math.max(...marks.values())));
}

function at(marks: ReadonlyMap<string, number>, mark: string): number {
  const moment = marks.get(mark);
  if (moment === undefined) throw new Error(`The run has no mark ${mark}.`);
  return moment;
}

function resources({ stdout }: Sample): number {
  const { stacks } = JSON.parse(stdout) as { stacks: { resources: unknown[] }[] };
  return stacks.reduce((sum, stack) => sum + stack.resources.length, 0);
}
