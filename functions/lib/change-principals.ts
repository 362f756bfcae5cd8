import { accountOf } from "./desired-principals";
import type { Failures } from "./failures";
import type { Run } from "./run";
import type { PrincipalChange, RunReport } from "./run-report";

/**
 * Brings the principals of the service to what the registry says. Those of accounts that still have a connection that
 * was to be cut stay: who removes a consumer's principal must be sure that its connections are gone.
 *
 * @param uncut Accounts of which a connection was to be cut and was not.
 */
export async function changePrincipals(
  run: Run,
  uncut: ReadonlySet<string>,
  failures: Failures,
): Promise<RunReport["principals"]> {
  const { add, remove } = run.plan.principals;
  const removable = remove.filter((principal) => !uncut.has(accountOf(principal) ?? ""));
  const removal = { add: [], remove: removable };
  const addition = { add, remove: [] };
  return {
    removed: (await change(run, removal, "Principals could not all be removed", failures)).remove,
    added: (await change(run, addition, "Principals could not all be added", failures)).add,
  };
}

/** What was changed; after a failure nothing is said to be, and the next run sees what is. */
async function change(
  { api }: Run,
  wanted: PrincipalChange,
  sentence: string,
  failures: Failures,
): Promise<PrincipalChange> {
  if (wanted.add.length + wanted.remove.length > 0) {
    const changed = await failures.attempt(sentence, async () => {
      await api.changePrincipals(wanted);
      return wanted;
    });
    if (changed === undefined) return { add: [], remove: [] };
  }
  return wanted;
}
