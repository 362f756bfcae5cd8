import { clientsOf, PROVIDER } from "./clients";

/** Calls of services that the product has no SDK client for, in the form in which AWS takes them. */

/** A call in AWS's JSON protocol, for example `sqs`, `AmazonSQS.ReceiveMessage`. */
export async function jsonCall<T>(
  place: { readonly account?: string; readonly region: string },
  service: string,
  target: string,
  input: object,
): Promise<T> {
  const text = await post(place, service, JSON.stringify(input), {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": target,
  });
  return JSON.parse(text || "{}") as T;
}

/** A call in AWS's query protocol; answers XML. */
export function queryCall(
  place: { readonly account?: string; readonly region: string },
  service: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  return post(place, service, new URLSearchParams(parameters).toString(), {
    "Content-Type": "application/x-www-form-urlencoded",
  });
}

async function post(
  { account = PROVIDER, region }: { readonly account?: string; readonly region: string },
  service: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { config } = await clientsOf(account, region);
  // The emulator takes account, Region and service from the credential scope and checks no signature.
  const scope = `${config.credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const response = await fetch(config.endpoint, {
    method: "POST",
    headers: { ...headers, Authorization: authorization },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text}`);
  return text;
}
