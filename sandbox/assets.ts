import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Properties, record } from "./values";

/** Mark of an asset or archive in a map (sdk/go/common/resource/properties.go), and its two values. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** Inputs whose assets and archives carry the hash of their content, as the engine gives them to a provider. */
export function withHashes(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).map(([property, value]) => [property, withHash(value)]));
}

function withHash(value: unknown): unknown {
  const asset = record(value);
  if (asset[SIGNATURE] !== ASSET && asset[SIGNATURE] !== ARCHIVE) return value;
  const inner = asset.assets === undefined ? {} : { assets: withHashes(record(asset.assets)) };
  const hash = hashOf({ ...asset, ...inner });
  return hash === undefined ? value : { ...asset, ...inner, hash };
}

/** The hash of what the asset holds; undefined where that is not at hand: at an address, or a path that is not there. */
function hashOf({ path, text, assets }: Properties): string | undefined {
  if (typeof text === "string") return digest(text);
  if (typeof path === "string") return pathHash(path);
  if (assets === undefined) return undefined;
  const names = Object.entries(record(assets)).map(([name, asset]) => `${name} ${String(record(asset).hash)}`);
  return digest(names.sort().join("\n"));
}

function pathHash(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return digest(readFileSync(path));
  if (!found?.isDirectory()) return undefined;
  const names = readdirSync(path).sort();
  return digest(names.map((name) => `${name} ${pathHash(join(path, name))}`).join("\n"));
}

function digest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
