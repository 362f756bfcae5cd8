import type { Put } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { checkInstant } from "../dates";
import { Reason } from "../decision";
import type { ExpiryWarning, OpenQuestion } from "../open-question";
import { type Item, toItem } from "./attributes";
import { type Decoded, decode, sameAsKey } from "./decoding";
import { questionKey, questionsOf, warningKey } from "./keys";

const storedQuestion = z.object({
  serviceId: z.string(),
  endpointId: z.string(),
  account: z.string(),
  reason: z.enum(Reason),
  state: z.string(),
  since: z.string(),
  refusal: z.string().optional(),
});

const storedWarning = z.object({ account: z.string(), validUntil: z.string(), warnedAt: z.string() });

/** Writes a question unless it is kept already. Another reason or another refusal makes it another question. */
export function newQuestion(tableName: string, question: OpenQuestion): Put {
  const { reason, refusal } = question;
  const otherRefusal =
    refusal === undefined ? "attribute_exists(refusal)" : "attribute_not_exists(refusal) OR refusal <> :refusal";
  return {
    TableName: tableName,
    Item: toItem({ ...questionKey(question), ...question }),
    ConditionExpression: `attribute_not_exists(reason) OR reason <> :reason OR ${otherRefusal}`,
    ExpressionAttributeValues: toItem({ ":reason": reason, ":refusal": refusal }),
  };
}

export function decodeQuestion(item: Item): Decoded<OpenQuestion> {
  return decode(item, storedQuestion, ({ pk, sk }) => [
    ({ serviceId }) => sameAsKey(questionsOf(serviceId), "serviceId", pk),
    ({ endpointId }) => sameAsKey(endpointId, "endpointId", sk),
    ({ since }) => checkInstant(since, "since"),
  ]);
}

export function warningItem(warning: ExpiryWarning): Item {
  return toItem({ ...warningKey(warning.account), ...warning });
}

export function decodeWarning(item: Item): Decoded<ExpiryWarning> {
  return decode(item, storedWarning, ({ sk }) => [
    ({ account }) => sameAsKey(account, "account", sk),
    ({ validUntil }) => checkInstant(validUntil, "validUntil"),
    ({ warnedAt }) => checkInstant(warnedAt, "warnedAt"),
  ]);
}
