import { at } from "./path";
import type { Check, Problem } from "./problem";
import { checkWhole, type Range } from "./whole-numbers";

/** What a connection approval has where nothing is said. */
export const APPROVAL_DEFAULTS = {
  scheduleMinutes: 5,
  reservedConcurrency: 3,
  queueConcurrency: 2,
  memoryMb: 512,
  timeoutSeconds: 120,
  logRetentionDays: 90,
  warningDays: 14,
  auditDays: 400,
  oldestPendingMinutes: 60,
  webhookTimeoutSeconds: 5,
} as const;

/** Bounds of the numbers of a connection approval. */
export const APPROVAL_RANGES = {
  scheduleMinutes: { min: 1, max: 60, unit: "minutes" },
  queueConcurrency: { min: 2, max: 999, unit: "invocations" },
  reservedConcurrency: { min: 3, max: 1000, unit: "invocations" },
  memoryMb: { min: 128, max: 10_240, unit: "MB" },
  timeoutSeconds: { min: 30, max: 900, unit: "seconds" },
  warningDays: { min: 0, max: 365, unit: "days" },
  auditDays: { min: 0, max: 3653, unit: "days" },
  oldestPendingMinutes: { min: 1, max: 10_080, unit: "minutes" },
  webhookTimeoutSeconds: { min: 1, max: 30, unit: "seconds" },
} as const satisfies Record<string, Range>;

const RANGED = [
  "scheduleMinutes",
  "queueConcurrency",
  "reservedConcurrency",
  "memoryMb",
  "timeoutSeconds",
  "warningDays",
  "auditDays",
  "oldestPendingMinutes",
] as const;

/** Numbers of a connection approval as their rules see them. */
export type ApprovalNumbers = { readonly [Key in (typeof RANGED)[number]]?: number | undefined };

/** Refuses numbers out of their bounds. */
export const checkApprovalNumbers: Check<ApprovalNumbers> = (numbers, path) =>
  RANGED.flatMap((key) => checkWhole(numbers[key], at(path, key), APPROVAL_RANGES[key]));

/** Refuses a concurrency that leaves the schedule nothing besides the queue. */
export const checkConcurrency: Check<{ readonly reserved: number; readonly queue: number }> = (
  { reserved, queue },
  path,
) => {
  if (reserved > queue) return [];
  const rule = `leaves the schedule none besides the ${queue} of the queue, and AWS would throttle`;
  return [{ path, value: reserved, rule, remedy: `use ${queue + 1} or more` }];
};

/** Where entitlements are asked, as the rules see it. */
export interface EntitlementShape {
  readonly marketplace?: { readonly productCode: string } | undefined;
  readonly webhook?: { readonly url: string; readonly timeoutSeconds?: number | undefined } | undefined;
}

/** Refuses none or both of the places where entitlements are asked, and what is wrong with the one that is given. */
export const checkEntitlement: Check<EntitlementShape> = ({ marketplace, webhook }, path) => {
  if (marketplace === undefined && webhook === undefined) {
    return [{ path, value: {}, rule: "says nowhere to ask", remedy: "give marketplace or webhook, or leave it out" }];
  }
  const both: Problem[] =
    marketplace === undefined || webhook === undefined
      ? []
      : [
          {
            path: at(path, "webhook"),
            value: webhook,
            rule: "is given besides marketplace",
            remedy: "keep one of the two",
          },
        ];
  return [
    ...both,
    ...(marketplace === undefined
      ? []
      : checkProductCode(marketplace.productCode, at(at(path, "marketplace"), "productCode"))),
    ...(webhook === undefined ? [] : checkWebhook(webhook, at(path, "webhook"))),
  ];
};

const PRODUCT_CODE = /^[A-Za-z0-9-]{1,255}$/;

const checkProductCode: Check<string> = (value, path) => {
  if (PRODUCT_CODE.test(value)) return [];
  const remedy = "use the product code that AWS Marketplace shows for the product, such as 4p0nqs5d3v9k2x7w1m8c6b0f2";
  return [{ path, value, rule: "is not a product code", remedy }];
};

function checkWebhook({ url, timeoutSeconds }: NonNullable<EntitlementShape["webhook"]>, path: string): Problem[] {
  return [
    ...checkHttpsUrl(url, at(path, "url")),
    ...checkWhole(timeoutSeconds, at(path, "timeoutSeconds"), APPROVAL_RANGES.webhookTimeoutSeconds),
  ];
}

