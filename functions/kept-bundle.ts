import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Cache } from "../bin/lib/cache";
import { changedSince, holds, stamp } from "../bin/lib/stamp";

const PACKAGE_ROOT = path.join(__dirname, "..");

/** What the bundle of a function was made from, besides its sources: how it is bundled, and the bundler. */
const BASIS = [path.join(__dirname, "bundle.ts"), path.join(PACKAGE_ROOT, "node_modules", ".package-lock.json")];

/**
 * The bundle of a function: that of an earlier run while no file has changed that it was made from, because bundling
 * takes as long as all the rest of a plan.
 */
export function keptBundle(entry: string): string {
  const cache = new Cache(PACKAGE_ROOT, entry);
  const record = cache.record();
  const file = record?.names.code === undefined ? undefined : cache.place(record.names.code);
  const isThere = record?.names.code !== undefined && cache.has(record.names.code);
  if (record !== undefined && file !== undefined && isThere && holds(record.stamp)) return readFileSync(file, "utf8");
  return rebuilt(entry, cache);
}

function rebuilt(entry: string, cache: Cache): string {
  // Not before it is needed: the bundler takes long to load.
  const { bundleOf } = require("./bundle") as typeof import("./bundle");
  const started = Date.now();
  const { code, sources } = bundleOf(entry);
  const own = sources.filter((source) => !source.includes(`${path.sep}node_modules${path.sep}`));
  const taken = stamp([...BASIS, ...sources], own);
  const name = `function-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  cache.save(
    { [name]: code },
    changedSince(taken, started) ? undefined : { entry, stamp: taken, names: { code: name } },
  );
  return code;
}
