import { isKeyed } from "../../components/lib/schema/keys";

/** Whether a value of a stack file is encrypted: the engine takes a map of nothing but a text under `secure` for that. */
export function isEncrypted(value: unknown): boolean {
  return isKeyed(value) && Object.keys(value).join() === "secure" && typeof value.secure === "string";
}

/** Whether a value of a stack file, or something in it, is encrypted. */
export function hasSecret(value: unknown): boolean {
  return isEncrypted(value) || (isKeyed(value) && Object.values(value).some(hasSecret));
}
