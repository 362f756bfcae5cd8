import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "./log";
import { vpcEndpointId } from "./proxy-protocol";
import { readProxyHeader } from "./proxy-reader";

/** Who is at the other end of a connection. */
export interface Client {
  /** The consumer's VPC endpoint; known only behind a load balancer that speaks the PROXY protocol. */
  readonly endpointId?: string;
  readonly address?: string;
}

const clients = new WeakMap<Socket, Client>();

/** The client of a connection; the same for every request that comes over it. */
export function clientOf(socket: Socket): Client {
  return clients.get(socket) ?? directClient(socket);
}

/**
 * Puts the PROXY protocol in front of HTTP: every connection must begin with a header, else it is closed.
 * Returns a function that closes the connections whose header is still awaited; the server does not know of them.
 */
export function requireProxyHeader(server: Server, log: Log, timeoutMs: number): () => void {
  const waiting = new Set<Socket>();
  const serveHttp = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  server.on("connection", async (socket: Socket) => {
    waiting.add(socket);
    // The reader ignores errors that come after its verdict; without a listener they would end the process.
    const ignore = () => undefined;
    socket.on("error", ignore);
    try {
      const header = await readProxyHeader(socket, timeoutMs);
      const endpointId = vpcEndpointId(header);
      clients.set(socket, {
        ...(header.source ? { address: header.source.address } : directClient(socket)),
        ...(endpointId === undefined ? {} : { endpointId }),
      });
      for (const serve of serveHttp) serve.call(server, socket);
      socket.off("error", ignore);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log("warn", "connection.refused", { peer: socket.remoteAddress, reason });
      socket.destroy();
    } finally {
      waiting.delete(socket);
    }
  });
  return () => {
    for (const socket of waiting) socket.destroy();
  };
}

function directClient(socket: Socket): Client {
  return socket.remoteAddress === undefined ? {} : { address: socket.remoteAddress };
}
