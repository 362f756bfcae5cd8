import { z } from "zod";
import { jsonOrText } from "../../components/lib/json-or-text";
import { at } from "../../components/lib/path";
import { type Problem, sentence } from "../../components/lib/problem";
import { checkRegion } from "../../components/lib/regions";
import { judge } from "../../components/lib/schema/judge";
import { isKeyed } from "../../components/lib/schema/keys";
import { isEncrypted } from "../plan/secrets";
import { SECRET } from "../stacks/place";
import { durationSeconds } from "./duration";
import type { AwsIdentity, RoleToAssume } from "./identity";
import { checkRole, roleSchema, type WrittenRole } from "./role-schema";

const PROFILE = "aws:profile";
const ROLES = "aws:assumeRoles";
const STS_REGION = "aws:stsRegion";

/** Further keys by which a stack gives the AWS provider credentials. */
const NOT_TAKEN = [
  "aws:accessKey",
  "aws:secretKey",
  "aws:token",
  "aws:assumeRoleWithWebIdentity",
  "aws:sharedConfigFiles",
  "aws:sharedCredentialsFiles",
];

/** What is shown of a role where it is wrong; an external id under a mistyped key is not. */
const SHOWN = /\.(?:roleArn|sessionName|duration|sourceIdentity)$|\.policyArns(?:\[\d+\])?$/;

const roles = z.array(roleSchema);

/**
 * The credentials that a stack's config gives the AWS provider; undefined where it leaves them to the usual chain. What
 * cannot be used is among its problems, and refused by the first call that is made with it.
 * @param settings by full key; objects and lists as such or as JSON, and encrypted values as the stack file has them
 */
export function identityOf(settings: Readonly<Record<string, unknown>>): AwsIdentity | undefined {
  const values = Object.fromEntries(
    [PROFILE, ROLES, STS_REGION, ...NOT_TAKEN].flatMap((key) => (isGiven(settings[key]) ? [[key, settings[key]]] : [])),
  );
  const { [PROFILE]: profile, [ROLES]: written, [STS_REGION]: stsRegion } = values;
  const notTaken = NOT_TAKEN.filter((key) => key in values);
  const read = readRoles(written);
  const problems = [
    ...(profile === undefined ? [] : hiddenIn(profile, PROFILE)),
    ...("problems" in read ? read.problems : []),
    ...(stsRegion === undefined ? [] : checkRegion(String(stsRegion), STS_REGION)),
  ].map(sentence);
  const identity: AwsIdentity = {
    ...(profile !== undefined && { profile: String(profile) }),
    ...("roles" in read && read.roles.length > 0 && { assumeRoles: read.roles }),
    ...(stsRegion !== undefined && { stsRegion: String(stsRegion) }),
    ...(notTaken.length > 0 && { notTaken }),
    ...(problems.length > 0 && { problems }),
  };
  const { stsRegion: _, ...matters } = identity;
  return Object.keys(matters).length === 0 ? undefined : identity;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

type ReadRoles = { readonly roles: readonly RoleToAssume[] } | { readonly problems: readonly Problem[] };

function readRoles(written: unknown): ReadRoles {
  if (written === undefined) return { roles: [] };
  const value = typeof written === "string" ? jsonOrText(written) : written;
  const hidden = hiddenIn(value, ROLES);
  if (hidden.length > 0) return { problems: hidden };
  if (!Array.isArray(value) || !value.every((role) => isKeyed(role) && !Array.isArray(role))) {
    const remedy = "write one set of keys per role, with its roleArn";
    return { problems: [{ path: ROLES, value: SECRET, rule: "is not a list of roles", remedy }] };
  }
  const judged = judge(roles, value, [(all) => all.flatMap((role, index) => checkRole(role, at("", index)))]);
  if ("problems" in judged) return { problems: judged.problems.map(problemOf) };
  return { roles: judged.value.map(roleOf) };
}

function roleOf({ duration, ...role }: WrittenRole): RoleToAssume {
  const seconds = duration === undefined ? undefined : durationSeconds(duration);
  return { ...role, ...(seconds !== undefined && { durationSeconds: seconds }) };
}

/** The encrypted values in a value; nothing here can decrypt them. */
function hiddenIn(value: unknown, path: string): Problem[] {
  if (value === SECRET || isEncrypted(value)) {
    const rule = "is encrypted, and the commands cannot read it";
    const why = path.endsWith(".externalId") ? ": to AWS, an external id is not a secret" : "";
    const remedy = `store it plain by pulumi config set --plaintext --path '${path}'${why}`;
    return [{ path, value: SECRET, rule, remedy }];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => hiddenIn(one, at(path, index)));
  if (!isKeyed(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => hiddenIn(one, at(path, key)));
}

/** A problem of the list, at its place in the stack file and without what must not be shown. */
function problemOf({ path, value, rule, remedy }: Problem): Problem {
  // The value of an unknown key's problem is the key, which the path has anyway.
  const shown = value === undefined || SHOWN.test(path) || path.endsWith(`.${value}`);
  return {
    path: `${ROLES}${path}`,
    value: shown ? value : SECRET,
    rule,
    // The remedies repeat a path of the list, or a value.
    remedy: remedy
      .replace(/^write \[/, `write ${ROLES}[`)
      .replace(/^(write it in quotes|write it as one): .*$/s, shown ? "$&" : "$1"),
  };
}
