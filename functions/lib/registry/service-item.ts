import * as z from "zod";
import type { PublishedService } from "../published-service";
import { settingsSchema } from "../settings";
import { type Item, toItem } from "./attributes";
import { type Decoded, decode, sameAsKey } from "./decoding";
import { serviceKey } from "./keys";

const storedService = z.object({
  name: z.string(),
  serviceId: z.string(),
  serviceArn: z.string(),
  serviceName: z.string(),
  region: z.string(),
  accountId: z.string(),
  stackPrincipals: z.array(z.string()),
  requestsTopicArn: z.string().optional(),
  // One of another version must not make the service itself unreadable.
  gate: z
    .union([z.object({ kind: z.literal("none") }), settingsSchema.shape.entitlement.unwrap()])
    .optional()
    .catch(undefined),
});

/** The item by which a stack makes its service known to the commands. */
export function serviceItem(service: PublishedService): Item {
  return toItem({ ...serviceKey(service), ...service });
}

export function decodeService(item: Item): Decoded<PublishedService> {
  return decode(item, storedService, ({ sk }) => [
    (service) => sameAsKey(serviceKey(service).sk, "region and serviceId", sk),
  ]);
}
