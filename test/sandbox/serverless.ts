import { T } from "../../sandbox/tokens";
import type { Properties } from "../../sandbox/values";
import { type Made, policy, type TestAccount } from "./account";

/** A role that the service may assume, with what it may do. */
export function roleOf(account: TestAccount, name: string, service: string, rights?: Properties): Made {
  const made = account.make(T.Role, name, {
    assumeRolePolicy: policy({ Principal: { Service: service }, Action: "sts:AssumeRole" }),
  });
  if (rights !== undefined) account.make(T.RolePolicy, name, { role: made.id, policy: policy(rights) });
  return made;
}

/** What a function needs of a queue that feeds it. */
export const POLLING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Arguments of a small function that runs as the role. */
export function codeOf(role: Made): Properties {
  return { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", s3Bucket: "code", s3Key: "index.zip" };
}

/** A function that may read every queue. */
export function functionOf(account: TestAccount, name: string, args: Properties = {}): Made {
  const role = roleOf(account, name, "lambda.amazonaws.com", { Action: POLLING, Resource: "*" });
  account.make(T.Bucket, `${name}-code`, { bucket: `code-${name}` });
  return account.make(T.Function, name, { ...codeOf(role), s3Bucket: `code-${name}`, ...args });
}
