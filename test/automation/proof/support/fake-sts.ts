import { Agent, createServer } from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { REGIONS } from "../../../../components/lib/regions";
import type { ProvenCaller, StsAnswer } from "../../../../functions/lib/proof/answer";
import { certificateFor } from "../../../support/certificates";
import { authorizationOf, canonicalRequest, type Received, signatureOf } from "./signature";

/** An access key and whose it is. */
export interface Key extends ProvenCaller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

const HOSTS = ["sts.amazonaws.com", ...REGIONS.map(({ name }) => `sts.${name}.amazonaws.com`)];
const certificateOf = (hosts: readonly string[]) => certificateFor({ names: ["127.0.0.1", ...hosts] });
const CERTIFICATE = certificateOf(HOSTS);
const OLDEST_MS = 15 * 60_000;

/** STS as far as a proof needs it: checks signature, token and time, and answers `GetCallerIdentity`. */
export class FakeSts {
  constructor(
    readonly keys: readonly Key[],
    readonly clock: () => Date,
  ) {}

  answer(request: Received): StsAnswer {
    const authorization = authorizationOf(request);
    const key = this.keys.find(({ accessKeyId }) => accessKeyId === authorization?.key);
    if (authorization === undefined || key === undefined)
      return failure("InvalidClientTokenId", "The token is invalid.");
    if (request.headers["x-amz-security-token"] !== key.sessionToken) {
      return failure(
        "InvalidClientTokenId",
        `The security token ${request.headers["x-amz-security-token"]} is invalid.`,
      );
    }
    if (authorization.signature !== signatureOf(request, authorization, key.secretAccessKey)) {
      // AWS repeats the request in this message, the session token with it.
      return failure(
        "SignatureDoesNotMatch",
        `The Canonical String should have been '${canonicalRequest(request, authorization.names)}'`,
      );
    }
    const age = this.clock().getTime() - signedAt(request).getTime();
    if (age > OLDEST_MS) return failure("SignatureDoesNotMatch", "Signature expired: it is now earlier than that.");
    if (age < -OLDEST_MS) return failure("SignatureDoesNotMatch", "Signature not yet current: it is still later.");
    if (
      request.method !== "POST" ||
      request.url !== "/" ||
      request.body !== "Action=GetCallerIdentity&Version=2011-06-15"
    ) {
      return failure("InvalidAction", "Only GetCallerIdentity is played here.");
    }
    const { account: Account, arn: Arn, userId: UserId } = key;
    return {
      status: 200,
      body: JSON.stringify({
        GetCallerIdentityResponse: {
          GetCallerIdentityResult: { Account, Arn, UserId },
          ResponseMetadata: { RequestId: "1" },
        },
      }),
    };
  }
}

/** A server that plays hosts of STS on a free port of 127.0.0.1. */
export interface StsServer {
  /** Takes every connection to the server, which has to show a certificate for the host that was meant. */
  readonly agent: Agent;
  /** Requests that came. */
  readonly seen: Received[];
  close(): Promise<void>;
}

/** @param hosts hosts that the server's certificate is for; defaults to all of STS */
export async function serveSts(
  answer: (request: Received) => StsAnswer | Promise<StsAnswer>,
  hosts?: readonly string[],
): Promise<StsServer> {
  const certificate = hosts === undefined ? CERTIFICATE : certificateOf(hosts);
  const seen: Received[] = [];
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const { method, url, headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      seen.push(received);
      const { status, body } = await answer(received);
      // No redirection is to be followed, wherever it leads.
      response.writeHead(status, { "content-type": "application/json", location: "https://evil.example/" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    agent: new LoopbackAgent(port, certificate.cert),
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Connects to a port of this machine, and checks the certificate for the host that was asked for. */
class LoopbackAgent extends Agent {
  constructor(
    readonly port: number,
    readonly ca: string,
  ) {
    super({ keepAlive: false });
  }

  override createConnection(options: tls.ConnectionOptions): tls.TLSSocket {
    const { host: asked } = options;
    return tls.connect({ ...options, host: "127.0.0.1", port: this.port, servername: asked ?? "", ca: this.ca });
  }
}

function failure(Code: string, Message: string): StsAnswer {
  return { status: 403, body: JSON.stringify({ Error: { Code, Message, Type: "Sender" }, RequestId: "1" }) };
}

function signedAt({ headers }: Received): Date {
  return new Date(String(headers["x-amz-date"]).replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
}
