import * as z from "zod";
import { checkAccountId } from "../account-rules";
import { checkInstant } from "../dates";
import type { UsedProof } from "../proof/used-proof";
import { type Item, toItem } from "./attributes";
import { type Decoded, decode, sameAsKey } from "./decoding";
import { proofKey } from "./keys";

const usedProof = z.object({
  id: z.string(),
  account: z.string(),
  arn: z.string(),
  usedAt: z.string(),
  usedBy: z.string(),
  consumer: z.string().optional(),
  expires: z.string(),
});

/** The mark outlives its proof, for operators whose clocks are behind, and to say what came of it. */
const KEPT_SECONDS = 86_400;

/** The item of a used proof, with the second at which DynamoDB may delete it. */
export function proofItem(proof: UsedProof): Item {
  const expiresAt = Math.floor(Date.parse(proof.expires) / 1000) + KEPT_SECONDS;
  return toItem({ ...proofKey(proof.id), ...proof, expiresAt });
}

export function decodeProof(item: Item): Decoded<UsedProof> {
  return decode(item, usedProof, ({ sk }) => [
    ({ id }) => sameAsKey(id, "id", sk),
    ({ account }) => checkAccountId(account, "account"),
    ({ usedAt }) => checkInstant(usedAt, "usedAt"),
    ({ expires }) => checkInstant(expires, "expires"),
  ]);
}
