import { type Properties, UNKNOWN } from "./values";

/** Marks of Pulumi's wire format for values that JSON has not. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

function decodeValue(value: unknown, secrets: { found: boolean }): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, secrets));
  const object = value as Properties;
  if (object[SIGNATURE] === SECRET) {
    secrets.found = true;
    return decodeValue(object.value, secrets);
  }
  if (object[SIGNATURE] === OUTPUT) {
    if (object.secret === true) secrets.found = true;
    return object.value === undefined ? UNKNOWN : decodeValue(object.value, secrets);
  }
  if (object[SIGNATURE] === RESOURCE) return object.id === undefined || object.id === "" ? object.urn : object.id;
  const decoded: Properties = {};
  for (const key in object) decoded[key] = decodeValue(object[key], secrets);
  return decoded;
}

export interface Decoded {
  /** Plain values: secrets opened, resources as their ids (URNs for components), unknown values as they are. */
  readonly properties: Properties;
  /** Names of the properties that had something secret in them. */
  readonly secrets: readonly string[];
}

/** Properties as they come over the wire, as plain values. Assets and archives keep their marks. */
export function decode(wire: Properties): Decoded {
  const properties: Properties = {};
  const secrets: string[] = [];
  for (const key in wire) {
    const mark = { found: false };
    const value = decodeValue(wire[key], mark);
    if (value === null || value === undefined) continue;
    properties[key] = value;
    if (mark.found) secrets.push(key);
  }
  return { properties, secrets };
}

/** Plain values as they go over the wire: the named properties as secrets, nothing that is undefined. */
export function encode(properties: Properties, secrets: readonly string[] = []): Properties {
  const wire: Properties = {};
  for (const key in properties) {
    const value = properties[key];
    if (value === undefined) continue;
    const plain = JSON.parse(JSON.stringify(value)) as unknown;
    wire[key] = secrets.includes(key) ? { [SIGNATURE]: SECRET, value: plain } : plain;
  }
  return wire;
}
