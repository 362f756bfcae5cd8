import { lookup, Resolver } from "node:dns/promises";
import { type Resolution, ResolveOutcome } from "./observations";

const NOT_FOUND = new Set(["ENOTFOUND", "ENODATA"]);
const NO_ANSWER = new Set(["ETIMEOUT", "EAI_AGAIN", "ECONNREFUSED", "ESERVFAIL", "EREFUSED"]);

export interface ResolveOptions {
  /** Name server to ask, `host:port`; otherwise the host resolves as its programs do. */
  readonly server?: string;
  readonly timeoutSeconds: number;
}

/** All addresses of a name. */
export async function resolveName(name: string, options: ResolveOptions): Promise<Resolution> {
  try {
    const addresses =
      options.server === undefined ? await bySystem(name) : await byServer(name, options.server, options);
    return { name, outcome: ResolveOutcome.Resolved, addresses: addresses.sort() };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return { name, outcome: outcomeOf(code), addresses: [], detail: message };
  }
}

async function bySystem(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true });
  return [...new Set(found.map(({ address }) => address))];
}

async function byServer(name: string, server: string, { timeoutSeconds }: ResolveOptions): Promise<string[]> {
  const resolver = new Resolver({ timeout: (timeoutSeconds * 1000) / 2, tries: 2 });
  resolver.setServers([server]);
  const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [ipv4, ipv6].flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (found.length > 0 || ipv4.status === "fulfilled") return found;
  throw ipv4.reason;
}

function outcomeOf(code: string): ResolveOutcome {
  if (NOT_FOUND.has(code)) return ResolveOutcome.NotFound;
  return NO_ANSWER.has(code) ? ResolveOutcome.NoAnswer : ResolveOutcome.Failed;
}
