import { createHmac } from "node:crypto";

/** Header that says who asks, and when: `t=<seconds since 1970>,v1=<HMAC-SHA256 in hex>`. */
export const SIGNATURE_HEADER = "privatelink-signature";

/**
 * The signature of a body: the HMAC of `<seconds>.<body>`. The time is part of what is signed, so that a request that
 * somebody recorded is worth nothing later.
 */
export function signatureOf(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const hmac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${hmac}`;
}
