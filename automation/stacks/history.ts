import { hasSecret } from "../plan/secrets";
import type { StackSettings } from "./place";

/** A value of the config, as `pulumi stack history --json` has it. */
interface HistoryValue {
  /** Text of the value, or of its JSON; absent when it is secret. */
  readonly value?: string;
  /** The value as data, where it is a map or a list. */
  readonly objectValue?: unknown;
  readonly secret: boolean;
}

/** An entry of `pulumi stack history --json`. */
export interface HistoryEntry {
  /** `update`, `refresh`, `destroy`, ... */
  readonly kind: string;
  /** `succeeded`, `failed` or `in-progress`. */
  readonly result?: string;
  /** What was given with the operation, by `--message` or by the engine itself. */
  readonly message?: string;
  readonly config: Readonly<Record<string, HistoryValue>>;
}

/** Settings of an update, as far as they can be had again. */
export interface EarlierSettings {
  readonly settings: StackSettings;
  /** Keys of values that cannot: they were secret, and the stack file no longer has them. */
  readonly lost: readonly string[];
}

/** The entry of the last update that succeeded, among entries that begin with the newest. */
export function lastUpdate(entries: readonly HistoryEntry[]): HistoryEntry | undefined {
  return entries.find(({ kind, result }) => kind === "update" && result === "succeeded");
}

/** Whether an update was begun after the last one that succeeded: what is there may be of both. */
export function isFollowed(entries: readonly HistoryEntry[]): boolean {
  return afterLastUpdate(entries).some(({ kind }) => kind === "update");
}

/** Whether a destroy was begun after the last update that succeeded: of a stack that is there, a part is gone. */
export function isPartlyDestroyed(entries: readonly HistoryEntry[]): boolean {
  return afterLastUpdate(entries).some(({ kind }) => kind === "destroy");
}

function afterLastUpdate(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const last = lastUpdate(entries);
  return last === undefined ? entries : entries.slice(0, entries.indexOf(last));
}

/**
 * The settings of an update in the form of a stack file.
 * @param present the stack file of now, by full keys: it has what a history has not, encrypted values and the form in
 *   which a value that is still the same is written
 */
export function settingsOf({ config }: HistoryEntry, present: StackSettings): EarlierSettings {
  const lost: string[] = [];
  const entries = Object.entries(config).flatMap(([key, value]) => {
    if (!value.secret) return [[key, plainValue(value, present[key])] as const];
    if (hasSecret(present[key])) return [[key, present[key]] as const];
    lost.push(key);
    return [];
  });
  return { settings: Object.fromEntries(entries), lost };
}

/** `true` and `4` are text in a history; in the stack file they need not be. */
function plainValue({ value, objectValue }: HistoryValue, now: unknown): unknown {
  if (objectValue !== undefined) return objectValue;
  return typeof now !== "object" && now !== undefined && String(now) === value ? now : value;
}
