import * as z from "zod";
import { type Entitlement, EntitlementStatus } from "../entitlement";

const LONGEST_DETAIL = 200;

/** What a webhook answers. Keys that are not named here are left for later versions. */
const answer = z.object({
  entitlements: z.array(
    z.object({
      account: z.string().regex(/^\d{12}$/),
      status: z.enum([EntitlementStatus.Entitled, EntitlementStatus.NotEntitled]),
      until: z.iso.datetime({ offset: true }).optional(),
      detail: z.string().optional(),
    }),
  ),
});

/** What a webhook says, by account, or why it cannot be understood. */
export type ReadAnswer = { readonly entitlements: ReadonlyMap<string, Entitlement> } | { readonly problem: string };

/**
 * Reads a webhook's answer about the accounts that it was asked for. What it says of others is ignored; of an account
 * of which it says two things, nothing is known.
 */
export function readAnswer(body: string, asked: ReadonlySet<string>): ReadAnswer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: "the billing webhook's answer is not JSON" };
  }
  const parsed = answer.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") || "the whole";
    return { problem: `the billing webhook's answer cannot be understood at ${where}` };
  }
  const entitlements = new Map<string, Entitlement>();
  const contradictory = new Set<string>();
  for (const { account, status, until, detail } of parsed.data.entitlements) {
    if (!asked.has(account)) continue;
    const said = { status, detail: detailOf(status, detail), ...(until && { until: new Date(until).toISOString() }) };
    const before = entitlements.get(account);
    if (before !== undefined && (before.status !== said.status || before.until !== said.until)) {
      contradictory.add(account);
    }
    entitlements.set(account, said);
  }
  for (const account of contradictory) entitlements.delete(account);
  return { entitlements };
}

/** The webhook's words as the end of a sentence on one line; they stand in logs, mails and the audit. */
function detailOf(status: EntitlementStatus, words = ""): string {
  const says = status === EntitlementStatus.Entitled ? "it has paid" : "it has not paid";
  const line = words.replace(/[\p{C}\s]+/gu, " ").trim();
  if (line === "") return `the billing webhook says that ${says}`;
  const short = line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
  return `the billing webhook says that ${says} (${short})`;
}
