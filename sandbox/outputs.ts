import type { Making, Place, ResourceTable, Stored } from "./table";
import { type Properties, record, same, UNKNOWN } from "./values";

type Tags = Readonly<Record<string, string>>;

function shared(table: ResourceTable, inputs: Properties, place: Place, defaultTags: Tags | undefined): Properties {
  const { __defaults, ...outputs } = inputs;
  if (table.scope !== "global") outputs.region = place.region;
  if (table.tagged) outputs.tagsAll = { ...defaultTags, ...record(inputs.tags) };
  return outputs;
}

/** The outputs of a resource that is made or changed: its inputs, then each computed output in the table's order. */
export function makeOutputs(table: ResourceTable, making: Omit<Making, "outputs" | "id">, defaultTags?: Tags) {
  const outputs = shared(table, making.inputs, making, defaultTags);
  const born: Making = { ...making, id: making.old?.id ?? "", outputs };
  const id = making.old?.id ?? table.id(born);
  const complete: Making = { ...born, id };
  for (const [property, compute] of Object.entries(table.computed ?? {})) {
    const value = compute(complete);
    if (value !== undefined) outputs[property] = value;
  }
  return { id, making: complete };
}

/** Outputs that move with what is different from the old outputs. */
function moved(table: ResourceTable, inputs: Properties, old: Properties): string[] {
  const { __defaults, ...given } = inputs;
  const changed = Object.keys(given).filter((p) => !same(given[p], old[p]));
  const own = new Set(["id", "region", "tagsAll", ...Object.keys(table.computed ?? {})]);
  const removed = Object.keys(old).filter((p) => given[p] === undefined && !own.has(p));
  return Object.entries(table.volatile ?? {}).flatMap(([p, moves]) =>
    moves([...changed, ...removed], inputs) ? [p] : [],
  );
}

/** The outputs as a preview sees them: computed ones are unknown until the resource is made or changed. */
export function previewOutputs(table: ResourceTable, inputs: Properties, place: Place, old?: Properties, tags?: Tags) {
  const outputs = { ...old, ...shared(table, inputs, place, tags) };
  const unknown = old === undefined ? Object.keys(table.computed ?? {}) : moved(table, inputs, old);
  for (const property of unknown) if (inputs[property] === undefined) outputs[property] = UNKNOWN;
  return outputs;
}

/** The outputs that other resources determine, as they are now. */
export function liveOutputs(table: ResourceTable, stored: Stored, making: Making): Properties {
  const outputs: Properties = {};
  for (const property of table.live ?? []) {
    const value = table.computed?.[property]?.({ ...making, id: stored.id, outputs: stored.outputs });
    if (value !== undefined) outputs[property] = value;
  }
  return outputs;
}

/** Seed of the nth resource that one URN has had, so that a replacement has ids of its own. */
export function generationSeed(seed: string, generation: number): string {
  return generation === 0 ? seed : `${seed}#${generation}`;
}

/** The logical name in a URN; any other seed is a name itself. */
export function logicalName(seed: string): string {
  const separator = seed.lastIndexOf("::");
  return separator < 0 ? seed : seed.slice(separator + 2);
}
