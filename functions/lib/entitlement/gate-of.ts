import type { EntitlementGate } from "../entitlement";
import type { Settings } from "../settings";
import { type MarketplaceClient, MarketplaceGate } from "./marketplace-gate";
import { NoMarketplace } from "./no-marketplace";
import { OpenGate } from "./open-gate";
import type { Secrets } from "./secrets";
import { WebhookGate } from "./webhook-gate";

/** What gates need of AWS. Nothing is loaded or asked before a gate needs it. */
export interface GateMeans {
  /** Client of AWS Marketplace's entitlement service, in the Region where that is. */
  readonly marketplace: () => Promise<MarketplaceClient>;
  readonly secrets: Secrets;
}

/** The gate that a stack's settings ask for. Keep it: it remembers answers. */
export function gateOf(entitlement: Settings["entitlement"], means: GateMeans): EntitlementGate {
  switch (entitlement?.kind) {
    case "marketplace":
      return new MarketplaceGate({ client: means.marketplace, productCode: entitlement.productCode });
    case "webhook":
      return new NoMarketplace(new WebhookGate({ ...entitlement, secrets: means.secrets }));
    case undefined:
      return new NoMarketplace(new OpenGate());
  }
}
