import { type Diff, diffInputs } from "./diff";
import { checkInputs, fillIn } from "./inputs";
import { generationSeed, liveOutputs, logicalName, makeOutputs, previewOutputs } from "./outputs";
import { Store } from "./store";
import type { Account, Making, Place, Refusal, ResourceTable, Stored } from "./table";
import { CloudError, refuse } from "./table";
import { functionTable, resourceTable, resourceTables } from "./tables/index";
import { type Properties, text } from "./values";

/** The account that the sandbox plays. */
const ACCOUNT_ID = "123456789012";

export interface Context {
  /** Region of the call; a `region` input of the resource wins over it. */
  readonly region: string;
  /** What ids and names are derived from: the resource's URN. */
  readonly seed: string;
  /** The logical name. Defaults to the last part of the seed. */
  readonly name?: string;
  /** Tags that the provider puts on everything. */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /** Options of the program's registration, such as `ignoreChanges`; what honours them is the engine's side. */
  readonly options?: Properties;
  /** Takes what AWS would refuse, so that the call goes on as well as it can; without it the call throws. */
  readonly onRefusal?: (refusals: readonly Refusal[]) => void;
}

export interface CheckContext extends Context {
  /** The checked inputs of the resource that is there; absent for a new one and for a replacement. */
  readonly olds?: Properties;
}

export interface Checked {
  /** The inputs with the physical name and the provider's defaults filled in; `__defaults` lists which. */
  readonly inputs: Properties;
  readonly problems: readonly Refusal[];
}

export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** The state of the account as JSON. */
export interface CloudState {
  readonly version: 1;
  readonly resources: readonly Stored[];
  readonly generations: Readonly<Record<string, number>>;
  readonly imageRegions: Readonly<Record<string, string>>;
}

/** An AWS account in memory: what it holds, what a call makes of it, what it refuses. */
export class Cloud implements Account {
  readonly #store = new Store(resourceTables);
  readonly #generations = new Map<string, number>();
  readonly #imageRegions = new Map<string, string>();

  /** @param state what `toJSON` gave; an empty account when absent */
  constructor(state?: CloudState) {
    if (state === undefined) return;
    this.#store.addAll(state.resources.map((stored) => ({ ...stored })));
    for (const [seed, count] of Object.entries(state.generations)) this.#generations.set(seed, count);
    for (const [image, region] of Object.entries(state.imageRegions)) this.#imageRegions.set(image, region);
  }

