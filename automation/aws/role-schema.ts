import { z } from "zod";
import { at } from "../../components/lib/path";
import type { Check, Problem } from "../../components/lib/problem";
import { checkPolicyArn } from "../../components/lib/resource-ids";
import { documented } from "../../components/lib/schema/keys";
import { durationSeconds } from "./duration";

const ROLE_ARN = "arn:aws:iam::111122223333:role/deploy";
const [SHORTEST, LONGEST] = [15 * 60, 12 * 3600];

/** An element of `aws:assumeRoles`, with the properties of the AWS provider. */
export const roleSchema = z.strictObject({
  roleArn: documented(z.string(), { description: "ARN of the role.", examples: [ROLE_ARN] }),
  externalId: z.string().optional(),
  sessionName: z.string().optional(),
  duration: documented(z.string().optional(), { description: "How long a session lasts.", examples: ["1h"] }),
  policy: z.string().optional(),
  policyArns: z.array(z.string()).optional(),
  sourceIdentity: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  transitiveTagKeys: z.array(z.string()).optional(),
});

/** An element as it is written. */
export type WrittenRole = z.output<typeof roleSchema>;

/** Refuses what STS would not take of a role. */
export function checkRole(role: WrittenRole, path: string): Problem[] {
  const { roleArn, externalId, sessionName, duration, policyArns = [], sourceIdentity } = role;
  const given = <T>(value: T | undefined, key: string, check: Check<T>): Problem[] =>
    value === undefined ? [] : check(value, at(path, key));
  return [
    ...checkRoleArn(roleArn, at(path, "roleArn")),
    ...given(externalId, "externalId", checkExternalId),
    ...given(sessionName, "sessionName", checkName),
    ...given(duration, "duration", checkDuration),
    ...policyArns.flatMap((arn, index) => checkPolicyArn(arn, at(at(path, "policyArns"), index))),
    ...given(sourceIdentity, "sourceIdentity", checkName),
  ];
}

const checkRoleArn: Check<string> = (value, path) =>
  /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value)
    ? []
    : [{ path, value, rule: "is not the ARN of a role", remedy: `use one such as ${ROLE_ARN}` }];

const checkExternalId: Check<string> = (value, path) =>
  /^[\w+=,.@:/-]{2,1224}$/.test(value)
    ? []
    : [
        {
          path,
          value,
          rule: "is not an external id",
          remedy: "use 2 to 1224 letters, digits and characters of +=,.@:/_-",
        },
      ];

const checkName: Check<string> = (value, path) =>
  /^[\w+=,.@-]{2,64}$/.test(value)
    ? []
    : [
        {
          path,
          value,
          rule: "is not a name that STS takes",
          remedy: "use 2 to 64 letters, digits and characters of +=,.@_-",
        },
      ];

const checkDuration: Check<string> = (value, path) => {
  const seconds = durationSeconds(value);
  if (seconds !== undefined && seconds >= SHORTEST && seconds <= LONGEST) return [];
  const rule = seconds === undefined ? "is not a duration" : "is not between 15 minutes and 12 hours";
  return [{ path, value, rule, remedy: "use one such as 1h or 30m" }];
};
