import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { SNSClient } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { emulator } from "./emulator";

/** Account of the provider. */
export const PROVIDER = "123456789012";
/** Accounts of consumers. */
export const ACME = "210987654321";
export const GLOBEX = "345678901234";
export const INITECH = "456789012345";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What a client needs to speak for an account. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** One: a test wants to see an error that it did not ask for. */
  readonly maxAttempts: number;
}

export interface Clients {
  readonly config: ClientConfig;
  readonly dynamodb: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly ec2: EC2Client;
  readonly sns: SNSClient;
  readonly sts: STSClient;
}

const credentialsByAccount = new Map<string, Promise<Credentials>>();
const clientsByPlace = new Map<string, Promise<Clients>>();

/** Clients that speak for an account in a Region. The account's credentials come from `sts:AssumeRole`. */
export function clientsOf(account: string = PROVIDER, region = "us-east-1"): Promise<Clients> {
  const place = `${account} ${region}`;
  const clients = clientsByPlace.get(place) ?? makeClients(account, region);
  clientsByPlace.set(place, clients);
  return clients;
}

/** Credentials of a role of the account, as its owner's engineers or automation have them. */
export function credentialsOf(account: string): Promise<Credentials> {
  const credentials = credentialsByAccount.get(account) ?? assumeRole(account);
  credentialsByAccount.set(account, credentials);
  return credentials;
}

/** Variables that point a process to the emulator, as an account in a Region. */
export async function environmentOf(account: string = PROVIDER, region = "us-east-1"): Promise<Record<string, string>> {
  const { url } = await emulator();
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsOf(account);
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

async function makeClients(account: string, region: string): Promise<Clients> {
  const { url } = await emulator();
  const config = { endpoint: url, region, credentials: await credentialsOf(account), maxAttempts: 1 };
  const dynamodb = new DynamoDBClient(config);
  return {
    config,
    dynamodb,
    documents: DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } }),
    ec2: new EC2Client(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
  };
}

async function assumeRole(account: string): Promise<Credentials> {
  const { url } = await emulator();
  const sts = new STSClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
  });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/engineer`, RoleSessionName: "tests" }),
  );
  sts.destroy();
  return {
    accessKeyId: present(given?.AccessKeyId, "access key"),
    secretAccessKey: present(given?.SecretAccessKey, "secret key"),
    sessionToken: present(given?.SessionToken, "session token"),
  };
}

/** A value that an answer must have. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The emulator's answer has no ${what}.`);
  return value;
}
