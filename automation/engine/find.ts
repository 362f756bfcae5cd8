import { buildEngine, isStaleBuild } from "./build";
import { downloadEngine } from "./download";
import { type Engine, type EngineLookup, EngineSource, type FailedAttempt, type OnEngineProgress } from "./engine";
import { engineCache, engineIn, engineOnPath, firstLine } from "./installed";
import { withLock } from "./lock";
import { ENGINE_VERSION } from "./versions";

export interface FindOptions {
  /** Told about the slow ways only. */
  readonly onProgress?: OnEngineProgress;
  /** Where engines of ours are kept. Defaults to `~/.cache/saas-privatelink/engine/<version>`. */
  readonly cache?: string;
  /** Defaults to the PATH of this process. */
  readonly searchPath?: string;
  /** Ways that may be tried, in the order of `EngineSource`. Defaults to all of them. */
  readonly sources?: readonly EngineSource[];
}

/** Longer than a cold build on a slow machine, which is what another process would be doing. */
const LOCK_TIMEOUT_MS = 2_400_000;

/** Finds an engine: on PATH, an earlier one of ours, downloaded, built from Go modules. The first way that works wins. */
export async function findEngine(options: FindOptions = {}): Promise<EngineLookup> {
  const root = options.cache ?? engineCache(ENGINE_VERSION);
  const searchPath = options.searchPath ?? process.env.PATH ?? "";
  const sources = options.sources ?? Object.values(EngineSource);
  const failed: FailedAttempt[] = [];
  const quick: Partial<Record<EngineSource, () => Promise<Engine | FailedAttempt>>> = {
    path: () => engineOnPath(searchPath),
    cache: () => cachedEngine(root),
  };
  for (const source of sources) {
    const found = await quick[source]?.();
    if (found === undefined) continue;
    if ("command" in found) return { engine: found, failed };
    failed.push(found);
  }
  const slow = sources.filter((source) => source === EngineSource.Download || source === EngineSource.Build);
  const made = slow.length === 0 ? undefined : await makeEngine(root, searchPath, slow, options, failed);
  return made === undefined ? { failed, reason: reasonOf(failed) } : { engine: made, failed };
}

/** Downloads or builds, in one process at a time; the others take what it made. */
async function makeEngine(
  root: string,
  searchPath: string,
  sources: readonly EngineSource[],
  { onProgress }: FindOptions,
  failed: FailedAttempt[],
): Promise<Engine | undefined> {
  const began = performance.now();
  const onWait = (holder: number): void =>
    onProgress?.({
      step: `Waiting for process ${holder}, which is making the engine`,
      seconds: Math.round((performance.now() - began) / 1000),
    });
  try {
    return await withLock(`${root}.lock`, { timeoutMs: LOCK_TIMEOUT_MS, onWait }, async () => {
      const earlier = await cachedEngine(root);
      if ("command" in earlier) return earlier;
      for (const source of sources) {
        const notMade =
          source === EngineSource.Download
            ? await downloadEngine({ version: ENGINE_VERSION, root, onProgress })
            : await buildEngine({ root, searchPath, onProgress });
        const made = notMade ?? (await engineIn(root, source));
        if ("command" in made) return made;
        failed.push(made);
      }
      return undefined;
    });
  } catch (error) {
    // A cache folder that cannot be written is a reason like any other, not a crash.
    failed.push({ source: EngineSource.Cache, reason: firstLine(error) });
    return undefined;
  }
}

async function cachedEngine(root: string): Promise<Engine | FailedAttempt> {
  if (await isStaleBuild(root)) {
    return { source: EngineSource.Cache, reason: `${root} was built from other Go modules` };
  }
  return engineIn(root, EngineSource.Cache);
}

function reasonOf(failed: readonly FailedAttempt[]): string {
  return `No Pulumi engine: ${failed.map(({ source, reason }) => `${source}: ${reason}`).join("; ")}.`;
}
