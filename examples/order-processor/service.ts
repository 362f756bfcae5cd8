import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answer } from "./api";
import { requireProxyHeader } from "./connections";
import type { Log } from "./log";
import type { Settings } from "./settings";

export interface ServiceOptions extends Settings {
  readonly log: Log;
  /** Defaults to 64 KiB. */
  readonly bodyLimitBytes?: number;
  /** How long a connection may take to send its PROXY header. Defaults to 5000. */
  readonly headerTimeoutMs?: number;
  /** How long `stop` lets open requests finish. Defaults to 10000. */
  readonly drainMs?: number;
}

export interface Service {
  readonly port: number;
  /** Takes no more connections, lets open requests finish, cuts what is left; true when nothing had to be cut. */
  stop(): Promise<boolean>;
}

/**
 * Longer than a TCP flow of a Network Load Balancer may idle (350 s unless configured), so that it is never the
 * service that closes a connection which a client is about to reuse.
 */
const KEEP_ALIVE_MS = 360_000;

/** Starts to listen; resolves when the port is open. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { log, port, host, bodyLimitBytes = 64 * 1024, headerTimeoutMs = 5000, drainMs = 10_000 } = options;
  const open = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    if (!server.listening) endConnection(response);
    void answer(request, response, { log, bodyLimitBytes });
  });
  server.on("clientError", (error, socket) => refuseUnreadable(error, socket as Socket, log));
  const dropWaiting = options.proxyProtocol ? requireProxyHeader(server, log, headerTimeoutMs) : () => undefined;
  server.listen(port, host);
  await once(server, "listening");
  const stop = () => {
    open.forEach(endConnection);
    dropWaiting();
    return drain(server, drainMs);
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

/** Without this header a connection would stay open, idle, when its last answer is out. */
function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
}

async function drain(server: Server, drainMs: number): Promise<boolean> {
  const closed = once(server, "close");
  server.close();
  let cut = false;
  const timer = setTimeout(() => {
    cut = true;
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearTimeout(timer);
  return !cut;
}

/** Codes of a client that went away in the middle of a request: nobody is there to answer. */
const GONE = ["ECONNRESET", "EPIPE", "HPE_INVALID_EOF_STATE"];

/** Answers what is not HTTP in the form of every other error; Node.js's own answer has no body. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket, log: Log): void {
  if (GONE.includes(error.code ?? "") || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, phrase] = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? [408, "Request Timeout"] : [400, "Bad Request"];
  log("warn", "request.refused", { status, reasons: [error.message], peer: socket.remoteAddress });
  const body = `${JSON.stringify({ error: "The request is not readable as HTTP.", reasons: [error.message] })}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