const LONGEST_URL = 512;

/** Refuses what is not the address of something that is reached by HTTPS. */
export const checkHttpsUrl: Check<string> = (value, path) => {
  const refuse = (rule: string, remedy: string): Problem[] => [{ path, value, rule, remedy }];
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === "http:") return refuse("is not encrypted", "use an address that begins with https://");
  if (url?.protocol !== "https:") {
    return refuse("is not an address on the web", "use one such as https://billing.example.com/entitlements");
  }
  if (url.username !== "" || url.password !== "") {
    return refuse("has credentials in it, which outputs and the console would show", "take them out of the address");
  }
  if (value.length <= LONGEST_URL) return [];
  return refuse(`has ${value.length} characters, more than ${LONGEST_URL}`, "use a shorter one");
};

const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/;

/** Refuses what is not the ARN of a secret. */
export const checkSecretArn: Check<string> = (value, path) => {
  if (SECRET_ARN.test(value)) return [];
  const remedy = "use the secret's ARN, arn:aws:secretsmanager:<Region>:<account>:secret:<name>-<6 characters>";
  return [{ path, value, rule: "is not the ARN of a secret in Secrets Manager", remedy }];
};

const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;

/** Refuses what is not the ARN of a standard SNS topic. */
export const checkTopicArn: Check<string> = (value, path) => {
  if (TOPIC_ARN.test(value)) return [];
  const remedy = "use one such as arn:aws:sns:us-east-1:123456789012:operators";
  return [{ path, value, rule: "is not the ARN of a standard SNS topic", remedy }];
};

/** CloudWatch takes no more actions of one kind. */
const MOST_ALARM_TOPICS = 5;

/** Refuses no topic, and more of them than an alarm can have. */
export const checkAlarmTopics: Check<readonly unknown[]> = (topics, path) => {
  const value = topics.length;
  if (value === 0) return [{ path, value: [], rule: "is empty", remedy: "leave it out, or name a topic" }];
  if (value <= MOST_ALARM_TOPICS) return [];
  const rule = `topics are more than the ${MOST_ALARM_TOPICS} that an alarm can have`;
  return [{ path, value, rule, remedy: "let one topic pass on to the others" }];
};

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Refuses what is not an e-mail address, and the same address twice. */
const checkEmails: Check<readonly string[]> = (emails, path) =>
  emails.flatMap((value, index) => {
    const here = at(path, index);
    if (!EMAIL.test(value)) {
      return [{ path: here, value, rule: "is not an e-mail address", remedy: "use one such as ops@example.com" }];
    }
    if (emails.indexOf(value) === index) return [];
    return [{ path: here, value, rule: "appears twice", remedy: "remove one of them" }];
  });

/** Who is asked, as the rules see it. */
export interface Recipients {
  readonly emails?: readonly string[] | undefined;
  readonly chatEndpoint?: string | undefined;
}

/** Refuses addresses that are none, and any besides a topic to which we do not subscribe anybody. */
export function checkRecipients(recipients: Recipients, path: string, topicIsGiven: boolean): Problem[] {
  const { emails, chatEndpoint } = recipients;
  const problems = [
    ...(emails === undefined ? [] : checkEmails(emails, at(path, "emails"))),
    ...(chatEndpoint === undefined ? [] : checkHttpsUrl(chatEndpoint, at(path, "chatEndpoint"))),
  ];
  if (!topicIsGiven) return problems;
  const besides = Object.entries({ emails, chatEndpoint }).filter(([, value]) => value !== undefined);
  const rule = "is given besides a topic of one's own";
  const remedy = "remove it, and subscribe to that topic";
  return [...problems, ...besides.map(([key, value]) => ({ path: at(path, key), value, rule, remedy }))];
}

/** Room for the stack's principals in the function's environment, of which AWS allows 4096 bytes in all. */
const PRINCIPALS_BYTES = 2400;

/** Refuses more principals than the function can be told of. */
export const checkStackPrincipals: Check<readonly string[]> = (arns, path) => {
  const bytes = Buffer.byteLength(JSON.stringify(arns));
  if (bytes <= PRINCIPALS_BYTES) return [];
  const rule = `principals take ${bytes} bytes, and the function's environment has room for ${PRINCIPALS_BYTES}`;
  const remedy = "put consumers into the registry, and keep here only who is none";
  return [{ path, value: arns.length, rule, remedy }];
};
