import type { Settings } from "../../functions/lib/settings";
import { APPROVAL_DEFAULTS } from "./approval-rules";

/** Where entitlements are asked, with resolved values. */
export interface ResolvedEntitlement {
  readonly marketplace?: { readonly productCode: string } | undefined;
  readonly webhook?:
    | { readonly url: string; readonly secretArn: string; readonly timeoutSeconds?: number | undefined }
    | undefined;
}

/** The part of the function's settings that says where entitlements are asked. */
export function entitlementSettings({ marketplace, webhook }: ResolvedEntitlement = {}): Settings["entitlement"] {
  if (marketplace !== undefined) return { kind: "marketplace", productCode: marketplace.productCode };
  if (webhook === undefined) return undefined;
  const { url, secretArn, timeoutSeconds = APPROVAL_DEFAULTS.webhookTimeoutSeconds } = webhook;
  return { kind: "webhook", url, secretArn, timeoutSeconds };
}
