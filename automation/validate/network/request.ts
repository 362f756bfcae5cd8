import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { type Request, RequestOutcome } from "./observations";

export interface RequestOptions {
  readonly tls: boolean;
  /** Name in the request and, with TLS, of the handshake. */
  readonly host: string;
  readonly path: string;
  readonly timeoutSeconds: number;
}

/** Asks for a path by GET, and tells the status of the answer; a redirection is not followed. */
export function requestPath(address: string, port: number, options: RequestOptions): Promise<Request> {
  const { tls, host, path, timeoutSeconds } = options;
  return new Promise((resolve) => {
    const common = {
      host: address,
      port,
      path,
      headers: { host: port === (tls ? 443 : 80) ? host : `${host}:${port}`, "user-agent": "privatelink-validate" },
      agent: false as const,
    };
    const name = isIP(host) === 0 ? { servername: host } : {};
    // The certificate has a check of its own.
    const asked = tls ? requestHttps({ ...common, ...name, rejectUnauthorized: false }) : requestHttp(common);
    const done = (seen: Omit<Request, "address" | "port">): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve({ address, port, ...seen });
    };
    const timer = setTimeout(() => done({ outcome: RequestOutcome.Timeout }), timeoutSeconds * 1000);
    asked.on("response", ({ statusCode }) => done({ outcome: RequestOutcome.Answered, status: statusCode }));
    asked.on("error", ({ code, message }: NodeJS.ErrnoException) => {
      const isOther = code?.startsWith("HPE_") ?? false;
      done({ outcome: isOther ? RequestOutcome.NotHttp : RequestOutcome.Failed, detail: message });
    });
    asked.end();
  });
}
