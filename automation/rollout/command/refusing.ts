import { awsErrorText } from "../../aws/errors";
import { Refused } from "../../terminal/refused";
import type { Terminal } from "../../terminal/terminal";

/** Runs a command; what it refuses becomes sentences on stderr. */
export async function refusing(
  { stderr, env }: Pick<Terminal, "stderr" | "env">,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const [code, text] = refusal(error, env);
    if (text === undefined) throw error;
    stderr.write(`${text}\n`);
    return code;
  }
}

function refusal(error: unknown, env: NodeJS.ProcessEnv): readonly [code: number, text: string | undefined] {
  if (error instanceof Refused) return [error.exitCode, error.message];
  return [1, awsErrorText(error, env)];
}
