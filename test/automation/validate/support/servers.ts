import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { ServerCertificate } from "../../../support/certificates";

/** Servers on loopback addresses, which end after the test. */
export class Servers {
  readonly #open: (() => void)[] = [];

  /** A TCP server; by default it waits for the client. */
  async tcp(address: string, port = 0, onSocket: (socket: Socket) => void = () => {}): Promise<number> {
    return this.listen(
      createServer((socket) => {
        // A client that is done may reset.
        socket.on("error", () => {});
        onSocket(socket);
      }),
      address,
      port,
    );
  }

  /** A server that resets every connection at once. */
  resetting(address: string, port = 0): Promise<number> {
    return this.tcp(address, port, (socket) => socket.resetAndDestroy());
  }

  http(address: string, port: number, onRequest: RequestListener): Promise<number> {
    return this.listen(createHttpServer(onRequest), address, port);
  }

  /** Answers 200 to everything, unless told otherwise. */
  https(
    address: string,
    port: number,
    certificate: ServerCertificate,
    onRequest: RequestListener = (_, response) => response.end(),
  ): Promise<number> {
    const server = createHttpsServer(certificate, onRequest);
    server.on("tlsClientError", () => {});
    return this.listen(server, address, port);
  }

  /** Anything else to close after the test. */
  add(close: () => void): void {
    this.#open.push(close);
  }

  readonly close = (): void => {
    for (const close of this.#open.splice(0)) close();
  };

  async listen(server: Server, address: string, port: number): Promise<number> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    server.listen(port, address);
    await once(server, "listening");
    this.add(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }
}

/** A listener that takes no more connections: what connects is not answered, as behind a rule that drops packets. */
export async function deafListener(address: string): Promise<{ readonly port: number; close(): void }> {
  const program = `require("net").createServer().listen({ host: ${JSON.stringify(address)}, port: 0, backlog: 1 }, function () {
    process.stdout.write(String(this.address().port));
  });`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(text.toString());
  // Stopped, it accepts nothing, and what it does not accept fills its queue.
  child.kill("SIGSTOP");
  const waiting = Array.from({ length: 4 }, () => connect({ host: address, port }).on("error", () => {}));
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, "connect")));
  return {
    port,
    close: () => {
      for (const socket of waiting) socket.destroy();
      child.kill("SIGKILL");
    },
  };
}
