import { isKeyed } from "../../components/lib/schema/keys";
import { parseSettingAddress, pathText, type SettingAddress } from "../stacks/setting-path";
import { type Finding, problem } from "./finding";

/** A value that means something in one Region only. */
interface Bound {
  readonly path: SettingAddress;
  readonly text: string;
  /** What it is, for example `is a resource of us-east-1`. */
  readonly what: string;
}

const ARN = /^arn:aws[\w-]*:[^:]+:([a-z]{2}(?:-[a-z]+)+-\d):/;
const RESOURCE_ID = /^(?:ami|eni|eipalloc|lt|nlb|pl|rtb|sg|snap|subnet|vpc|vpce)-[0-9a-f]{8,17}$/;
const ZONE_ID = /^[a-z]{2,5}\d-az\d+$/;
const ZONE_NAME = /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/;

/** Settings that may name what is in another Region. */
const ANY_REGION = [
  ["approval", "registry"],
  ["approval", "entitlement"],
  ["image", "copyFrom"],
];

/** Values that say nothing about their Region, at the end of a path. */
const OF_REGION = [
  { end: ["artifact", "bucket"], what: "is a bucket" },
  { end: ["network", "readableBuckets"], what: "are buckets" },
  { end: ["targetIds"], what: "are addresses in the VPC" },
];

/** Settings of a template that cannot be those of a stack in another Region, with what to do about each. */
export function boundSettings(
  settings: Readonly<Record<string, unknown>>,
  template: { readonly stack: string; readonly region: string },
  region: string,
): Finding[] {
  const all = boundIn(settings, [], template.region, region);
  const byPlace = new Map<string, Bound[]>();
  for (const bound of all) {
    const place = pathText(bound.path);
    byPlace.set(place, [...(byPlace.get(place) ?? []), bound]);
  }
  return [...byPlace].map(([path, bounds]) => {
    const [{ what } = { what: "" }] = bounds;
    const values = bounds.map(({ text }) => text).join(", ");
    const are = bounds.length === 1 ? what : plural(what);
    const from = template.stack === template.region ? "" : `, from ${template.stack}`;
    return problem(path, `${values} ${are}${from}; ${remedy(path, region)}`);
  });
}

function plural(what: string): string {
  return what.replace(/^is of/, "are of").replace(/^is a (\w+)/, "are $1s");
}

function remedy(path: string, region: string): string {
  return `give what ${region} has by --set '${path}=...', or leave it out by --unset '${path}'`;
}

/** The deepest path that `--set` is to be given at: a list of plain values as a whole. */
function boundIn(value: unknown, path: SettingAddress, from: string, to: string): Bound[] {
  if (ANY_REGION.some((known) => known.every((part, index) => path[index] === part))) return [];
  const known = OF_REGION.find(({ end }) => end.every((part, index) => path.at(index - end.length) === part));
  if (known !== undefined) return [{ path, text: JSON.stringify(value), what: `${known.what} of ${from}` }];
  if (Array.isArray(value)) {
    return value.flatMap((part, index) => boundIn(part, isKeyed(part) ? [...path, index] : path, from, to));
  }
  if (isKeyed(value)) {
    const zones = Object.keys(value).filter((key) => ZONE_ID.test(key));
    if (zones.length > 0) return zones.map((text) => ({ path, text, what: `is a zone of ${from}` }));
    return Object.entries(value).flatMap(([key, part]) => boundIn(part, [...path, key], from, to));
  }
  const what = typeof value === "string" ? kindOf(value, from, to) : undefined;
  return what === undefined ? [] : [{ path, text: String(value), what }];
}

function kindOf(value: string, from: string, to: string): string | undefined {
  const [, region] = ARN.exec(value) ?? [];
  if (region !== undefined) return region === to ? undefined : `is of ${region}`;
  if (RESOURCE_ID.test(value)) return `is a resource of ${from}`;
  if (ZONE_ID.test(value)) return `is a zone of ${from}`;
  return ZONE_NAME.test(value) ? `is a zone of ${from}` : undefined;
}

/** Findings without those at, above or below the paths that a person has given a value: what is there is meant. */
export function withoutGiven(findings: readonly Finding[], given: readonly SettingAddress[]): Finding[] {
  return findings.filter(({ subject }) => {
    const path = parseSettingAddress(subject) ?? [];
    return !given.some((one) => one.every((part, index) => path[index] === part));
  });
}
