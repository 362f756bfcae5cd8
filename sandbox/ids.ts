import { createHash } from "node:crypto";

/** Hexadecimal digits that depend on the seed and the label only: the same program gets the same ids in every run. */
export function hex(seed: string, label: string, digits: number): string {
  return createHash("sha256").update(`${seed}\n${label}`).digest("hex").slice(0, digits);
}

/** Upper-case letters and digits, as in ids of hosted zones and IAM entities. */
export function base36(seed: string, label: string, digits: number): string {
  const bytes = createHash("sha256").update(`${seed}\n${label}`).digest();
  let id = "";
  for (let i = 0; i < digits; i++) id += "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[(bytes[i % bytes.length] ?? 0) % 36];
  return id;
}

/** A UUID that depends on the seed and the label only. */
export function uuid(seed: string, label: string): string {
  const h = hex(seed, label, 32);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
}
