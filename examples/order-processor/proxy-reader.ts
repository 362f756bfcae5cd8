import type { Readable } from "node:stream";
import { MalformedHeader, PREFIX_LENGTH, type ProxyHeader, parseHeader, parsePrefix } from "./proxy-protocol";

/** The header did not come in time. */
export class HeaderTimeout extends Error {
  override readonly name = "HeaderTimeout";
}

/**
 * Reads one PROXY protocol header from the start of a stream, however its bytes are spread over packets, and leaves
 * everything after it in the stream. Rejects with MalformedHeader or HeaderTimeout, or with the stream's own error.
 */
export function readProxyHeader(stream: Readable, timeoutMs: number): Promise<ProxyHeader> {
  return new Promise((resolve, reject) => {
    let prefix: Buffer | undefined;

    const settle = (finish: () => void) => {
      clearTimeout(timer);
      stream.off("readable", advance).off("end", onEnd).off("error", onError).off("close", onEnd);
      finish();
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const onEnd = () => fail(new MalformedHeader("the connection ended within the header"));
    const onError = (error: Error) => fail(error);

    // Asking the stream for exact numbers of bytes keeps the first bytes of the request out of our hands.
    const advance = () => {
      try {
        if (prefix === undefined) {
          const bytes: Buffer | null = stream.read(PREFIX_LENGTH);
          if (bytes === null) return;
          parsePrefix(bytes);
          prefix = bytes;
        }
        const { length } = parsePrefix(prefix);
        const body: Buffer | null = length === 0 ? Buffer.alloc(0) : stream.read(length);
        if (body === null) return;
        const header = parseHeader(Buffer.concat([prefix, body]));
        settle(() => resolve(header));
      } catch (error) {
        fail(error);
      }
    };

    const timer = setTimeout(() => fail(new HeaderTimeout(`no header within ${timeoutMs} ms`)), timeoutMs);
    stream.on("readable", advance).on("end", onEnd).on("error", onError).on("close", onEnd);
    advance();
  });
}
