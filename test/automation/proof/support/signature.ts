import { createHash, createHmac } from "node:crypto";

/** A request as a server receives it, with the names of its headers in lowercase. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the header `authorization` of a request says. */
export interface Authorization {
  readonly key: string;
  readonly scope: string;
  readonly names: readonly string[];
  readonly signature: string;
}

/** Takes an authorization apart, wherever it comes from; undefined where it is none of version 4. */
export function authorizationOf({ headers }: Received): Authorization | undefined {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=(\S+)$/;
  const [, key, scope, names, signature] = form.exec(String(headers.authorization)) ?? [];
  if (key === undefined || scope === undefined || names === undefined || signature === undefined) return undefined;
  return { key, scope, names: names.split(";"), signature };
}

/** What AWS signs of a request: written anew from its documentation, so that it shares nothing with the signer. */
export function canonicalRequest({ method, url = "", headers, body }: Received, names: readonly string[]): string {
  const [path = "/", query = ""] = url.split("?");
  const lines = names.map(
    (name) =>
      `${name}:${String(headers[name] ?? "")
        .trim()
        .replace(/ +/g, " ")}\n`,
  );
  return [method, path, query, lines.join(""), names.join(";"), sha256(body)].join("\n");
}

/** The signature that a request has to have. */
export function signatureOf(request: Received, { scope, names }: Authorization, secret: string): string {
  const text = [
    "AWS4-HMAC-SHA256",
    String(request.headers["x-amz-date"]),
    scope,
    sha256(canonicalRequest(request, names)),
  ];
  const key = scope.split("/").reduce<Buffer>((parent, part) => hmac(parent, part), Buffer.from(`AWS4${secret}`));
  return hmac(key, text.join("\n")).toString("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
