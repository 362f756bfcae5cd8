import * as z from "zod";

/** What the function is told by the stack, as JSON in its environment variable `SETTINGS`. Nothing of it is secret. */
export const settingsSchema = z.strictObject({
  service: z.strictObject({
    name: z.string(),
    serviceId: z.string(),
    serviceArn: z.string(),
    serviceName: z.string(),
    region: z.string(),
    accountId: z.string(),
    /** ARNs of principals that the stack itself admits. */
    stackPrincipals: z.array(z.string()),
    requestsTopicArn: z.string().optional(),
  }),
  registry: z.strictObject({ tableName: z.string(), region: z.string() }),
  /** ARN of the topic whose messages wake the function. */
  notificationTopicArn: z.string(),
  entitlement: z
    .union([
      z.strictObject({ kind: z.literal("marketplace"), productCode: z.string() }),
      z.strictObject({
        kind: z.literal("webhook"),
        url: z.string(),
        secretArn: z.string(),
        timeoutSeconds: z.number(),
      }),
    ])
    .optional(),
  /** Days before `validUntil` at which a consumer's end is warned of; 0 for never. Only the owner of the registry warns. */
  warningDays: z.number(),
  /** Days for which audit entries are kept; 0 for ever. */
  auditDays: z.number(),
});

export type Settings = z.output<typeof settingsSchema>;

/** Name of the environment variable. */
export const SETTINGS_VARIABLE = "SETTINGS";
