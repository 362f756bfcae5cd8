import type { ResourceTable, Stored } from "./table";
import { type Properties, text, texts } from "./values";

type Tables = Record<string, ResourceTable>;

/** The account's resources with the three indexes that keep every question cheap: by id, by ARN, by who names whom. */
export class Store {
  readonly #tables: Tables;
  readonly #byType = new Map<string, Map<string, Stored>>();
  readonly #byArn = new Map<string, Stored>();
  readonly #namedBy = new Map<string, Set<Stored>>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get(type: string, id: string, region: string): Stored | undefined {
    return this.#byType.get(type)?.get(`${this.#scope(type, region)}/${id}`);
  }

  find(types: string | readonly string[], idOrArn: string, region: string): Stored | undefined {
    for (const type of typeof types === "string" ? [types] : types) {
      const stored = this.get(type, idOrArn, region) ?? this.#byArn.get(`${type}/${idOrArn}`);
      if (stored !== undefined && stored.region === this.#scope(type, region)) return stored;
    }
    return undefined;
  }

  /** The Regions that have a resource of one of the types with this id. */
  regionsOf(types: string | readonly string[], id: string): string[] {
    const found = (typeof types === "string" ? [types] : types).flatMap((type) => this.all(type));
    return found.filter((stored) => stored.id === id || stored.outputs.arn === id).map((stored) => stored.region);
  }

  all(type: string, region?: string): Stored[] {
    const stored = [...(this.#byType.get(type)?.values() ?? [])];
    return region === undefined ? stored : stored.filter((s) => s.region === this.#scope(type, region));
  }

  *everything(): Generator<Stored> {
    for (const ofType of this.#byType.values()) yield* ofType.values();
  }

  add(stored: Stored): void {
    this.#place(stored);
    this.#link(stored);
  }

  /** Adds resources that may name each other in any order. */
  addAll(resources: readonly Stored[]): void {
    for (const stored of resources) this.#place(stored);
    for (const stored of resources) this.#link(stored);
  }

  #place(stored: Stored): void {
    const ofType = this.#byType.get(stored.type) ?? new Map<string, Stored>();
    this.#byType.set(stored.type, ofType.set(`${stored.region}/${stored.id}`, stored));
    const arn = text(stored.outputs.arn);
    if (arn !== undefined) this.#byArn.set(`${stored.type}/${arn}`, stored);
  }

  remove(stored: Stored): void {
    this.#unlink(stored);
    this.#byType.get(stored.type)?.delete(`${stored.region}/${stored.id}`);
    this.#byArn.delete(`${stored.type}/${text(stored.outputs.arn)}`);
    this.#namedBy.delete(this.#key(stored));
  }

  /** Changes a resource in place, and what it names with it. */
  change(stored: Stored, inputs: Properties, outputs: Properties): void {
    this.#unlink(stored);
    stored.inputs = inputs;
    stored.outputs = outputs;
    this.#link(stored);
  }

  referrers(target: Stored, type?: string): Stored[] {
    const all = [...(this.#namedBy.get(this.#key(target)) ?? [])];
    return type === undefined ? all : all.filter((stored) => stored.type === type);
  }

  /** Every reference that the resource's inputs declare: the value, and what it names, if anything. */
  *references(type: string, inputs: Properties, region: string) {
    for (const reference of this.#tables[type]?.references ?? []) {
      const values = reference.values?.(inputs) ?? texts(inputs[reference.property]);
      for (const value of values) {
        yield { reference, value, target: this.find(reference.types, value, region) };
      }
    }
  }

  #scope(type: string, region: string): string {
    return this.#tables[type]?.scope === "global" ? "global" : region;
  }

  #key(stored: Stored): string {
    return `${stored.type}/${stored.region}/${stored.id}`;
  }

  #link(stored: Stored): void {
    for (const { target } of this.references(stored.type, stored.inputs, stored.region)) {
      if (target === undefined) continue;
      const key = this.#key(target);
      const namers = this.#namedBy.get(key) ?? new Set<Stored>();
      this.#namedBy.set(key, namers.add(stored));
    }
  }

  #unlink(stored: Stored): void {
    for (const { target } of this.references(stored.type, stored.inputs, stored.region)) {
      if (target !== undefined) this.#namedBy.get(this.#key(target))?.delete(stored);
    }
  }
}
