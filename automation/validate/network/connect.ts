import { connect as connectSocket } from "node:net";
import { type Connection, ConnectOutcome } from "./observations";

/** So long a connection is watched: one that is reset at once reaches a load balancer, but nothing behind it. */
const WATCHED_MS = 300;

const OUTCOMES: Readonly<Record<string, ConnectOutcome>> = {
  ECONNREFUSED: ConnectOutcome.Refused,
  ECONNRESET: ConnectOutcome.Reset,
  EPIPE: ConnectOutcome.Reset,
  ETIMEDOUT: ConnectOutcome.Timeout,
  EHOSTUNREACH: ConnectOutcome.Unreachable,
  ENETUNREACH: ConnectOutcome.Unreachable,
  EADDRNOTAVAIL: ConnectOutcome.Unreachable,
};

/** Opens a TCP connection, sends nothing, and closes it. */
export function connect(address: string, port: number, timeoutSeconds: number): Promise<Connection> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host: address, port });
    const done = (outcome: ConnectOutcome, detail?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ address, port, outcome, ...(detail === undefined ? {} : { detail }) });
    };
    let timer = setTimeout(() => done(ConnectOutcome.Timeout), timeoutSeconds * 1000);
    socket.once("connect", () => {
      clearTimeout(timer);
      timer = setTimeout(() => done(ConnectOutcome.Connected), WATCHED_MS);
      socket.once("end", () => done(ConnectOutcome.Connected));
      socket.resume();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const outcome = OUTCOMES[error.code ?? ""] ?? ConnectOutcome.Failed;
      done(outcome, outcome === ConnectOutcome.Failed ? error.message : undefined);
    });
  });
}
