import { at } from "../../components/lib/path";

/** An element of a list by its name; an empty name stands for any. */
export interface NamedElement {
  readonly named: string;
}

/** A key, the index of an element, or an element by its name. */
export type SettingStep = string | number | NamedElement;

/** The way to a setting below the project's namespace, for example `["service", "ports", { named: "api" }, "port"]`. */
export type SettingPath = readonly SettingStep[];

/** A way that a value can be found by. */
export type SettingAddress = readonly (string | number)[];

/** Any key of a map, as docs/config.md writes it. */
const ANY_KEY = "<name>";

const STEP = /\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]|\[([\w-]*)\]|(?:^|(?<!^)\.)(<name>|[A-Za-z_$][\w$:-]*)/gy;

/**
 * The steps of a path as messages and docs/config.md write it: `service.ports[0].name`, `service.ports[].name`,
 * `service.ports[api].name`, `tags.<name>` or `tags["made by"]`; undefined for what is none.
 */
export function parseSettingPath(text: string): SettingPath | undefined {
  const steps: SettingStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    const step = found === null ? undefined : stepOf(found);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return typeof steps[0] === "string" ? steps : undefined;
}

function stepOf([, quoted, index, named, key]: RegExpExecArray): SettingStep | undefined {
  if (quoted !== undefined) return unquoted(quoted);
  if (index !== undefined) return Number(index);
  return named === undefined ? key : { named };
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    // Characters that a quoted key cannot have as they are.
    return undefined;
  }
}

/** The steps of a path that means a single value: nothing in it stands for any, or goes by a name. */
export function parseSettingAddress(text: string): SettingAddress | undefined {
  const path = parseSettingPath(text);
  const isAddress = (step: SettingStep) => typeof step !== "object" && step !== ANY_KEY;
  return path?.every(isAddress) === true ? (path as SettingAddress) : undefined;
}

/**
 * Whether a path as docs/config.md writes it names a setting, or something above it: `fleet` and
 * `additionalServices[].fleet.policyArns.<name>` as well as `service.ports[api]`.
 */
export function covers(pattern: string, path: SettingPath): boolean {
  const wanted = parseSettingPath(pattern);
  return wanted?.every((step, index) => matches(step, path[index])) === true;
}

function matches(wanted: SettingStep, given: SettingStep | undefined): boolean {
  if (wanted === ANY_KEY) return typeof given === "string";
  if (typeof wanted !== "object") return wanted === given;
  if (typeof given === "object") return wanted.named === "" || wanted.named === given.named;
  return wanted.named === "" && typeof given === "number";
}

/** A path for people, for example `service.ports[api].port`. */
export function pathText(path: SettingPath): string {
  // The first is the key of a stack file, which may have a namespace such as `aws:`.
  return path.reduce<string>((text, step, index) => (index === 0 ? String(step) : below(text, step)), "");
}

/** A path in which elements of lists stand for any, as docs/config.md has it: `service.ports[].port`. */
export function patternText(path: SettingPath): string {
  return pathText(path.map((step) => (typeof step === "string" ? step : { named: "" })));
}

function below(text: string, step: SettingStep): string {
  if (step === ANY_KEY) return `${text}.${step}`;
  return typeof step === "object" ? `${text}[${step.named}]` : at(text, step);
}
