import type { GateSettings, RolloutPlan, Wave } from "../plan";
import { type NamedStacks, resolveWaves, type WrittenWave } from "./check-waves";
import { defaultWaves } from "./default-waves";
import { DRIFT_DEFAULTS, GATE_DEFAULTS, IMAGE_DEFAULTS, PROBE_DEFAULTS } from "./defaults";
import type { GateKeys, RolloutKeys } from "./schema";
import type { ProjectStacks } from "./stacks";
import { windowOf } from "./windows";
import type { NO_GATE } from "./words";

type WaveKeys = NonNullable<RolloutKeys["waves"]>[number];

/** What a gate says, with the word for none. */
export type WrittenGate = GateKeys | typeof NO_GATE | undefined;

/** What rollout.yaml says, with the words in their places. */
export interface Written {
  readonly keys: RolloutKeys;
  readonly gate: WrittenGate;
  /** Undefined where the file names no waves. */
  readonly waves: readonly (WrittenWave & { readonly keys: WaveKeys; readonly gate: WrittenGate })[] | undefined;
}

/** The plan of a file that is in order. */
export function resolvePlan(
  { keys, gate, waves }: Written,
  stacks: ProjectStacks,
  file: string | undefined,
): RolloutPlan {
  const named = waves === undefined ? defaultWaves(stacks) : resolveWaves(waves, stacks);
  const resolved = named.map((wave, index) => resolveWave(wave, keys, gate, waves?.[index]));
  const inWaves = new Set(named.flatMap((wave) => wave.stacks));
  return {
    file,
    // The word for the rest may stand for nothing.
    waves: resolved.filter((wave) => wave.stacks.length > 0),
    leftOut: [...stacks.keys()].filter((stack) => !inWaves.has(stack)),
    parallel: keys.parallel,
    windows: keys.windows.map(windowOf),
    images: { ...IMAGE_DEFAULTS, ...given(keys.images) },
    drift: { ...DRIFT_DEFAULTS, ...given(keys.drift) },
  };
}

function resolveWave(
  { name, stacks }: NamedStacks,
  all: RolloutKeys,
  gateOfAll: WrittenGate,
  own: { readonly keys: WaveKeys; readonly gate: WrittenGate } | undefined,
): Wave {
  const gate = resolveGate(gateOfAll, own?.gate);
  return {
    name,
    stacks,
    parallel: own?.keys.parallel ?? all.parallel,
    ...(gate === undefined ? {} : { gate }),
    pauseMinutes: own?.keys.pauseMinutes ?? all.pauseMinutes,
    onFailure: own?.keys.onFailure ?? all.onFailure,
  };
}

/** The gate of a wave: its own keys, then those of all waves, then the defaults. A probe is taken as a whole. */
function resolveGate(all: WrittenGate, own: WrittenGate): GateSettings | undefined {
  if (own === false || (own === undefined && all === false)) return undefined;
  const { probe, ...keys } = { ...given(all || {}), ...given(own ?? {}) };
  const gate = { ...GATE_DEFAULTS, ...keys };
  return probe === undefined ? gate : { ...gate, probe: { url: probe.url, ...PROBE_DEFAULTS, ...given(probe) } };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The keys that have a value. */
function given<T extends object>(keys: T): Given<T> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as Given<T>;
}
