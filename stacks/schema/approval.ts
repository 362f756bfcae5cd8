import { z } from "zod";
import { APPROVAL_DEFAULTS as DEFAULTS } from "../../components/lib/approval-rules";
import { documented } from "../../components/lib/schema/keys";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/order-processor-registry-0123456";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:operators";

const registry = z.strictObject({
  stack: documented(z.string().optional(), {
    description: "Stack of this project that has the registry, by its output `registry`.",
    absent: "none",
    rule: "Either `stack` or `tableArn`.",
    examples: ["us-east-1"],
  }),
  tableArn: documented(z.string().optional(), {
    description: "ARN of the registry's table, in the account of the stack.",
    absent: "none",
    examples: [TABLE],
  }),
});

const marketplace = z.strictObject({
  productCode: documented(z.string(), {
    description: "Code of the product in AWS Marketplace.",
    source: "Marketplace Entitlement Service API, GetEntitlements",
    examples: ["4p0nqs5d3v9k2x7w1m8c6b0f2"],
  }),
});

const webhook = z.strictObject({
  url: documented(z.string(), {
    description: "Address that is asked whether a consumer has paid.",
    rule: "It begins with `https://` and has at most 512 characters.",
    examples: ["https://billing.example.com/entitlements"],
  }),
  secretArn: documented(z.string(), {
    description:
      "ARN of the secret in Secrets Manager by which requests are signed. A key of one's own that encrypts it has to admit the function's role, `approvalRoleArn`.",
    examples: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-a1b2c3"],
  }),
  timeoutSeconds: documented(z.int().optional(), {
    description:
      "Time after which an answer is not waited for any longer; the consumer is then neither accepted nor cut.",
    unit: "seconds",
    absent: `\`${DEFAULTS.webhookTimeoutSeconds}\``,
    rule: "1 to 30.",
  }),
});

const entitlement = z.strictObject({
  marketplace: documented(marketplace.optional(), {
    description: "Ask AWS Marketplace.",
    absent: "none",
    rule: "Either `marketplace` or `webhook`.",
    examples: [{ productCode: "4p0nqs5d3v9k2x7w1m8c6b0f2" }],
  }),
  webhook: documented(webhook.optional(), {
    description: "Ask a billing system of one's own.",
    absent: "none",
    examples: [
      {
        url: "https://billing.example.com/entitlements",
        secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-a1b2c3",
      },
    ],
  }),
});

const notify = z.strictObject({
  emails: documented(z.array(z.string()).optional(), {
    description:
      "Addresses that are asked about connections of unknown accounts, and get the alarms. Each confirms once.",
    absent: "none",
    change: "Adds or removes the single subscription.",
    examples: [[]],
  }),
  chatEndpoint: documented(z.string().optional(), {
    description: "Address that SNS posts the same to, such as that of a chat.",
    absent: "none",
    rule: "It begins with `https://` and has at most 512 characters.",
    examples: ["https://chat.example.com/hooks/connections"],
  }),
  topicArn: documented(z.string().optional(), {
    description:
      "ARN of a topic to use instead of one of the stack's own. A key of one's own that encrypts it has to admit the function's role, `approvalRoleArn`.",
    absent: "an encrypted topic of the stack's own",
    rule: "In the stack's Region, and neither with `emails` nor with `chatEndpoint`.",
    examples: [TOPIC],
  }),
});

const alarms = z.strictObject({
  topicArns: documented(z.array(z.string()).optional(), {
    description: "ARNs of the topics that alarms go to.",
    absent: "the topic that people are asked by",
    rule: "In the stack's Region, one to five.",
    source: "CloudWatch API, PutMetricAlarm",
    examples: [[TOPIC]],
  }),
  oldestPendingMinutes: documented(z.int().optional(), {
    description: "Time that a connection may wait for a decision before there is an alarm.",
    unit: "minutes",
    absent: `\`${DEFAULTS.oldestPendingMinutes}\``,
    rule: "1 to 10 080.",
  }),
});

/** The `approval` key. */
export const approval = documented(
  z
    .strictObject({
      registry: documented(registry.optional(), {
        description: "A registry that there is already. Stacks that share one decide alike.",
        absent: "a table of the stack's own",
        change: "Another registry knows other consumers: whoever is in none is not accepted any more.",
        examples: [{ stack: "us-east-1" }],
      }),
      replica: documented(z.boolean().optional(), {
        description:
          "Whether a registry of another Region gets a replica here, so that decisions do not depend on that Region. Without one they are made from the table there.",
        absent: "`true`",
        rule: "Only with `registry`. A Region has one replica: a second stack in it names the first by `registry.stack`.",
        source: "DynamoDB guide, global tables",
      }),
      scheduleMinutes: documented(z.int().optional(), {
        description: "Time between two runs, within which dates take effect and lost events are made up for.",
        unit: "minutes",
        absent: `\`${DEFAULTS.scheduleMinutes}\``,
        rule: "1 to 60.",
        source: "EventBridge Scheduler guide, rate-based schedules",
      }),
      entitlement: documented(entitlement.optional(), {
        description:
          "Where it is asked whether a consumer has paid. Nobody is accepted or cut while it does not answer.",
        absent: "nowhere: the registry's word is enough",
        examples: [{ marketplace: { productCode: "4p0nqs5d3v9k2x7w1m8c6b0f2" } }],
      }),
      warningDays: documented(z.int().optional(), {
        description: "Time before the end of a consumer's access at which people are told; 0 for never.",
        unit: "days",
        absent: `\`${DEFAULTS.warningDays}\` in the Region that owns the registry, which alone warns`,
        rule: "0 to 365.",
        examples: [DEFAULTS.warningDays],
      }),
      auditDays: documented(z.int().optional(), {
        description: "Time for which the stack's entries of the audit are kept; 0 for ever.",
        unit: "days",
        absent: `\`${DEFAULTS.auditDays}\``,
        change: "Applies to new entries.",
        rule: "0 to 3653.",
        source: "DynamoDB guide, Time to Live",
      }),
      notify: documented(notify.optional(), {
        description: "Who is asked.",
        absent: "a topic that nobody has subscribed to yet",
        examples: [{ emails: ["ops@example.com"] }],
      }),
      alarms: documented(alarms.optional(), {
        description: "Who is alarmed, and when.",
        absent: "whoever is asked",
        examples: [{ oldestPendingMinutes: DEFAULTS.oldestPendingMinutes }],
      }),
    })
    .optional(),
  {
    description:
      "How connections approve themselves. Only with `access.approval: registry`. The function reserves 3 of the account's concurrent invocations, of which AWS wants 100 to remain: a new account has to have its quota raised first.",
    absent: "a registry of the stack's own, and the defaults below",
    examples: [{}],
  },
);
