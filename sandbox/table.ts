import type { Properties } from "./values";

/** A value that AWS or its provider refuses: the input property it concerns ("" for the whole resource), and why. */
export interface Refusal {
  readonly property: string;
  /** Starts with AWS's error code where the API itself refuses, for example `InvalidSubnet.Conflict: ...`. */
  readonly message: string;
}

/** Where a resource lives. */
export interface Place {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

/** A resource as the sandbox keeps it. */
export interface Stored {
  readonly type: string;
  readonly id: string;
  /** Region, or "global" for services with one namespace for all Regions. */
  readonly region: string;
  /** What its ids and names are derived from, normally its URN. */
  readonly seed: string;
  inputs: Properties;
  outputs: Properties;
}

/** What a table may ask about the rest of the account. */
export interface Account {
  /** The resource of one of the types with this id or ARN that is visible in the Region. */
  find(types: string | readonly string[], idOrArn: string, region: string): Stored | undefined;
  /** All resources of a type, in order of creation. */
  all(type: string, region?: string): Stored[];
  /** Resources whose declared references name this one. */
  referrers(target: Stored, type?: string): Stored[];
  /** The Region that has the AMI; the first Region that uses an AMI of unknown origin is taken as its home. */
  imageRegion(imageId: string, region: string): string;
  /** Changes outputs of another resource, as AWS does behind the provider's back. */
  patch(target: Stored, outputs: Properties): void;
  /** Removes another resource, as AWS does with what a deletion takes along. */
  remove(target: Stored): void;
}

/** A resource about to be made or changed: what computed outputs and checks against the account look at. */
export interface Making extends Place {
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly seed: string;
  readonly inputs: Properties;
  readonly account: string;
  readonly cloud: Account;
  /** Set once the id is known. */
  readonly id: string;
  /** Inputs plus the outputs computed so far, in the order the table lists them. */
  readonly outputs: Properties;
  /** The resource as it was, in an update. */
  readonly old?: Stored;
}

/** Inputs that name other resources; each named one must exist. */
export interface Reference {
  readonly property: string;
  /** Tokens of the types that may be named. */
  readonly types: string | readonly string[];
  /** Ids or ARNs named by the inputs. Defaults to the property's string, or strings of its list. */
  readonly values?: (inputs: Properties) => string[];
  /** Ids that may belong to something that has no table or was made outside the sandbox. Defaults to none. */
  readonly foreign?: (idOrArn: string, region: string, cloud: Account) => boolean;
}

/** A rule over one input's value, asked only when the value is there and known: what is wrong with it. */
export type Rule = (value: unknown, inputs: Properties) => string | undefined;

/** Whether the provider takes two values of one input for the same, given all inputs. */
export type Alike = (before: unknown, after: unknown, olds: Properties, news: Properties) => boolean;

export interface AutoName {
  readonly property: string;
  readonly maxLength: number;
  /** What AWS wants the name to begin with, for example `alias/`. Defaults to nothing. */
  readonly prefix?: string;
  /** What AWS wants the name to end with, for example `.fifo`. Defaults to nothing. */
  readonly suffix?: (inputs: Properties) => string;
  readonly lowerCase?: boolean;
  /** Whether random digits follow the logical name. Defaults to true. */
  readonly random?: boolean;
}

/** Behaviour of one resource type. */
export interface ResourceTable {
  /** "global" where the service has one namespace for all Regions. Defaults to "region". */
  readonly scope?: "region" | "global";
  readonly id: (making: Making) => string;
  /** What AWS says of an id that it does not have. */
  readonly notFound: (id: string) => string;
  readonly autoName?: AutoName;
  /** Whether the type has `tags` and `tagsAll`. */
  readonly tagged?: boolean;
  /** Inputs that must be there. */
  readonly required?: readonly string[];
  /** Inputs that the provider fills in when they are absent. */
  readonly defaults?: Properties;
  /** Outputs beyond the inputs; an input of the same name, when given, is passed to the function in `inputs`. */
  readonly computed?: Record<string, (making: Making) => unknown>;
  /** Computed outputs that the provider leaves unknown in the preview of an update, when these inputs change. */
  readonly volatile?: Record<string, (changed: readonly string[], inputs: Properties) => boolean>;
  /** Outputs that change as other resources change; computed again at each read. */
  readonly live?: readonly string[];
  /** Inputs whose change makes a new resource. */
  readonly replaceOn?: readonly string[];
  /** Inputs whose change makes a new resource under a condition. */
  readonly replaceWhen?: Record<
    string,
    (before: unknown, after: unknown, old: Properties, news: Properties) => boolean
  >;
  /** Whether a replacement must delete the old resource first. */
  readonly deleteBeforeReplace?: boolean;
  /** Lists that the provider treats as sets: their order is no change. */
  readonly unordered?: readonly string[];
  /** Inputs whose values may differ without a difference to the provider: it calls them equal. */
  readonly alike?: Record<string, Alike>;
  /** Inputs that AWS fills in when they are absent: taking them out of the program is no change. */
  readonly keeps?: readonly string[];
  /** Properties whose values are secret in a program's state. */
  readonly secrets?: readonly string[];
  readonly references?: readonly Reference[];
  /** Rules over single inputs; they need no account and run in previews too. */
  readonly rules?: Record<string, Rule>;
  /** Rules over several inputs; they need no account and run in previews too. */
  readonly check?: (inputs: Properties, place: Place) => Refusal[];
  /** What AWS itself refuses, given the state of the account. */
  readonly admit?: (making: Making) => Refusal[];
  /** What else changes in the account once the resource is made or changed. */
  readonly applied?: (making: Making, stored: Stored) => void;
  /** Whether making one under an id that is there overwrites it, as an upload does. Defaults to no. */
  readonly overwrites?: (inputs: Properties) => boolean;
  /** Why the resource cannot be deleted now. */
  readonly refuseDelete?: (stored: Stored, cloud: Account) => string | undefined;
  /** What else changes in the account once the resource is gone. */
  readonly removed?: (stored: Stored, cloud: Account) => void;
}

/** Behaviour of one function: throws a `CloudError` where AWS answers with an error. */
export type FunctionTable = (args: Properties, place: Place & { readonly cloud: Account }) => Properties;

export type ResourceTables = Record<string, ResourceTable>;
export type FunctionTables = Record<string, FunctionTable>;

/** An answer of AWS that refuses a call. */
export class CloudError extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[] | string) {
    const list = typeof refusals === "string" ? [{ property: "", message: refusals }] : refusals;
    super(list.map((r) => (r.property === "" ? r.message : `${r.property}: ${r.message}`)).join("\n"));
    this.name = "CloudError";
    this.refusals = list;
  }
}

/** An ARN in the place's partition and account. Leave the Region out for services without one. */
export function arn(place: Place, service: string, resource: string, region: string = place.region): string {
  return `arn:${place.partition}:${service}:${region}:${place.account}:${resource}`;
}

/** An output that moves when one of these inputs changes. */
export function movesWith(...inputs: readonly string[]): (changed: readonly string[]) => boolean {
  return (changed) => changed.some((input) => inputs.includes(input));
}

/** An output that moves when any input but these changes. */
export function movesUnless(...inputs: readonly string[]): (changed: readonly string[]) => boolean {
  return (changed) => changed.some((input) => !inputs.includes(input));
}

/** Computed outputs that are empty strings for all that this account holds. */
export function blank(...outputs: readonly string[]): Record<string, () => string> {
  return Object.fromEntries(outputs.map((output) => [output, () => ""]));
}

export function refuse(property: string, message: string): Refusal {
  return { property, message };
}
