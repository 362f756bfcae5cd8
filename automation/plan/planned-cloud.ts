import { type CheckContext, type Checked, Cloud, type Context, type Made, placeOf } from "../../sandbox/cloud";
import type { Refusal } from "../../sandbox/table";
import { F, T } from "../../sandbox/tokens";
import { texts } from "../../sandbox/values";
import { ChangeKind, type Properties } from "./model";

/** A resource as the last plan left it. */
export interface Before {
  readonly id: string;
  readonly generation: number;
  readonly region: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What becomes of a resource that the program registers. */
export interface Placement {
  readonly region: string;
  /** How many resources this URN has had before, each replaced by the next. */
  readonly generation: number;
  /** Inputs with physical names and the provider's defaults. */
  readonly inputs: Properties;
  readonly before: Before | undefined;
  readonly kind: ChangeKind | undefined;
  readonly properties: readonly string[];
  readonly forcedBy: readonly string[];
}

/** The resource with this URN as the last plan left it, given its inputs now. */
type Remember = (urn: string, now: Properties) => Before | undefined;

/**
 * A sandbox that starts with what the last plan left: each resource that is registered is made anew, changed in place,
 * replaced by one with an id of its own, or left as it was, as `pulumi up` would do it. Thus whatever refers to a
 * replaced resource sees another id, and changes with it. What is not registered is not there.
 */
export class PlannedCloud extends Cloud {
  /** What became of each resource, by URN. */
  readonly placements = new Map<string, Placement>();
  /** Whether the last plan turned out to be of another version of the sandbox, one that makes other ids. */
  incomparable = false;
  readonly #remember: Remember;

  constructor(remember: Remember) {
    super();
    this.#remember = remember;
  }

  /** A plan takes for granted what an update waits for: that the provider accepts the connection. */
  override invoke(token: string, args: Properties, context: { readonly region: string }): Properties {
    if (token === F.getVpcEndpoint) {
      const endpoint = this.find(T.VpcEndpoint, String(args.id), context.region);
      if (endpoint?.outputs.state === "pendingAcceptance") this.patch(endpoint, { state: "available" });
    }
    return super.invoke(token, args, context);
  }

  override check(type: string, name: string, given: Properties, context: Omit<CheckContext, "name">): Checked {
    const { seed: urn } = context;
    const { region } = placeOf(given, context.region);
    const before = this.#remember(urn, given);
    if (before === undefined) {
      return this.#decided(urn, super.check(type, name, given, context), {
        region,
        generation: 0,
        before,
        kind: ChangeKind.Created,
        properties: [],
        forcedBy: [],
      });
    }
    const { generation } = before;
    const { ignoreChanges, replaceOnChanges } = optionsOf(context);
    const heeded = ignoreChanges.length === 0 ? given : { ...given, ...only(before.inputs, ignoreChanges) };
    const checked = super.check(type, name, heeded, { ...at(context, generation), olds: before.inputs });
    const { changed, replaces } = this.diff(type, before.inputs, checked.inputs);
    const forcing = changed.filter((property) => replaces.includes(property) || covers(replaceOnChanges, property));
    const forcedBy = before.region === region ? forcing : [...new Set([...forcing, "region"])];
    if (forcedBy.length > 0) {
      const properties = [...new Set([...changed, ...forcedBy])];
      const anew = super.check(type, name, heeded, at(context, generation + 1));
      const kind = ChangeKind.Replaced;
      return this.#decided(urn, anew, { region, generation: generation + 1, before, kind, properties, forcedBy });
    }
    const kind = changed.length > 0 ? ChangeKind.Updated : undefined;
    return this.#decided(urn, checked, { region, generation, before, kind, properties: changed, forcedBy });
  }

  override create(type: string, inputs: Properties, context: Context): Made {
    const placement = this.placements.get(context.seed);
    if (placement === undefined) throw new Error(`${context.seed} is created without having been checked.`);
    const { before, kind, generation } = placement;
    const place = at(context, generation);
    if (before === undefined || kind === ChangeKind.Replaced) return super.create(type, inputs, place);
    if (kind === undefined) {
      return this.#adopt(type, before, place);
    }
    // What the old inputs refer to may be gone: only the new ones are judged.
    this.#adopt(type, before, { ...place, onRefusal: ignore });
    return this.update(type, before.id, inputs, place);
  }

  /** Puts a resource in as the last plan left it. */
  #adopt(type: string, before: Before, context: Context): Made {
    const made = super.create(type, before.inputs, context);
    const stored = this.find(type, made.id, placeOf(before.inputs, context.region).region);
    if (stored === undefined || made.id !== before.id) {
      this.incomparable = true;
      return made;
    }
    this.patch(stored, before.outputs);
    return { id: made.id, outputs: stored.outputs };
  }

  #decided(urn: string, checked: Checked, decision: Omit<Placement, "inputs">): Checked {
    this.placements.set(urn, { ...decision, inputs: checked.inputs });
    return checked;
  }
}

/** Ids and names come from the URN, and differ from one replacement to the next. */
function at<C extends { readonly seed: string }>(context: C, generation: number): C {
  return generation === 0 ? context : { ...context, seed: `${context.seed}#${generation}` };
}

function ignore(_: readonly Refusal[]): void {}

/** The options of a registration that decide what a difference does; property paths, of which the first part counts. */
function optionsOf({ options = {} }: Pick<Context, "options">) {
  const roots = (paths: unknown) => texts(paths).map((path) => /^[^.[]+/.exec(path)?.[0] ?? path);
  return { ignoreChanges: roots(options.ignoreChanges), replaceOnChanges: roots(options.replaceOnChanges) };
}

function only(values: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function covers(properties: readonly string[], property: string): boolean {
  return properties.includes(property) || properties.includes("*");
}
