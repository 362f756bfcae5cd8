import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { certificateFor } from "../../support/certificates";

/** A request as the server saw it. */
export interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the server does with the nth request, counted from 1. */
export type Answers = (response: ServerResponse, seen: Seen, count: number) => void;

/** An HTTPS server on 127.0.0.1 that keeps what it was sent. */
export interface HttpsServer {
  readonly url: string;
  /** Its certificate, as PEM. */
  readonly ca: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

const CERTIFICATE = certificateFor({ names: ["127.0.0.1"] });

/** Starts a server on a free port. */
export async function httpsServer(answers: Answers): Promise<HttpsServer> {
  const seen: Seen[] = [];
  const server = createServer(CERTIFICATE, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      seen.push(one);
      answers(response, one, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}/entitlements`,
    ca: CERTIFICATE.cert,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
