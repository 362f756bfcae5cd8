import type { RecordedResource } from "../../sandbox/session";
import { withContent, withoutContent } from "./kept-assets";
import { type Change, ChangeKind, type Properties, SECRET } from "./model";
import type { Before, Placement } from "./planned-cloud";
import { digest, newSalt, type SavedPlan, type SavedResource } from "./saved-plan";

/** The last plan of a stack, as the next one compares with it. */
export class History {
  readonly salt: string;
  readonly #resources: ReadonlyMap<string, SavedResource>;

  /** @param saved undefined where there is no plan to compare with: then everything is new */
  constructor(saved: SavedPlan | undefined) {
    this.salt = saved?.salt ?? newSalt();
    this.#resources = new Map(saved?.resources.map((resource) => [resource.urn, resource]));
  }

  /**
   * A custom resource as the last plan left it. Secrets that are the same now are in it, others are masked; likewise
   * assets have the text of now, others have none.
   */
  before(urn: string, now: Properties): Before | undefined {
    const placed = this.#resources.get(urn)?.placed;
    if (placed === undefined) return undefined;
    const inputs = withContent(placed.inputs, now);
    for (const [name, known] of Object.entries(placed.secrets)) {
      if (now[name] !== undefined && digest(this.salt, now[name]) === known) inputs[name] = now[name];
    }
    return { ...placed, inputs, outputs: withContent(placed.outputs, inputs) };
  }

  /** Differences of what is registered now from the last plan, in order of registration; what is gone comes last. */
  changes(resources: readonly RecordedResource[], placements: ReadonlyMap<string, Placement>): Change[] {
    const changes = resources.flatMap(({ urn, type, name }) => {
      const { kind, properties = [], forcedBy = [] } = placements.get(urn) ?? this.#ofComponent(urn);
      const protect = this.#resources.get(urn)?.protect ?? false;
      return kind === undefined ? [] : [{ urn, type, name, kind, properties, forcedBy, protect }];
    });
    const there = new Set(resources.map(({ urn }) => urn));
    const gone = [...this.#resources.values()].filter(({ urn }) => !there.has(urn)).reverse();
    return [...changes, ...gone.map(deleted)];
  }

  /** What a later plan needs of a resource. */
  keep(resource: RecordedResource, placement: Placement | undefined): SavedResource {
    const { urn, type, name, id, protect = false, inputs, secrets, outputs, outputSecrets } = resource;
    if (placement === undefined || id === undefined) return { urn, type, name, protect };
    const digests = Object.fromEntries(secrets.map((key) => [key, digest(this.salt, inputs[key])]));
    const { region, generation } = placement;
    const keptInputs = withoutContent(masked(placement.inputs, secrets));
    const keptOutputs = withoutContent(masked(outputs, outputSecrets));
    const placed = { id, region, generation, inputs: keptInputs, outputs: keptOutputs, secrets: digests };
    return { urn, type, name, protect, placed };
  }

  /** Components are nothing in the account: they come and go, and change with their children only. */
  #ofComponent(urn: string): Partial<Pick<Change, "kind" | "properties" | "forcedBy">> {
    return this.#resources.has(urn) ? {} : { kind: ChangeKind.Created };
  }
}

/** Values with the named ones masked. */
export function masked(values: Properties, secrets: readonly string[]): Properties {
  if (secrets.length === 0) return values;
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, secrets.includes(name) ? SECRET : value]));
}

function deleted({ urn, type, name, protect }: SavedResource): Change {
  return { urn, type, name, kind: ChangeKind.Deleted, properties: [], forcedBy: [], protect };
}
