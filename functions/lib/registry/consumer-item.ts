import * as z from "zod";
import type { Problem } from "../../../components/lib/problem";
import { type Consumer, ConsumerStatus } from "../consumer";
import { consumerRules } from "../consumer-rules";
import { consumerInput, termsOf } from "../consumer-schema";
import { checkInstant, instantOf } from "../dates";
import { type Item, toItem } from "./attributes";
import { type Decoded, decode, sameAsKey } from "./decoding";
import { consumerKey, nameKey } from "./keys";

/**
 * Strict: an attribute that this release does not know may narrow what the consumer may do, so an item that has one is
 * not read as if it were not there.
 */
const storedConsumer = z.strictObject({
  ...consumerInput.shape,
  principals: z.array(z.string()),
  status: z.enum(ConsumerStatus),
  revision: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
});

/** The item of a consumer. Throws for one that could not be read again. */
export function consumerItem(consumer: Consumer): Item {
  const { revision, createdAt, updatedAt, updatedBy } = consumer;
  const { account } = consumer;
  const item = toItem({
    ...consumerKey(account),
    ...termsOf(consumer),
    revision,
    createdAt,
    updatedAt,
    updatedBy,
  });
  const decoded = decodeConsumer(item);
  if ("value" in decoded) return item;
  throw new Error(`The entry of ${account} cannot be written. ${decoded.problem}`);
}

/** The consumer of an item; its instants in one form, so that they can be compared. */
export function decodeConsumer(item: Item): Decoded<Consumer> {
  const decoded = decode(item, storedConsumer, ({ sk }) => [
    ...consumerRules(sk),
    ({ account }) => sameAsKey(account, "account", sk),
    ({ revision }) => checkRevision(revision),
    ({ createdAt }) => checkInstant(createdAt, "createdAt"),
    ({ updatedAt }) => checkInstant(updatedAt, "updatedAt"),
  ]);
  if (!("value" in decoded)) return decoded;
  const { validFrom, validUntil, createdAt, updatedAt, ...rest } = decoded.value;
  return {
    value: {
      ...rest,
      ...(validFrom === undefined ? {} : { validFrom: instantOf(validFrom) }),
      ...(validUntil === undefined ? {} : { validUntil: instantOf(validUntil) }),
      createdAt: instantOf(createdAt),
      updatedAt: instantOf(updatedAt),
    },
  };
}

/** The item that keeps a name for an account. */
export function nameItem({ name, account }: Pick<Consumer, "name" | "account">): Item {
  return toItem({ ...nameKey(name), account });
}

function checkRevision(value: number): Problem[] {
  if (value >= 1) return [];
  return [{ path: "revision", value, rule: "is not a count from 1", remedy: "remove the item and add it anew" }];
}
