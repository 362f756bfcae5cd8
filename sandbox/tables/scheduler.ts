import { all, arnOf, between, instant, matching, oneOf, property, upTo } from "../checks/rules";
import { admitSchedule, checkSchedule, target } from "../checks/schedule";
import { scheduleExpression } from "../checks/schedule-expression";
import { arn, type ResourceTables } from "../table";
import { T } from "../tokens";
import { type Properties, record, same, text, texts } from "../values";

const RETRIES = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/** A target tries again for a day where it does not say otherwise. */
function withRetries(target: unknown): Properties {
  const { retryPolicy, ...rest } = record(target);
  return { ...rest, retryPolicy: { ...RETRIES, ...record(retryPolicy) } };
}

export const scheduler: ResourceTables = {
  [T.Schedule]: {
    id: ({ inputs }) => `${text(inputs.groupName) ?? "default"}/${text(inputs.name)}`,
    notFound: (id) => `ResourceNotFoundException: Schedule ${id.split("/")[1]} does not exist.`,
    autoName: { property: "name", maxLength: 64 },
    required: ["flexibleTimeWindow", "scheduleExpression", "target"],
    defaults: { scheduleExpressionTimezone: "UTC", state: "ENABLED" },
    rules: {
      actionAfterCompletion: oneOf("NONE", "DELETE"),
      description: upTo(512),
      endDate: instant,
      flexibleTimeWindow: all(
        property("mode", oneOf("OFF", "FLEXIBLE")),
        property("maximumWindowInMinutes", between(1, 1_440)),
      ),
      groupName: matching(/^[0-9A-Za-z_.-]{1,64}$/, "have 1 to 64 letters, digits and _ . -"),
      kmsKeyArn: arnOf("kms"),
      name: matching(/^[0-9A-Za-z_.-]{1,64}$/, "have 1 to 64 letters, digits and _ . -"),
      scheduleExpression,
      scheduleExpressionTimezone: all(upTo(50), (value) =>
        isTimezone(String(value))
          ? undefined
          : `ValidationException: Provided scheduling timezone ${value} is not valid.`,
      ),
      startDate: instant,
      state: oneOf("ENABLED", "DISABLED"),
      target,
    },
    check: checkSchedule,
    references: [
      { property: "target", types: T.Role, values: (inputs) => texts(record(inputs.target).roleArn) },
      { property: "kmsKeyArn", types: T.Key },
    ],
    admit: admitSchedule,
    computed: {
      arn: (m) => arn(m, "scheduler", `schedule/${m.id}`),
      actionAfterCompletion: (m) => m.inputs.actionAfterCompletion ?? "NONE",
      groupName: (m) => m.inputs.groupName ?? "default",
      namePrefix: (m) => m.inputs.namePrefix ?? "",
      flexibleTimeWindow: (m) => ({ maximumWindowInMinutes: 0, ...record(m.inputs.flexibleTimeWindow) }),
      target: (m) => withRetries(m.inputs.target),
    },
    alike: { target: (before, after) => same(withRetries(before), withRetries(after)) },
    keeps: ["actionAfterCompletion", "groupName", "namePrefix"],
    replaceOn: ["groupName", "name", "namePrefix"],
  },
};

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
