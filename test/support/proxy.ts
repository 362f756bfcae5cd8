import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call on its way to the emulator. */
export interface PassingCall {
  /** Number of the call, from 1. */
  readonly number: number;
  /** For example `TransactWriteItems`. */
  readonly action: string;
}

/** What becomes of a call: `pass` it on, or `drop` it, which leaves it unanswered. */
export type Verdict = "pass" | "drop";

export interface Proxy {
  readonly url: string;
  /** Resolves when AWS has carried out every call that was passed on. */
  close(): Promise<void>;
}

/** Stands between a process and the emulator, and asks before each call what shall become of it. */
export async function startProxy(
  target: string,
  judge: (call: PassingCall) => Verdict | Promise<Verdict>,
): Promise<Proxy> {
  let number = 0;
  const underway = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    number += 1;
    const own = number;
    body(incoming)
      .then(async (content) => {
        const verdict = await judge({ number: own, action: actionOf(incoming, content) });
        if (verdict === "drop") return;
        const passing = pass(target, incoming, content, outgoing);
        underway.add(passing);
        await passing;
        underway.delete(passing);
      })
      // The process that called was killed: nobody waits for an answer.
      .catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await Promise.all(underway);
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function body(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function actionOf(incoming: IncomingMessage, content: Buffer): string {
  const target = incoming.headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  return new URLSearchParams(content.toString()).get("Action") ?? "";
}

/** Resolves when the call has been answered, whether or not somebody still waits for it. */
async function pass(
  target: string,
  { method, headers, url = "/" }: IncomingMessage,
  content: Buffer,
  outgoing: ServerResponse,
): Promise<void> {
  const onward = request(new URL(url, target), { method, headers });
  onward.end(content);
  const [answer] = (await once(onward, "response")) as [IncomingMessage];
  const answered = await body(answer);
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
  outgoing.end(answered);
}
