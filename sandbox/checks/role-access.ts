import type { Account } from "../table";
import { T } from "../tokens";
import { type Properties, record, text, texts } from "../values";
import { wildcard } from "./access";
import { parsePolicy } from "./policy";

function statementsOf(policy: unknown): Properties[] {
  const parsed = parsePolicy(policy);
  return "problem" in parsed ? [] : parsed.statements;
}

/** Whether the service may assume the role; undefined where the account does not have the role. */
export function mayAssume(cloud: Account, roleArn: string, service: string): boolean | undefined {
  const role = cloud.find(T.Role, roleArn, "global");
  if (role === undefined) return undefined;
  return statementsOf(role.inputs.assumeRolePolicy).some(
    (statement) =>
      statement.Effect === "Allow" &&
      texts(statement.Action).some((action) => wildcard(action, "sts:AssumeRole")) &&
      texts(record(statement.Principal).Service).includes(service),
  );
}

function fits(statement: Properties, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const named = (patterns: unknown, value: string) => texts(patterns).some((pattern) => wildcard(pattern, value));
  const acts = Action === undefined ? !named(NotAction, action) : named(Action, action);
  return acts && (Resource === undefined ? !named(NotResource, resource) : named(Resource, resource));
}

/**
 * Actions that no policy of the role allows on the resource. What a managed policy says is not known here, so a role
 * that has one is taken to be allowed.
 */
export function deniedActions(cloud: Account, roleArn: string, actions: readonly string[], resource: string): string[] {
  const role = cloud.find(T.Role, roleArn, "global");
  if (role === undefined) return [];
  const managed = texts(role.inputs.managedPolicyArns).length > 0;
  if (managed || cloud.referrers(role, T.RolePolicyAttachment).length > 0) return [];
  const inline = [
    ...cloud.referrers(role, T.RolePolicy).map((s) => s.inputs.policy),
    ...(Array.isArray(role.inputs.inlinePolicies) ? role.inputs.inlinePolicies : []).map((p) => record(p).policy),
  ];
  const statements = inline.flatMap(statementsOf);
  return actions.filter((action) => {
    const fitting = statements.filter((statement) => fits(statement, action, resource));
    return !fitting.some((s) => text(s.Effect) === "Allow") || fitting.some((s) => text(s.Effect) === "Deny");
  });
}
