import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import type { Properties } from "./values";

/** Mark of an asset or archive in a map (sdk/go/common/resource/properties.go), and its two values. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const FILES: readonly unknown[] = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

/** Inputs whose assets and archives carry the hash of their file, as the engine gives them to a provider. */
export function withHashes(inputs: Properties): Properties {
  const entries = Object.entries(inputs).map(([property, value]) => [property, withHash(value)]);
  return Object.fromEntries(entries);
}

function withHash(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { [SIGNATURE]: signature, path } = value as Properties;
  if (!FILES.includes(signature) || typeof path !== "string") return value;
  if (!existsSync(path) || !statSync(path).isFile()) return value;
  return { ...value, hash: createHash("sha256").update(readFileSync(path)).digest("hex") };
}
