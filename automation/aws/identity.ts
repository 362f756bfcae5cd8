import { byCodeUnit } from "../../components/lib/by-code-unit";
import { isKeyed } from "../../components/lib/schema/keys";
import { listed } from "../../components/lib/words";
import { isAccessError } from "./errors";

/** A role that is assumed, as an element of `aws:assumeRoles` describes it. */
export interface RoleToAssume {
  readonly roleArn: string;
  /** What the role's trust policy asks for, where it belongs to somebody else. */
  readonly externalId?: string;
  /** Name of the session in the logs of AWS. Defaults to `privatelink`. */
  readonly sessionName?: string;
  /** Seconds that a session lasts. Defaults to the hour of STS. */
  readonly durationSeconds?: number;
  /** JSON of a policy that the session is confined to. */
  readonly policy?: string;
  /** ARNs of managed policies that the session is confined to. */
  readonly policyArns?: readonly string[];
  /** Who is behind the session. */
  readonly sourceIdentity?: string;
  /** Tags of the session. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Keys of the tags that the sessions after it have, too. */
  readonly transitiveTagKeys?: readonly string[];
}

/** Whose credentials the calls about a stack are made with; the SDK's usual chain where nothing is given. */
export interface AwsIdentity {
  /** Named profile of the AWS configuration files. */
  readonly profile?: string;
  /** Roles, the first one assumed with the profile or the usual chain, each further one with the session before it. */
  readonly assumeRoles?: readonly RoleToAssume[];
  /** Region whose STS is asked for the sessions. Defaults to that of the calls. */
  readonly stsRegion?: string;
  /** Keys of a stack's config that give the provider credentials of which the commands know nothing. */
  readonly notTaken?: readonly string[];
  /** Why no call can be made with it, in sentences. */
  readonly problems?: readonly string[];
}

/** The same text for identities that need no clients of their own; it is not for people, who must not see external ids. */
export function identityKey({ profile, assumeRoles = [], stsRegion, problems = [] }: AwsIdentity): string {
  const inOrder = (_: string, value: unknown): unknown =>
    isKeyed(value) && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => byCodeUnit(one, other)))
      : value;
  return JSON.stringify([profile, stsRegion, assumeRoles, problems], inOrder);
}

/** What a stack's config says of the credentials, as a clause; undefined where it says nothing. */
export function identityClause({ profile, assumeRoles = [], notTaken = [] }: AwsIdentity = {}): string | undefined {
  const roles = assumeRoles.map(({ roleArn }) => roleArn).join(", then ");
  const clauses = [
    ...(profile === undefined ? [] : [`aws:profile of the stack is ${JSON.stringify(profile)}`]),
    ...(roles === "" ? [] : [`aws:assumeRoles of the stack is ${roles}`]),
    ...(notTaken.length === 0
      ? []
      : [`the commands do not take ${listed(notTaken)} of the stack: give them its credentials by the environment`]),
  ];
  return clauses.length === 0 ? undefined : clauses.join(", and ");
}

/** The text of an error of AWS; of one about credentials, with what the stack's config says of them. */
export function withIdentity(text: string, error: unknown, identity: AwsIdentity | undefined): string {
  const clause = isAccessError(error) ? identityClause(identity) : undefined;
  return clause === undefined ? text : `${text.replace(/\.$/, "")}; ${clause}.`;
}
