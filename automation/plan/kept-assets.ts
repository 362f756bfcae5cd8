import { same } from "../../sandbox/values";
import { SIGNATURE } from "../../sandbox/wire";
import type { Properties } from "./model";

/**
 * Properties as a plan keeps them: assets and archives without their text, which may be the whole code of a function.
 * What tells one from another is their hash.
 */
export function withoutContent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, bare(value)]));
}

/** Kept properties in which assets are those of now, with their text, where the two hold the same. */
export function withContent(kept: Properties, now: Properties): Properties {
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [
      name,
      isAsset(value) && same(value, bare(now[name])) ? now[name] : value,
    ]),
  );
}

function bare(value: unknown): unknown {
  if (!isAsset(value)) return value;
  const { text, assets, ...rest } = value;
  const inner = assets === undefined ? {} : { assets: withoutContent(assets as Properties) };
  // Without a hash, what it holds is all that tells it from another.
  return value.hash === undefined ? value : { ...rest, ...inner };
}

function isAsset(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && SIGNATURE in value;
}
