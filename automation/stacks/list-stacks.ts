import { Refused } from "../terminal/refused";
import { runCli, type Site } from "./workspace";

/** A stack, as `pulumi stack ls --json` has it. */
export interface ListedStack {
  readonly name: string;
  /** Absent where the backend does not say. */
  readonly resourceCount?: number;
}

/** Stacks of a project that have resources, as the backend knows them. Throws a {@link Refused}. */
export async function listStacks(site: Site, project: string): Promise<readonly string[]> {
  try {
    const { stdout } = await runCli(site, ["stack", "ls", "--json"]);
    return deployedOf(JSON.parse(stdout));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refused(`The stacks of ${project} cannot be listed: ${error.message.trim()} See pulumi stack ls.`);
  }
}

/** Those that are deployed, in the order of their names. */
export function deployedOf(listed: readonly ListedStack[]): readonly string[] {
  return (
    listed
      // A stack that was destroyed stays in the backend without a resource.
      .filter(({ resourceCount }) => resourceCount !== 0)
      // One of another organization has its name before it, and is another project's.
      .flatMap(({ name }) => (name.includes("/") ? [] : [name]))
      .sort()
  );
}
