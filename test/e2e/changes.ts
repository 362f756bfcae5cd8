import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What the engine would do, or did, to one resource. */
export interface Change {
  readonly operation: string;
  /** Type and name, for example `aws:lb/listener:Listener order-processor-api`. */
  readonly resource: string;
  /** Properties that differ, with how: `update`, `add-replace` and so on. */
  readonly properties: readonly string[];
}

/** Operations that leave a resource as it is. */
const UNCHANGED = new Set(["same", "read", "refresh", "discard"]);

/** A stack that reads its own outputs of the update before sees others after every update. */
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Collects the changes of an operation from the events of the engine. */
export class ChangeRecorder {
  readonly #changes: Change[] = [];
  readonly #event: "resourcePreEvent" | "resOutputsEvent";

  /** @param isRefresh a refresh tells what it found after it has read a resource, all others before they act */
  constructor(isRefresh: boolean) {
    this.#event = isRefresh ? "resOutputsEvent" : "resourcePreEvent";
  }

  readonly onEvent = (event: EngineEvent): void => {
    const metadata = event[this.#event]?.metadata;
    if (metadata === undefined || UNCHANGED.has(metadata.op) || metadata.type === STACK_REFERENCE) return;
    const { op, urn, detailedDiff, diffs, old, new: now } = metadata;
    const detailed = Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => `${path} (${diffKind})`);
    const named = detailed.length > 0 ? detailed : (diffs ?? []);
    this.#changes.push({
      operation: op,
      resource: resourceOf(urn),
      properties: named.length > 0 ? named : differing(old?.outputs, now?.outputs),
    });
  };

  get changes(): readonly Change[] {
    return this.#changes;
  }
}

/** A refresh names no properties where only computed ones differ. */
function differing(before: Record<string, unknown> = {}, after: Record<string, unknown> = {}): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
}

export function changeLine({ operation, resource, properties }: Change): string {
  return `${operation} ${resource}${properties.length === 0 ? "" : `: ${properties.join(", ")}`}`;
}

function resourceOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1)} ${name}`;
}
