import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Secrets } from "../lib/entitlement/secrets";
import { regionOf } from "./arn-region";

/** A rotated secret is in use after this time at the latest, and a run in between costs no call. */
const LIFETIME_MS = 5 * 60_000;

export interface CachedSecretsOptions {
  /** Client in a Region: a secret can be read only in its own, which need not be the service's. */
  readonly client: (region: string) => Promise<Pick<SecretsManagerClient, "send">>;
  readonly clock?: () => Date;
}

/** Secrets of AWS Secrets Manager, kept in memory for minutes. */
export class CachedSecrets implements Secrets {
  readonly #client: CachedSecretsOptions["client"];
  readonly #clock: () => Date;
  readonly #known = new Map<string, { readonly text: string; readonly until: number }>();

  constructor({ client, clock = () => new Date() }: CachedSecretsOptions) {
    this.#client = client;
    this.#clock = clock;
  }

  async read(arn: string): Promise<string> {
    const known = this.#known.get(arn);
    const now = this.#clock().getTime();
    if (known !== undefined && now < known.until) return known.text;
    const [client, { GetSecretValueCommand }] = await Promise.all([
      this.#client(regionOf(arn)),
      import("@aws-sdk/client-secrets-manager"),
    ]);
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!text) throw new Error(`The secret ${arn} has no text.`);
    this.#known.set(arn, { text, until: now + LIFETIME_MS });
    return text;
  }

  forget(arn: string): void {
    this.#known.delete(arn);
  }
}