  toJSON(): CloudState {
    return {
      version: 1,
      resources: [...this.#store.everything()],
      generations: Object.fromEntries(this.#generations),
      imageRegions: Object.fromEntries(this.#imageRegions),
    };
  }

  /** What the provider itself says of inputs, before any call to AWS; unknown values are not judged. */
  check(type: string, name: string, given: Properties, context: Omit<CheckContext, "name">): Checked {
    const table = resourceTable(type);
    const { inputs, problems } = fillIn(table, name, given, this.#seed(type, context.seed), context.olds);
    const place = placeOf(inputs, context.region);
    return { inputs, problems: [...problems, ...checkInputs(table, inputs, place)] };
  }

  /** Makes a resource from checked inputs. */
  create(type: string, inputs: Properties, context: Context): Made {
    const table = resourceTable(type);
    const making = this.#making(type, inputs, context);
    this.#admit(table, making, context);
    const { id, making: complete } = makeOutputs(table, making, context.defaultTags);
    const region = table.scope === "global" ? "global" : making.region;
    const there = this.#store.get(type, id, region);
    if (there !== undefined && table.overwrites?.(inputs)) this.remove(there);
    else if (there !== undefined) {
      this.#refuse([refuse("", `AlreadyExists: ${id} exists already, and another resource manages it`)], context);
    }
    const stored: Stored = { type, id, region, seed: context.seed, inputs, outputs: complete.outputs };
    this.#store.add(stored);
    const counter = `${type}/${context.seed}`;
    this.#generations.set(counter, (this.#generations.get(counter) ?? 0) + 1);
    table.applied?.(complete, stored);
    return { id, outputs: stored.outputs };
  }

  /** What changes between two sets of checked inputs; with the old outputs, naming what AWS had filled in is no change. */
  diff(type: string, olds: Properties, news: Properties, oldOutputs: Properties = {}): Diff {
    return diffInputs(resourceTable(type), olds, news, oldOutputs);
  }

  /** Changes a resource in place to the checked inputs. */
  update(type: string, id: string, inputs: Properties, context: Context): Made {
    const table = resourceTable(type);
    const stored = this.#existing(type, id, placeOf(inputs, context.region).region);
    const before = { ...stored };
    const making = { ...this.#making(type, inputs, context), seed: stored.seed, old: before };
    this.#admit(table, making, context);
    const { making: complete } = makeOutputs(table, making, context.defaultTags);
    this.#store.change(stored, inputs, complete.outputs);
    table.applied?.(complete, stored);
    return { id, outputs: stored.outputs };
  }

  /** The resource as it is now, or undefined when it is gone. */
  read(type: string, id: string, context: { readonly region: string }): Stored | undefined {
    const table = resourceTable(type);
    const stored = this.#store.get(type, id, context.region);
    if (stored === undefined || table.live === undefined) return stored;
    const making = this.#making(type, stored.inputs, { region: context.region, seed: stored.seed });
    Object.assign(stored.outputs, liveOutputs(table, stored, { ...making, old: stored, id, outputs: stored.outputs }));
    return stored;
  }

  /** Deletes a resource; one that is gone already is no error. */
  delete(type: string, id: string, context: { readonly region: string }): void {
    const table = resourceTable(type);
    const stored = this.#store.get(type, id, context.region);
    if (stored === undefined) return;
    const reason = table.refuseDelete?.(stored, this);
    if (reason !== undefined) throw new CloudError(reason);
    this.#store.remove(stored);
    table.removed?.(stored, this);
  }

  invoke(token: string, args: Properties, context: { readonly region: string }): Properties {
    return functionTable(token)(args, { ...placeOf(args, context.region), cloud: this });
  }

  /** Outputs as a preview sees them; pass the outputs that are there for an update. */
  unknownOutputs(type: string, inputs: Properties, context: Context, oldOutputs?: Properties): Properties {
    const place = placeOf(inputs, context.region);
    return previewOutputs(resourceTable(type), inputs, place, oldOutputs, context.defaultTags);
  }

  find(types: string | readonly string[], idOrArn: string, region: string): Stored | undefined {
    return this.#store.find(types, idOrArn, region);
  }

  all(type: string, region?: string): Stored[] {
    return this.#store.all(type, region);
  }

  referrers(target: Stored, type?: string): Stored[] {
    return this.#store.referrers(target, type);
  }

  imageRegion(imageId: string, region: string): string {
    const known = this.#imageRegions.get(imageId) ?? region;
    this.#imageRegions.set(imageId, known);
    return known;
  }

  patch(target: Stored, outputs: Properties): void {
    target.outputs = { ...target.outputs, ...outputs };
  }

  remove(target: Stored): void {
    this.#store.remove(target);
  }

  #existing(type: string, id: string, region: string): Stored {
    const stored = this.#store.get(type, id, region);
    if (stored === undefined) throw new CloudError(resourceTable(type).notFound(id));
    return stored;
  }

  #seed(type: string, seed: string): string {
    return generationSeed(seed, this.#generations.get(`${type}/${seed}`) ?? 0);
  }

  #making(type: string, inputs: Properties, context: Context): Omit<Making, "outputs" | "id"> {
    const name = context.name ?? logicalName(context.seed);
    const seed = this.#seed(type, context.seed);
    return { ...placeOf(inputs, context.region), type, name, seed, inputs, cloud: this };
  }

  #admit(table: ResourceTable, making: Omit<Making, "outputs" | "id">, context: Context): void {
    const refusals = [...this.#missing(making)];
    const id = making.old?.id ?? "";
    if (table.admit !== undefined) refusals.push(...table.admit({ ...making, id, outputs: making.inputs }));
    if (refusals.length > 0) this.#refuse(refusals, context);
  }

  #refuse(refusals: readonly Refusal[], context: Context): void {
    if (context.onRefusal === undefined) throw new CloudError(refusals);
    context.onRefusal(refusals);
  }

  *#missing(making: Omit<Making, "outputs" | "id">): Generator<Refusal> {
    for (const { reference, value, target } of this.#store.references(making.type, making.inputs, making.region)) {
      const { property, types, foreign } = reference;
      if (target !== undefined || foreign?.(value, making.region, this)) continue;
      const [first] = typeof types === "string" ? [types] : types;
      const elsewhere = this.#store.regionsOf(types, value);
      const hint = elsewhere.length > 0 ? ` in ${making.region}; it is in ${elsewhere.join(", ")}` : "";
      yield refuse(property, resourceTable(String(first)).notFound(value) + hint);
    }
  }
}

/** Where a resource is, or a call goes: to the Region in its own inputs, otherwise to the given one. */
export function placeOf(inputs: Properties, region: string): Place {
  return { region: text(inputs.region) ?? region, account: ACCOUNT_ID, partition: "aws" };
}
