import { listed } from "../../components/lib/words";
import { type AwsIdentity, identityKey } from "../aws/identity";
import { Refused } from "../terminal/refused";
import type { ClientsOf } from "./clients";
import type { ImageRegion } from "./stacks";

/** Stacks with the same credentials. */
interface Holder {
  readonly identity: AwsIdentity | undefined;
  readonly region: string;
  readonly stacks: string[];
}

/** The account of all stacks. Throws a `Refused` where their credentials are of several: a copy stays in its account. */
export async function accountOf(regions: readonly ImageRegion[], clientsOf: ClientsOf): Promise<string> {
  const accounts = await Promise.all(
    holdersIn(regions).map(async ({ identity, region, stacks }) => {
      const { accountId } = await clientsOf(identity).caller(region);
      return { accountId, stacks };
    }),
  );
  const [first] = accounts;
  if (first === undefined) throw new Refused("There is no stack that runs on instances.");
  const other = accounts.find(({ accountId }) => accountId !== first.accountId);
  if (other === undefined) return first.accountId;
  throw new Refused(
    `${listed(first.stacks)} ${first.stacks.length === 1 ? "belongs" : "belong"} to account ${first.accountId}, and ${listed(other.stacks)} to ${other.accountId}, by aws:profile and aws:assumeRoles of the stacks; images are promoted inside one account: pick the stacks of one.`,
  );
}

function holdersIn(regions: readonly ImageRegion[]): Holder[] {
  const holders = new Map<string, Holder>();
  for (const { stack, region, identity } of regions.flatMap(({ stacks }) => stacks)) {
    const key = identityKey(identity ?? {});
    const holder = holders.get(key) ?? { identity, region, stacks: [] };
    holder.stacks.push(stack);
    holders.set(key, holder);
  }
  return [...holders.values()];
}
