import { DescribeVpcEndpointServiceConfigurationsCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { byCodeUnit } from "../../components/lib/by-code-unit";
import { Ec2ServiceApi } from "../../functions/aws/ec2-service-api";
import { type Connection, isEstablished, isPending } from "../../functions/lib/connection";
import type { AwsClients } from "../aws/clients";
import { awsErrorText } from "../aws/errors";
import { type AwsIdentity, identityClause, withIdentity } from "../aws/identity";
import { Refused } from "../terminal/refused";
import type { StackSubject } from "./place";

/** A consumer's endpoint that is connected to a stack's service, or waits for a decision. */
export type LiveConnection = Connection;

/** The clients that connections are read with. */
export type Ec2Clients = Pick<AwsClients, "ec2" | "caller">;

type ClosableClients = Ec2Clients & Partial<Pick<AwsClients, "close">>;

/** How many connections a sentence names; the rest is a number. */
const MOST_NAMED = 5;

/** How AWS says that an account has no such service: the error codes of EC2 have both. */
const GONE = new Set(["InvalidVpcEndpointService.NotFound", "InvalidVpcEndpointServiceId.NotFound"]);

/**
 * The endpoint service of a stack; undefined where its outputs name none, as before its first update, and where it is
 * gone, as after a destroy that failed at something else. Throws a {@link Refused} for credentials of another account: to
 * these, every service is one without connections.
 */
export async function serviceApiOf({ stack, region, outputs, identity }: StackSubject, clients: Ec2Clients) {
  const { serviceId, accountId: owner } = outputs;
  if (typeof serviceId !== "string") return undefined;
  const { accountId } = await clients.caller(region);
  if (accountId !== owner) {
    const clause = identityClause(identity);
    const whose = clause === undefined ? "" : ` (${clause})`;
    throw new Refused(
      `${stack}: its service is in account ${owner}, and the AWS credentials are of ${accountId}${whose}: use those of ${owner}, by AWS_PROFILE, or by aws:profile or aws:assumeRoles of the stack file.`,
    );
  }
  const client = await clients.ec2(region);
  return (await isThere(client, serviceId)) ? new Ec2ServiceApi({ client, serviceId }) : undefined;
}

async function isThere(client: EC2Client, serviceId: string): Promise<boolean> {
  try {
    await client.send(new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [serviceId] }));
    return true;
  } catch (error) {
    if (error instanceof Error && GONE.has(error.name)) return false;
    throw error;
  }
}

/**
 * Connections under which AWS would not delete the service of a stack, oldest first. That of the stack's own consumer is
 * not among them: it goes with the stack, before the service.
 */
export async function liveConnections(subject: StackSubject, clients: Ec2Clients): Promise<LiveConnection[]> {
  const api = await serviceApiOf(subject, clients);
  return api === undefined ? [] : liveOf(await api.connections(), subject);
}

/** Those of the connections that are live and not of the stack's own consumer, oldest first. */
export function liveOf(
  connections: readonly Connection[],
  { outputs }: Pick<StackSubject, "outputs">,
): LiveConnection[] {
  return connections
    .filter((one) => (isPending(one) || isEstablished(one)) && one.endpointId !== outputs.consumerEndpointId)
    .sort((one, other) => byCodeUnit(keyOf(one), keyOf(other)));
}

export interface GuardOptions {
  /** Clients with the credentials of an identity, or the usual ones. Defaults to the SDK's, closed afterwards. */
  readonly clientsOf?: (identity: AwsIdentity | undefined) => ClosableClients | Promise<ClosableClients>;
  /** Where the SDK has looked for credentials, for messages. Defaults to that of the process. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Why the stacks must not be destroyed, a sentence for each that has live connections, and for each of which AWS does not
 * tell whether it has. Empty where they may be.
 */
export async function guardDestroy(
  subjects: readonly StackSubject[],
  { clientsOf = awsClients, env = process.env }: GuardOptions = {},
): Promise<readonly string[]> {
  const reasons = await Promise.all(
    subjects.map(async (subject) => {
      const clients = await clientsOf(subject.identity);
      try {
        const live = await liveConnections(subject, clients);
        return live.length === 0 ? [] : [liveText(subject.stack, live)];
      } catch (error) {
        if (error instanceof Refused) return [error.message];
        const text = awsErrorText(error, env);
        if (text === undefined) throw error;
        const reason = withIdentity(text, error, subject.identity);
        return [`${subject.stack}: AWS does not tell whether consumers are connected, so it stays: ${reason}`];
      } finally {
        clients.close?.();
      }
    }),
  );
  return reasons.flat();
}

async function awsClients(identity: AwsIdentity | undefined): Promise<AwsClients> {
  const { AwsClients } = await import("../aws/clients.js");
  return new AwsClients(identity);
}

function liveText(stack: string, live: readonly LiveConnection[]): string {
  const named = live
    .slice(0, MOST_NAMED)
    .map(({ endpointId, account, state }) => `${endpointId} of ${account} (${state})`);
  const more = live.length - named.length;
  const all = more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
  const count = live.length === 1 ? "1 connection is" : `${live.length} connections are`;
  return (
    `${stack}: ${count} live: ${all}; AWS deletes no service under connections: ` +
    `privatelink region remove ${stack} drains the stack first, privatelink connections reject cuts a single one.`
  );
}

function keyOf({ createdAt, endpointId }: LiveConnection): string {
  return `${createdAt} ${endpointId}`;
}
