import type { AssumeRoleCommandInput, Credentials } from "@aws-sdk/client-sts";
import type { RoleToAssume } from "./identity";

/** Credentials of an assumed role. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The session of a role, a new one where the last one is about to end. */
export type SessionProvider = () => Promise<Session>;

/** How the first role of a chain is assumed: the options of a client of STS. */
export interface Source {
  readonly region: string;
  readonly profile?: string;
  readonly maxAttempts?: number;
  readonly retryMode?: string;
}

const SESSION_NAME = "privatelink";

/** As the SDK's clients, which ask for new credentials so long before the end of the ones they have. */
const RENEWED_BEFORE_MS = 5 * 60_000;

/** The session of the last of the roles, each of which is assumed with the session of the one before. */
export function sessionOf(
  [first, ...others]: readonly [RoleToAssume, ...RoleToAssume[]],
  source: Source,
  now: () => number = Date.now,
): SessionProvider {
  const start = renewed(() => assume(first, source), now);
  const { profile: _, ...further } = source;
  return others.reduce(
    (before, role) => renewed(async () => assume(role, { ...further, credentials: await before() }), now),
    start,
  );
}

/** Hands one session to all who ask, until it is about to end; a failure is nobody's but theirs who waited for it. */
export function renewed(make: SessionProvider, now: () => number): SessionProvider {
  let held: Promise<Session> | undefined;
  const renew: SessionProvider = () => {
    const next = make();
    held = next;
    next.catch(() => {
      if (held === next) held = undefined;
    });
    return next;
  };
  return async () => {
    const known = held;
    if (known === undefined) return renew();
    const session = await known;
    if (session.expiration.getTime() - now() > RENEWED_BEFORE_MS) return session;
    return held === known || held === undefined ? renew() : held;
  };
}

async function assume(role: RoleToAssume, options: Source & { readonly credentials?: Session }): Promise<Session> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(options);
  try {
    const { Credentials: given } = await client.send(new AssumeRoleCommand(inputOf(role)));
    return sessionIn(given, role);
  } catch (error) {
    throw withRole(error, role);
  } finally {
    client.destroy();
  }
}

function inputOf(role: RoleToAssume): AssumeRoleCommandInput {
  const { policyArns, tags, transitiveTagKeys } = role;
  return {
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName ?? SESSION_NAME,
    ExternalId: role.externalId,
    DurationSeconds: role.durationSeconds,
    Policy: role.policy,
    PolicyArns: policyArns?.map((arn) => ({ arn })),
    SourceIdentity: role.sourceIdentity,
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: transitiveTagKeys && [...transitiveTagKeys],
  };
}

function sessionIn(given: Credentials | undefined, { roleArn }: RoleToAssume): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error(`STS gave no credentials of ${roleArn}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

/** AWS does not always say which role it is about, and who reads it sees a call about something else. */
function withRole(error: unknown, { roleArn }: RoleToAssume): unknown {
  if (!(error instanceof Error) || error.message.includes(roleArn)) return error;
  error.message = `${error.message.replace(/\.$/, "")} (to assume ${roleArn}).`;
  return error;
}
