import type { AwsIdentity } from "../aws/identity";
import type { Host } from "../host";
import type { Project } from "../plan/project";
import { type LiveConnection, liveOf, serviceApiOf } from "../stacks/live-connections";
import type { Place, StackSubject } from "../stacks/place";
import type { Terminal } from "../terminal/terminal";
import type { DrainApi } from "./drain";
import type { PromotedImages } from "./promoted-in";

/** Where a stack is removed: the stacks of the project, and AWS; another one in tests. */
export interface RemovalSite {
  readonly place: Place;
  /** The calls about the service of a stack; undefined where it has none. Throws a `Refused` for another account. */
  apiOf(subject: StackSubject): Promise<DrainApi | undefined>;
  /** Names of consumers by account, from the registry of a stack; or why they are not known. */
  namesOf(subject: StackSubject): Promise<ReadonlyMap<string, string> | { readonly reason: string }>;
  /** AMIs that the project has promoted in a Region; or why they are not known. */
  promotedIn(region: string): Promise<PromotedImages>;
  close(): Promise<void>;
}

/** The user's own backend and account. */
export async function openRemovalSite(
  host: Pick<Host, "root">,
  project: Project,
  { env }: Pick<Terminal, "env">,
  identity: AwsIdentity | undefined,
): Promise<RemovalSite> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { openOwnPlace } = await import("../stacks/own-place.js");
  const { AwsClients } = await import("../aws/clients.js");
  const place = await openOwnPlace(project, env);
  const clients = new AwsClients(identity);
  return {
    place,
    apiOf: (subject) => serviceApiOf(subject, clients),
    namesOf: async ({ outputs }) => {
      const { registry } = outputs as { readonly registry?: { readonly ownerArn?: string } };
      if (registry?.ownerArn === undefined) return new Map();
      return namesIn(registry.ownerArn, host, env, identity);
    },
    promotedIn: async (region) => {
      const { promotedIn } = await import("./promoted-in.js");
      const { errorText } = await import("../aws/error-text.js");
      return promotedIn(clients, region, project.name).catch((error) => ({ reason: errorText(error, env) }));
    },
    close: async () => {
      clients.close();
      await place.close();
    },
  };
}

async function namesIn(
  registry: string,
  host: Pick<Host, "root">,
  env: NodeJS.ProcessEnv,
  identity: AwsIdentity | undefined,
) {
  const { openRegistry } = await import("../registry/open.js");
  const { errorText } = await import("../aws/error-text.js");
  try {
    const context = await openRegistry({ registry }, host, env, identity);
    try {
      const { consumers } = await context.registry.contents();
      return new Map(consumers.map(({ account, name }) => [account, name]));
    } finally {
      context.close();
    }
  } catch (error) {
    return { reason: errorText(error, env) };
  }
}

/** Live connections of the services of a stack as AWS has them now. */
export async function liveAt(site: RemovalSite, services: readonly StackSubject[]): Promise<LiveConnection[]> {
  const live: LiveConnection[] = [];
  for (const subject of services) {
    const api = await site.apiOf(subject);
    if (api !== undefined) live.push(...liveOf(await api.connections(), subject));
  }
  return live;
}
