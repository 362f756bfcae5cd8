import { admittedTo, statesOf } from "./connect";
import { allItems } from "./items";
import type { World } from "./world";

/** What is left of a world after runs, without what differs from run to run: instants, and ids that AWS chose. */
export interface Snapshot {
  readonly states: readonly string[];
  readonly principals: readonly string[];
  readonly items: readonly string[];
}

/** Fields that say when something was written. */
const INSTANTS = ["at", "since", "warnedAt", "expiresAt", "createdAt", "updatedAt"];

/** `names` gives each endpoint the name that it goes by in every world, by its id. */
export async function snapshotOf({ registry, service }: World, names: ReadonlyMap<string, string>): Promise<Snapshot> {
  const states = await statesOf(service);
  const items = await allItems(registry);
  const renamed = (text: string): string => {
    let result = text.replaceAll(service.serviceId, "the service");
    for (const [id, name] of names) result = result.replaceAll(id, name);
    return result;
  };
  return {
    states: Object.entries(states)
      .map(([id, state]) => `${names.get(id)} ${state}`)
      .sort(),
    principals: await admittedTo(service),
    items: items
      .filter(({ pk }) => pk !== "SERVICES")
      .map((item) => {
        const kept = Object.entries(item).filter(([field]) => !INSTANTS.includes(field));
        // The sort key of an audit entry begins with its instant and ends with a hash of it.
        const entry = item.pk.startsWith("AUDIT#") ? kept.filter(([field]) => field !== "sk") : kept;
        return renamed(JSON.stringify(Object.fromEntries(entry.sort())));
      })
      .sort(),
  };
}
