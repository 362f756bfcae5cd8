import { type Properties, record, text } from "../values";

/** What one provider resource of a program says: the default one, or an explicit one per Region. */
export interface ProviderInstance {
  readonly region: string;
  /** Tags that the provider puts on everything. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** The provider instances of the engines that are connected: each has a connection of its own. */
export class ProviderInstances {
  readonly #byPeer = new Map<string, ProviderInstance>();

  /** Takes the config that an engine sends over a connection. */
  configure(peer: string, config: Properties): void {
    const region = text(config.region);
    if (region === undefined)
      throw new Error("The provider needs a Region: set `aws:region`, or `region` of the provider.");
    const defaultTags = record(structured(config.defaultTags)).tags;
    this.#byPeer.set(peer, {
      region,
      ...(defaultTags === undefined ? {} : { defaultTags: record(defaultTags) as Record<string, string> }),
    });
  }

  of(peer: string): ProviderInstance {
    const instance = this.#byPeer.get(peer);
    if (instance === undefined) throw new Error("The engine has not configured this provider.");
    return instance;
  }
}

/** Providers get nested config as JSON text, unless the SDK that sends it has learnt better. */
function structured(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}
