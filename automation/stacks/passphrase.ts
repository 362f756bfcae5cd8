import { listed } from "../../components/lib/words";
import { StackFile } from "./stack-file";

/** A stack that an update is wanted of. */
export interface WantedStack {
  readonly name: string;
  readonly stackFile: string;
  /** Whether the backend has it. */
  exists(): Promise<boolean>;
}

const VARIABLES = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"] as const;

/**
 * Why the stacks cannot be updated without a passphrase, in a sentence; undefined where none of them lacks one. Only a
 * backend that is a folder or a bucket asks for it, and only for stacks without another secrets provider.
 */
export async function missingPassphrase(
  stacks: readonly WantedStack[],
  backend: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const [passphrase, file] = VARIABLES;
  // An empty passphrase is one; an empty name of a file is none.
  if (env[passphrase] !== undefined || env[file] || /^https?:/.test(backend)) return undefined;
  const needing: string[] = [];
  for (const stack of stacks) if (await needsPassphrase(stack)) needing.push(stack.name);
  if (needing.length === 0) return undefined;
  const need = needing.length === 1 ? "needs" : "need";
  return (
    `${listed(needing)} ${need} the passphrase that secrets in ${backend} are encrypted by: ` +
    `set ${passphrase}, or ${file} to a file that has it, or use another secrets provider ` +
    "(secretsprovider in the stack file of a new stack, pulumi stack change-secrets-provider for one that is there)."
  );
}

async function needsPassphrase({ stackFile, exists }: WantedStack): Promise<boolean> {
  const file = await StackFile.read(stackFile);
  const provider = file.get("secretsprovider");
  if (typeof provider === "string") return provider === "passphrase" || provider === "default";
  if (file.get("encryptionsalt") !== undefined) return true;
  // What a stack that is there is encrypted by is also in its state, where the file says nothing.
  return !(await exists());
}
