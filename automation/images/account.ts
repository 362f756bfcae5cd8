import { listed } from "../../components/lib/words";
import { Refused } from "../terminal/refused";
import type { ClientsOf } from "./clients";
import type { ImageRegion } from "./stacks";

/** The account of all Regions. Throws a `Refused` where profiles lead to several: a copy stays in its account. */
export async function accountOf(regions: readonly ImageRegion[], clientsOf: ClientsOf): Promise<string> {
  const profiles = [...new Set(regions.map(({ profile }) => profile))];
  const accounts = await Promise.all(
    profiles.map(async (profile) => {
      const here = regions.filter((one) => one.profile === profile);
      const { accountId } = await clientsOf(profile).caller(here[0]?.region ?? "us-east-1");
      return { accountId, names: here.map(({ region }) => region) };
    }),
  );
  const [first] = accounts;
  if (first === undefined) throw new Refused("There is no stack that runs on instances.");
  const other = accounts.find(({ accountId }) => accountId !== first.accountId);
  if (other === undefined) return first.accountId;
  throw new Refused(
    `${listed(first.names)} ${first.names.length === 1 ? "belongs" : "belong"} to account ${first.accountId}, and ${listed(other.names)} to ${other.accountId}, by aws:profile of their stacks; images are promoted inside one account: pick the stacks of one.`,
  );
}
