import { request } from "node:https";

/** An answer of any status. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface PostOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: connecting, sending, and the last byte of the answer. */
  readonly timeoutMs: number;
  /** Certificate authorities besides those of the runtime, as PEM. */
  readonly ca?: string;
}

/** Larger answers are refused before they fill the memory: 10,000 consumers take about a third of it. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Posts to an HTTPS address. It follows no redirection, which would carry the signature to another host: the caller
 * sees its status. Throws when no whole answer comes in time.
 */
export async function post({ url, headers, body, timeoutMs, ca }: PostOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) }, agent: false, ca },
      (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= LARGEST_ANSWER_BYTES) chunks.push(chunk);
          else sent.destroy(new PostFailed("answered with more than 4 MiB"));
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        answer.on("error", fail);
      },
    );
    const timer = setTimeout(() => sent.destroy(new PostFailed(`did not answer within ${timeoutMs} ms`)), timeoutMs);
    sent.on("error", fail);
    sent.on("close", () => {
      clearTimeout(timer);
      fail(sent.errored);
    });
    sent.end(body);

    function fail(error: unknown): void {
      // The request knows why it was destroyed; what its answer says of that is only that it ended.
      const cause = sent.errored ?? error;
      reject(cause instanceof PostFailed ? cause : new PostFailed("could not be reached", { cause }));
    }
  });
}

/** That no whole answer came; the message is a predicate of who was asked. */
export class PostFailed extends Error {
  override readonly name = "PostFailed";
}
