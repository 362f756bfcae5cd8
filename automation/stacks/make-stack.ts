import { StackFile } from "./stack-file";
import { runCli, type Site } from "./workspace";

/** How the secrets of a stack are encrypted, which the engine itself writes into the stack file. */
const ENCRYPTION = ["secretsprovider", "encryptedkey", "encryptionsalt"] as const;

/**
 * Makes a stack as `pulumi stack init` does, but neither selects it nor changes more of the stack file than how secrets
 * are encrypted: the engine writes all of it anew, in a form of its own.
 */
export async function makeStack(site: Site, stackFile: string, name: string): Promise<void> {
  const file = await StackFile.read(stackFile);
  const provider = file.get("secretsprovider");
  const secrets = typeof provider === "string" ? ["--secrets-provider", provider] : [];
  await runCli(site, ["stack", "init", name, "--no-select", ...secrets]);
  const written = await StackFile.read(stackFile);
  for (const key of ENCRYPTION) {
    const value = written.get(key);
    if (value !== undefined && value !== file.get(key)) file.set([key], value);
  }
  await file.write();
}
