import { runProcess } from "../../../automation/engine/processes";

/** How a program ended, and all that it printed. */
export interface Checked {
  readonly code: number;
  readonly output: string;
}

/** Runs a program that must start; what it says is the test's to judge. */
export async function runTool(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<Checked> {
  const { code, stdout, stderr, failure } = await runProcess(file, args, {
    timeoutMs: 200_000,
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (code === undefined) throw new Error(`${file}: ${failure}`);
  return { code, output: `${stdout}${stderr}`.trim() };
}

/** What a program that must succeed has printed. */
export async function printedBy(file: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr, failure } = await runProcess(file, args, { timeoutMs: 200_000 });
  if (code !== 0) throw new Error(`${file} ended with ${failure ?? code}: ${stderr}`);
  return stdout;
}
