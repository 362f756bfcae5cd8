import { createHash } from "node:crypto";
import * as z from "zod";
import { type AuditEntry, AuditSubject } from "../audit";
import { checkInstant, instantOf } from "../dates";
import { type Item, toItem } from "./attributes";
import { type Decoded, decode, sameAsKey } from "./decoding";
import { auditOf, type Key } from "./keys";

const storedEntry = z.object({
  subject: z.enum(AuditSubject),
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  reason: z.string(),
  explanation: z.string(),
  account: z.string(),
  consumer: z.string().optional(),
  revision: z.int().optional(),
  serviceId: z.string().optional(),
  region: z.string().optional(),
  messageId: z.string().optional(),
});

const HASH_LENGTH = 12;
const SECONDS_PER_DAY = 86_400;

/** How long audit entries are kept. */
export interface Retention {
  /** Days; 0 for ever. */
  readonly auditDays: number;
  /** The time of writing. */
  readonly now: Date;
}

/**
 * The key of an entry. It holds a hash of all that the entry says: writing the same entry again changes nothing, and
 * another entry of the same instant is another item.
 */
export function auditKey(entry: AuditEntry): Key {
  const said = JSON.stringify(
    Object.entries(entry)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
  const hash = createHash("sha256").update(said).digest("hex").slice(0, HASH_LENGTH);
  return { pk: auditOf(entry.id), sk: `${instantOf(entry.at)}#${hash}` };
}

/** The item of an entry, with the second at which DynamoDB may delete it, where it is not kept for ever. */
export function auditItem(entry: AuditEntry, { auditDays, now }: Retention): Item {
  const expiresAt = auditDays > 0 ? Math.floor(now.getTime() / 1000) + auditDays * SECONDS_PER_DAY : undefined;
  return toItem({ ...auditKey(entry), ...entry, expiresAt });
}

export function decodeEntry(item: Item): Decoded<AuditEntry> {
  return decode(item, storedEntry, ({ pk }) => [
    ({ id }) => sameAsKey(auditOf(id), "id", pk),
    ({ at }) => checkInstant(at, "at"),
  ]);
}
