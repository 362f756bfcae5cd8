import { regions } from "./data/regions";
import { hex } from "./ids";
import type { AutoName, Place, Refusal, ResourceTable } from "./table";
import { refuse } from "./table";
import { hasUnknown, isUnknown, type Properties, text } from "./values";

const RANDOM_DIGITS = 7;
const PREFIXED_DIGITS = 26;

/** The logical name with random digits; like Pulumi, an error rather than a shorter name where it is too long. */
function nameWithin(auto: AutoName, logicalName: string, seed: string, suffix: string): string | Refusal {
  const stem = (auto.prefix ?? "") + (auto.lowerCase ? logicalName.toLowerCase() : logicalName);
  if (auto.random === false) return stem;
  if (stem.length + 1 + RANDOM_DIGITS + suffix.length <= auto.maxLength) {
    return `${stem}-${hex(seed, auto.property, RANDOM_DIGITS)}${suffix}`;
  }
  return refuse(
    auto.property,
    `name '${stem}-' plus ${RANDOM_DIGITS} random chars is longer than maximum length ${auto.maxLength}`,
  );
}

/** The name that AWS's provider makes of a given prefix: `namePrefix`, or `bucketPrefix` of a bucket. */
function prefixedName(auto: AutoName, inputs: Properties, seed: string, suffix: string): string | undefined {
  const prefix = text(inputs[`${auto.property}Prefix`]);
  if (prefix === undefined) return undefined;
  return (prefix + hex(seed, "prefix", PREFIXED_DIGITS)).slice(0, auto.maxLength - suffix.length) + suffix;
}

/** Fills in the physical name and the provider's defaults; a name that is in the old inputs stays. */
export function fillIn(table: ResourceTable, name: string, given: Properties, seed: string, olds?: Properties) {
  const inputs: Properties = {};
  for (const key in given) if (given[key] !== undefined && key !== "__defaults") inputs[key] = given[key];
  const filled: string[] = [];
  const problems: Refusal[] = [];
  for (const [property, value] of Object.entries(table.defaults ?? {})) {
    if (inputs[property] !== undefined) continue;
    inputs[property] = value;
    filled.push(property);
  }
  const auto = table.autoName;
  if (auto !== undefined && inputs[auto.property] === undefined) {
    const wasFilled = Array.isArray(olds?.__defaults) && olds.__defaults.includes(auto.property);
    const before = wasFilled ? text(olds?.[auto.property]) : undefined;
    const suffix = auto.suffix?.(inputs) ?? "";
    const physical = before ?? prefixedName(auto, inputs, seed, suffix) ?? nameWithin(auto, name, seed, suffix);
    if (typeof physical !== "string") problems.push(physical);
    inputs[auto.property] = typeof physical === "string" ? physical : name;
    filled.push(auto.property);
  }
  return { inputs: { ...inputs, __defaults: filled }, problems };
}

/** A name and what it is to begin with exclude each other. */
function nameConflict(table: ResourceTable, inputs: Properties): Refusal | undefined {
  const property = table.autoName?.property;
  if (property === undefined || inputs[`${property}Prefix`] === undefined) return undefined;
  const filled = Array.isArray(inputs.__defaults) && inputs.__defaults.includes(property);
  return filled ? undefined : refuse(`${property}Prefix`, `conflicts with ${property}`);
}

/** What is wrong with the inputs taken by themselves; what is unknown is not judged. */
export function checkInputs(table: ResourceTable, inputs: Properties, place: Place): Refusal[] {
  const problems: Refusal[] = [];
  for (const property of table.required ?? []) {
    if (inputs[property] === undefined) problems.push(refuse(property, `Missing required argument "${property}"`));
  }
  const conflict = nameConflict(table, inputs);
  if (conflict !== undefined) problems.push(conflict);
  for (const [property, rule] of Object.entries(table.rules ?? {})) {
    const value = inputs[property];
    if (value === undefined || hasUnknown(value)) continue;
    const message = rule(value, inputs);
    if (message !== undefined) problems.push(refuse(property, message));
  }
  const region = inputs.region;
  if (table.scope === "global" && region !== undefined) {
    problems.push(refuse("region", "is not an argument of a global resource"));
  } else if (region !== undefined && !isUnknown(region) && !regions.has(String(region))) {
    problems.push(refuse("region", `Invalid Region Value: "${String(region)}" is not a Region of AWS`));
  }
  if (table.check !== undefined) problems.push(...table.check(inputs, place));
  return problems;
}
