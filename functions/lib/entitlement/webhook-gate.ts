import { setTimeout as sleep } from "node:timers/promises";
import { inBatches } from "../batches";
import type { Consumer } from "../consumer";
import { type Entitlement, type EntitlementGate, EntitlementStatus } from "../entitlement";
import { type Answer, PostFailed, post } from "./post";
import type { Secrets } from "./secrets";
import { readAnswer } from "./webhook-answer";
import { SIGNATURE_HEADER, signatureOf } from "./webhook-signature";

/** Requests in all for one question, so that one dropped connection leaves nobody waiting for the next run. */
const MOST_REQUESTS = 3;

/** Wait before the second request; it doubles for each further one. */
const FIRST_PAUSE_MS = 250;

/** Consumers in one request: a body of about 100 kB. */
const CONSUMERS_PER_REQUEST = 1000;

export interface WebhookGateOptions {
  /** HTTPS address of the seller's books. */
  readonly url: string;
  /** ARN of the secret by which requests are signed. */
  readonly secretArn: string;
  /** For each request. */
  readonly timeoutSeconds: number;
  readonly secrets: Secrets;
  /** Certificate authorities besides those of the runtime, as PEM. */
  readonly ca?: string;
  /** Waits before a request is repeated. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Asks the seller's own books by HTTPS; `docs/billing-webhook.md` says how. Remembers nothing. */
export class WebhookGate implements EntitlementGate {
  readonly #options: WebhookGateOptions;

  constructor(options: WebhookGateOptions) {
    this.#options = options;
  }

  async check(consumers: readonly Consumer[], now: Date): Promise<ReadonlyMap<string, Entitlement>> {
    // At once, so that the time that the webhook may take does not grow with the number of consumers.
    const batches = inBatches(consumers, CONSUMERS_PER_REQUEST).map((batch) => this.#ask(batch, now));
    return new Map((await Promise.all(batches)).flatMap((answers) => [...answers]));
  }

  async #ask(consumers: readonly Consumer[], now: Date): Promise<ReadonlyMap<string, Entitlement>> {
    const asked = consumers.map(({ account }) => account);
    const answer = await this.#answer(bodyFor(consumers, now));
    if ("problem" in answer) return all(asked, answer.problem);
    const read = readAnswer(answer.body, new Set(asked));
    if ("problem" in read) return all(asked, read.problem);
    return new Map([...all(asked, "the billing webhook does not say"), ...read.entitlements]);
  }

  async #answer(body: string): Promise<{ readonly body: string } | { readonly problem: string }> {
    const { secrets, secretArn, pause = sleep } = this.#options;
    let secret: string;
    try {
      secret = await secrets.read(secretArn);
    } catch (error) {
      const name = error instanceof Error ? error.name : "no error given";
      return { problem: `the secret of the billing webhook could not be read (${name})` };
    }
    for (let requests = 1; ; requests++) {
      const outcome = await this.#request(body, secret);
      if ("body" in outcome) return outcome;
      if (!outcome.again || requests === MOST_REQUESTS) return outcome;
      await pause(FIRST_PAUSE_MS * 2 ** (requests - 1));
    }
  }

  async #request(body: string, secret: string): Promise<Outcome> {
    const { url, timeoutSeconds, ca } = this.#options;
    const headers = {
      "content-type": "application/json",
      accept: "application/json",
      "user-agent": "saas-privatelink",
      // Signed by the clock of the request, not of the run: a repeated request is as fresh as the first was.
      [SIGNATURE_HEADER]: signatureOf(secret, body, new Date()),
    };
    try {
      const answer = await post({ url, headers, body, timeoutMs: timeoutSeconds * 1000, ...(ca && { ca }) });
      // It may not know the signature because the secret was rotated while this one was remembered.
      if (answer.status === 401 || answer.status === 403) this.#options.secrets.forget(this.#options.secretArn);
      return outcomeOf(answer);
    } catch (error) {
      if (!(error instanceof PostFailed)) throw error;
      return { problem: `the billing webhook ${error.message}`, again: true };
    }
  }
}

type Outcome = { readonly body: string } | { readonly problem: string; readonly again: boolean };

function outcomeOf({ status, body }: Answer): Outcome {
  if (status === 200) return { body };
  const redirected = status >= 300 && status < 400;
  const problem = redirected
    ? `the billing webhook answered with a redirection (${status}), which is not followed`
    : `the billing webhook answered with status ${status}`;
  return { problem, again: status >= 500 || status === 429 };
}

function bodyFor(consumers: readonly Consumer[], now: Date): string {
  return JSON.stringify({
    version: 1,
    askedAt: now.toISOString(),
    consumers: consumers.map(({ account, name, plan }) => ({ account, name, plan })),
  });
}

function all(accounts: readonly string[], detail: string): Map<string, Entitlement> {
  return new Map(accounts.map((account) => [account, { status: EntitlementStatus.Unknown, detail }]));
}
