import type { AwsIdentity } from "../aws/identity";
import type { Host } from "../host";
import { Refused } from "../terminal/refused";
import type { RegistryContext, RegistryOptions } from "./context";
import { findTable } from "./find-table";
import { stackOutputsOf } from "./stack-outputs";

/**
 * Finds the registry and who asks. Throws a {@link Refused} that says what is missing, and errors of AWS as they are.
 * @param identity whose credentials it is worked with. Defaults to those of whoever runs the command.
 */
export async function openRegistry(
  options: RegistryOptions,
  host: Pick<Host, "root">,
  env: NodeJS.ProcessEnv,
  identity?: AwsIdentity,
): Promise<RegistryContext> {
  const table = await findTable(options, host.root, env, stackOutputsOf(host.root, env));
  // Which Node.js there is is not up to whoever runs a command, and eight lines about it would come with each.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  // The SDK takes long to load; a command line that names no registry never gets here.
  const { AwsClients } = await import("../aws/clients.js");
  const clients = new AwsClients(identity);
  try {
    const caller = await clients.caller(table.region);
    if (caller.accountId !== table.accountId) {
      throw new Refused(
        `The credentials are of account ${caller.accountId} (${caller.arn}), but the registry is in account ` +
          `${table.accountId}: use credentials of the provider's account ${table.accountId}.`,
      );
    }
    const { AwsRegistryContext } = await import("./aws-context.js");
    return await AwsRegistryContext.open(table, caller.arn, clients);
  } catch (error) {
    clients.close();
    throw error;
  }
}
