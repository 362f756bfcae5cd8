import { Agent, request } from "node:https";
import type { StsAnswer } from "../../functions/lib/proof/answer";
import { BODY, METHOD, PATH } from "../../functions/lib/proof/form";
import type { SignedProof } from "../../functions/lib/proof/judge";
import { Refused } from "../terminal/refused";

/** Asks STS who signed a proof. */
export type CallSts = (proof: SignedProof) => Promise<StsAnswer>;

export interface CallOptions {
  /** Makes the connection. Defaults to one that goes to the host itself. */
  readonly agent?: Agent;
  /** For all of it: connecting, sending, and the last byte of the answer. Defaults to 10 seconds. */
  readonly timeoutMs?: number;
}

const USUAL_TIMEOUT_MS = 10_000;
/** An answer has some hundred bytes. */
const LARGEST_ANSWER_BYTES = 64 * 1024;
const AGAIN = "run the command again while the proof is valid";

/**
 * Sends the request of a proof. Method, path and body are ours and not those of the text; the host is one of the list
 * that the proof was held against. It goes to the host itself, through no proxy, and follows no redirection.
 */
export function callSts(
  { host, headers }: SignedProof,
  { agent = new Agent({ keepAlive: false }), timeoutMs = USUAL_TIMEOUT_MS }: CallOptions = {},
): Promise<StsAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host,
        port: 443,
        method: METHOD,
        path: PATH,
        // Neither is signed, and STS needs neither to be. By itself it answers in XML.
        headers: { ...headers, accept: "application/json", "content-length": Buffer.byteLength(BODY) },
        agent,
        // Also where the environment says otherwise.
        rejectUnauthorized: true,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= LARGEST_ANSWER_BYTES) chunks.push(chunk);
          else sent.destroy(new Refused(`${host} answered with more than ${LARGEST_ANSWER_BYTES} bytes; ${AGAIN}.`));
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        answer.on("error", fail);
      },
    );
    const late = new Refused(`${host} did not answer within ${timeoutMs / 1000} s; ${AGAIN}.`);
    const timer = setTimeout(() => sent.destroy(late), timeoutMs);
    sent.on("error", fail);
    sent.on("close", () => {
      clearTimeout(timer);
      fail(sent.errored);
    });
    sent.end(BODY);

    function fail(error: unknown): void {
      // The request knows why it was destroyed; what its answer says of that is only that it ended.
      const cause = sent.errored ?? error;
      reject(cause instanceof Refused ? cause : new Refused(unreachable(host, cause)));
    }
  });
}

/** The code alone: a message may quote what was sent. */
function unreachable(host: string, cause: unknown): string {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `${host} cannot be reached: check the network of this machine, and ${AGAIN}.${code}`;
}
