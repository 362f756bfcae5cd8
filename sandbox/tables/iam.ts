import { identityPolicy, trustPolicy } from "../checks/policy";
import { all, arnOf, between, matching, tagSet, upTo } from "../checks/rules";
import { base36 } from "../ids";
import { arn, type Making, type Refusal, type ResourceTables, refuse } from "../table";
import { T } from "../tokens";
import { must, text } from "../values";

const NAME = matching(/^[\w+=,.@-]+$/, "consist of letters, digits and _+=,.@-");
const PATH = matching(/^(\/|\/[\x21-\x7e]{1,510}\/)$/, "begin and end with a slash");

/** Created at the same instant in every run, so that a plan does not change by itself. */
const CREATED = "2026-01-01T00:00:00Z";

/** The Role resource may be named by its name or, where a resource is passed, by its id, which is the name too. */
const role = { property: "role", types: T.Role };

function iamArn(making: Making, kind: string): string {
  return arn(making, "iam", `${kind}${text(making.inputs.path) ?? "/"}${making.id}`, "");
}

function taken(kind: string, { type, inputs, cloud, region, old }: Making): Refusal[] {
  if (old !== undefined || cloud.find(type, text(inputs.name) ?? "", region) === undefined) return [];
  return [refuse("name", `EntityAlreadyExists: ${kind} with name ${text(inputs.name)} already exists.`)];
}

export const iam: ResourceTables = {
  [T.Role]: {
    scope: "global",
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `NoSuchEntity: The role with name ${id} cannot be found.`,
    tagged: true,
    autoName: { property: "name", maxLength: 64 },
    required: ["assumeRolePolicy"],
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    rules: {
      assumeRolePolicy: trustPolicy,
      description: upTo(1000),
      maxSessionDuration: between(3600, 43200),
      name: all(upTo(64), NAME),
      path: PATH,
      tags: tagSet,
    },
    admit: (m) => taken("Role", m),
    computed: {
      arn: (m) => iamArn(m, "role"),
      createDate: () => CREATED,
      uniqueId: (m) => `AROA${base36(m.seed, "role", 17)}`,
      inlinePolicies: (m) => m.inputs.inlinePolicies ?? [],
      managedPolicyArns: (m) => m.inputs.managedPolicyArns ?? [],
    },
    keeps: ["inlinePolicies", "managedPolicyArns"],
    replaceOn: ["name", "namePrefix", "path"],
    refuseDelete: (stored, cloud) => {
      const users = cloud.referrers(stored);
      const profile = users.find((s) => s.type === T.InstanceProfile);
      if (profile !== undefined)
        return "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.";
      const attached = users.some((s) => s.type === T.RolePolicyAttachment || s.type === T.RolePolicy);
      return attached ? "DeleteConflict: Cannot delete entity, must detach all policies first." : undefined;
    },
  },
  [T.RolePolicy]: {
    scope: "global",
    id: ({ inputs }) => `${text(inputs.role)}:${text(inputs.name)}`,
    notFound: (id) => `NoSuchEntity: The role policy with name ${id} cannot be found.`,
    autoName: { property: "name", maxLength: 128 },
    required: ["policy", "role"],
    rules: { name: all(upTo(128), NAME), policy: identityPolicy },
    references: [role],
    replaceOn: ["name", "namePrefix", "role"],
  },
  [T.RolePolicyAttachment]: {
    scope: "global",
    id: ({ inputs }) => `${text(inputs.role)}/${text(inputs.policyArn)}`,
    notFound: (id) => `NoSuchEntity: Policy ${id} was not found.`,
    required: ["policyArn", "role"],
    rules: { policyArn: arnOf("iam") },
    references: [role],
    replaceOn: ["policyArn", "role"],
  },
  [T.InstanceProfile]: {
    scope: "global",
    id: ({ inputs }) => must(inputs.name, "name"),
    notFound: (id) => `NoSuchEntity: Instance Profile ${id} cannot be found.`,
    tagged: true,
    autoName: { property: "name", maxLength: 128 },
    defaults: { path: "/" },
    rules: { name: all(upTo(128), NAME), path: PATH, tags: tagSet },
    references: [role],
    admit: (m) => taken("Instance Profile", m),
    computed: {
      arn: (m) => iamArn(m, "instance-profile"),
      createDate: () => CREATED,
      uniqueId: (m) => `AIPA${base36(m.seed, "profile", 17)}`,
    },
    replaceOn: ["name", "namePrefix", "path"],
  },
};
