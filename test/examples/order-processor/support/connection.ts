import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A raw TCP connection, so that a test decides about every byte and every packet. */
export class Connection {
  readonly #socket: Socket;
  #received = "";
  readonly #closed: Promise<unknown>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#closed = once(socket, "close");
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#received += chunk.toString("latin1");
    });
    // A server that drops a connection may do so by a reset; `closed` tells the test either way.
    socket.on("error", () => undefined);
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new Connection(socket);
  }

  /** Sends the bytes as one packet; resolves when the kernel has taken them and the server had a turn. */
  async send(bytes: Uint8Array | string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }

  /** The next `count` responses in full, each as status line, headers and body. */
  async responses(count: number): Promise<string[]> {
    for (;;) {
      const complete = splitResponses(this.#received);
      if (complete.length >= count) return complete.slice(0, count);
      if (this.#socket.destroyed) throw new Error(`closed after ${complete.length} of ${count} responses`);
      await Promise.race([once(this.#socket, "data"), this.#closed]);
    }
  }

  /** Everything that was received until the server closed the connection. */
  async closed(): Promise<string> {
    await this.#closed;
    return this.#received;
  }

  end(): void {
    this.#socket.destroy();
  }
}

function splitResponses(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  for (;;) {
    const headEnd = rest.indexOf("\r\n\r\n");
    const length = /content-length: (\d+)/i.exec(rest.slice(0, headEnd))?.[1];
    if (headEnd < 0 || length === undefined) return found;
    const end = headEnd + 4 + Number(length);
    if (rest.length < end) return found;
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
}
