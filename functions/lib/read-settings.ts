import { checkEntitlement, checkTopicArn, type EntitlementShape } from "../../components/lib/approval-rules";
import { sentence } from "../../components/lib/problem";
import { judge, type Rule } from "../../components/lib/schema/judge";
import { SETTINGS_VARIABLE, type Settings, settingsSchema } from "./settings";

const RULES: readonly Rule<Settings>[] = [
  ({ notificationTopicArn }) => checkTopicArn(notificationTopicArn, "notificationTopicArn"),
  ({ entitlement }) => (entitlement === undefined ? [] : checkEntitlement(shapeOf(entitlement), "entitlement")),
];

/** The settings in the environment. Throws an error that names everything that is wrong with them. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const text = env[SETTINGS_VARIABLE];
  if (text === undefined || text === "") {
    throw new Error(`The environment variable ${SETTINGS_VARIABLE} is missing; the stack sets it on the function.`);
  }
  const judged = judge(settingsSchema, parsed(text), RULES);
  if ("value" in judged) return judged.value;
  const problems = judged.problems.map((problem) => `- ${sentence(problem)}`).join("\n");
  throw new Error(`The environment variable ${SETTINGS_VARIABLE} is not what the function understands:\n${problems}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`The environment variable ${SETTINGS_VARIABLE} is not JSON: ${error.message}`, { cause: error });
  }
}

/** The entitlement as the stack's configuration has it, by whose names the rules call what is wrong. */
function shapeOf(entitlement: NonNullable<Settings["entitlement"]>): EntitlementShape {
  return entitlement.kind === "webhook" ? { webhook: entitlement } : { marketplace: entitlement };
}
