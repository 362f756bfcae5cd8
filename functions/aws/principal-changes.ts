import { inBatches } from "../lib/batches";
import type { PrincipalChange } from "../lib/run-report";

/** AWS documents no limit of principals in one call; this many ARNs stay far below the limit of a request's size. */
const PRINCIPALS_PER_CALL = 50;

/** How EC2 calls a principal that does not exist, or has a form that it does not take. */
const REFUSED = /^InvalidP(?:rincipal|arameter)/;

/**
 * Changes principals in as few calls as possible. AWS refuses a call as a whole for one principal that it does not know,
 * such as a role that its account has deleted; the principals of that call are then changed one by one, so that one
 * consumer's mistake keeps nobody else out, or in. Throws an error that names all that were refused.
 */
export async function changePrincipals(
  { add, remove }: PrincipalChange,
  call: (change: PrincipalChange) => Promise<void>,
): Promise<void> {
  const refused: Error[] = [];
  for (const batch of inBatches(remove, PRINCIPALS_PER_CALL)) {
    refused.push(...(await refusedOf(batch, (arns) => call({ add: [], remove: arns }))));
  }
  for (const batch of inBatches(add, PRINCIPALS_PER_CALL)) {
    refused.push(...(await refusedOf(batch, (arns) => call({ add: arns, remove: [] }))));
  }
  if (refused.length === 0) return;
  throw new AggregateError(refused, `AWS refused ${refused.map(({ message }) => message).join("; ")}`);
}

async function refusedOf(
  arns: readonly string[],
  call: (arns: readonly string[]) => Promise<void>,
): Promise<readonly Error[]> {
  try {
    await call(arns);
    return [];
  } catch (error) {
    if (!(error instanceof Error) || !REFUSED.test(error.name)) throw error;
    if (arns.length === 1) return [new Error(`${arns[0]} (${error.message})`, { cause: error })];
  }
  const refused: Error[] = [];
  for (const arn of arns) refused.push(...(await refusedOf([arn], call)));
  return refused;
}
