import type { IncomingMessage } from "node:http";

/** A request that is refused: HTTP status, the error in one sentence, and what is wrong in detail. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly reasons: readonly string[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A body is read to its end, up to this many times the limit, before 413 is answered: see `collect`. */
const DISCARD_FACTOR = 16;

/** The decoded JSON body of a request. Rejects with a Refusal of status 400, 413 or 415. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const mediaType = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Refusal(415, "The body must be JSON.", [
      `Content-Type must be application/json, got ${mediaType ?? "nothing"}`,
    ]);
  }
  const bytes = await collect(request, limitBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal(400, "The body is not valid JSON.", [error instanceof Error ? error.message : String(error)]);
  }
}

/**
 * Bytes beyond the limit are read and thrown away: a server that answers and closes while its client still sends
 * makes the client's kernel discard the answer, and the client would see a reset instead of the 413.
 */
async function collect(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else if (size > limitBytes * DISCARD_FACTOR) break;
  }
  if (size > limitBytes) {
    throw new Refusal(413, "The body is too large.", [`the limit is ${limitBytes} bytes`], { Connection: "close" });
  }
  return Buffer.concat(chunks);
}
