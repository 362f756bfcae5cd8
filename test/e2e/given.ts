import { REGISTRY_ATTRIBUTES } from "../../components/lib/registry-table";

/** What a provider has before the first update, made by calls to the emulator. */
export interface Given {
  /** Id of a public hosted zone of example.com. */
  readonly hostedZoneId: string;
  /** ARN of a certificate for api.example.com in us-west-2. */
  readonly certificateArn: string;
  /** ARN of a registry in us-east-1 that no stack owns. */
  readonly registryArn: string;
  /** ARNs of topics in us-west-2 that people have subscribed to. */
  readonly requestsTopicArn: string;
  readonly alarmTopicArn: string;
}

/** The emulator takes the account, Region and service from a request's credential scope and checks no signature. */
function authorization(region: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=emulated/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

export async function prepareGiven(url: string): Promise<Given> {
  const zone = await call(`${url}/2013-04-01/hostedzone`, {
    Authorization: authorization("us-east-1", "route53"),
    "Content-Type": "text/xml",
    body:
      '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
      "<Name>example.com</Name><CallerReference>e2e</CallerReference></CreateHostedZoneRequest>",
  });
  const certificate = await call(url, {
    Authorization: authorization("us-west-2", "acm"),
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": "CertificateManager.RequestCertificate",
    body: JSON.stringify({ DomainName: "api.example.com" }),
  });
  return {
    hostedZoneId: found(/<Id>\/hostedzone\/(\w+)<\/Id>/, zone),
    certificateArn: found(/"CertificateArn": ?"([^"]+)"/, certificate),
    registryArn: await createRegistry(url),
    requestsTopicArn: await createTopic(url, "requests"),
    alarmTopicArn: await createTopic(url, "alarms"),
  };
}

async function createRegistry(url: string): Promise<string> {
  const { partitionKey, sortKey } = REGISTRY_ATTRIBUTES;
  const table = await call(url, {
    Authorization: authorization("us-east-1", "dynamodb"),
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.CreateTable",
    body: JSON.stringify({
      TableName: "registry",
      AttributeDefinitions: [partitionKey, sortKey].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: partitionKey, KeyType: "HASH" },
        { AttributeName: sortKey, KeyType: "RANGE" },
      ],
      BillingMode: "PAY_PER_REQUEST",
    }),
  });
  return found(/"TableArn": ?"([^"]+)"/, table);
}

async function createTopic(url: string, name: string): Promise<string> {
  const topic = await call(url, {
    Authorization: authorization("us-west-2", "sns"),
    "Content-Type": "application/x-www-form-urlencoded",
    body: new URLSearchParams({ Action: "CreateTopic", Version: "2010-03-31", Name: name }).toString(),
  });
  return found(/<TopicArn>([^<]+)<\/TopicArn>/, topic);
}

async function call(
  url: string,
  { body, ...headers }: Record<"body", string> & Record<string, string>,
): Promise<string> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${url}: ${text}`);
  return text;
}

function found(pattern: RegExp, text: string): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`The emulator's answer has no ${pattern}: ${text}`);
  return match;
}
