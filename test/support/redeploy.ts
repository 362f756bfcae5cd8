import type { Cloud } from "../../sandbox/cloud";
import type { Recorded, RecordedResource } from "./mocks";

/** What an update did, by logical names in the order in which it was done. */
export interface Update {
  readonly created: string[];
  readonly updated: string[];
  readonly replaced: string[];
  readonly deleted: string[];
}

const REGION = "us-east-1";

/**
 * Brings the account of the first run to what the second run wants, as Pulumi does it: one resource after the other in
 * the order of their dependencies, what is no longer wanted last. Throws what AWS refuses on the way.
 */
export function redeploy(before: Recorded<unknown>, after: Recorded<unknown>): Update {
  const { cloud } = before;
  const olds = new Map(custom(before).map((resource) => [resource.urn, resource]));
  const done: Update = { created: [], updated: [], replaced: [], deleted: [] };
  const late: RecordedResource[] = [];
  for (const wanted of custom(after)) {
    const old = olds.get(wanted.urn);
    olds.delete(wanted.urn);
    if (old === undefined) create(cloud, wanted, done.created);
    else change(cloud, old, wanted, done, late);
  }
  for (const gone of [...late, ...[...olds.values()].reverse()]) {
    cloud.delete(gone.type, String(gone.id), { region: regionOf(gone) });
    done.deleted.push(gone.name);
  }
  return done;
}

function create(cloud: Cloud, wanted: RecordedResource, list: string[]): void {
  const { inputs } = cloud.check(wanted.type, wanted.name, wanted.inputs, contextOf(wanted));
  cloud.create(wanted.type, inputs, contextOf(wanted));
  list.push(wanted.name);
}

function change(cloud: Cloud, old: RecordedResource, wanted: RecordedResource, done: Update, late: RecordedResource[]) {
  const context = contextOf(wanted);
  const stored = cloud.read(old.type, String(old.id), context);
  if (stored === undefined) throw new Error(`The account has no ${old.type} "${old.name}".`);
  const { inputs } = cloud.check(wanted.type, wanted.name, wanted.inputs, { ...context, olds: stored.inputs });
  const { changed, replaces } = cloud.diff(wanted.type, stored.inputs, inputs, stored.outputs);
  if (replaces.length > 0) {
    create(cloud, wanted, done.replaced);
    late.push(old);
  } else if (changed.length > 0) {
    cloud.update(wanted.type, String(old.id), inputs, context);
    done.updated.push(wanted.name);
  }
}

function custom(run: Recorded<unknown>): RecordedResource[] {
  return run.resources.filter(({ type }) => type.startsWith("aws:"));
}

function contextOf(resource: RecordedResource) {
  return { region: regionOf(resource), seed: resource.urn, name: resource.name };
}

function regionOf({ inputs }: RecordedResource): string {
  return typeof inputs.region === "string" ? inputs.region : REGION;
}
