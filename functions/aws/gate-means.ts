import type { GateMeans } from "../lib/entitlement/gate-of";
import { CachedSecrets } from "./cached-secrets";
import type { Clients } from "./clients";

/** What gates need of AWS, by a service's clients. */
export function gateMeansOf({ marketplace, secretsManager }: Clients): GateMeans {
  return { marketplace, secrets: new CachedSecrets({ client: secretsManager }) };
}
