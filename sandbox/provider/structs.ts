import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, record, UNKNOWN } from "../values";
import { type Decoded, decode, encode, SIGNATURE } from "../wire";

const ASSETS = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);

/** How the wire format writes an unknown boolean, number, list, asset, archive and object; strings have `UNKNOWN`. */
const UNKNOWNS = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Properties of a request. */
export interface Received extends Decoded {
  /** As they came, with assets and archives whole. */
  readonly wire: Properties;
}

/** Properties as AWS sees them: plain values, one kind of unknown, of an asset its content's hash but not its path. */
export function received(struct: Struct | undefined): Received {
  const wire = record(struct?.toJavaScript());
  const { properties, secrets } = decode(wire);
  return { wire, properties: record(plain(properties)), secrets };
}

/**
 * Properties of an answer. Whatever the request had as a secret is one in the answer too, and so are those that the
 * table calls secret; assets go back as they came, because the engine must find their content again.
 */
export function sent(properties: Properties, request: Received, secrets: readonly string[] = []): Struct {
  const whole = record(withAssetsOf(properties, request.wire));
  return structOf(encode(whole, [...request.secrets, ...secrets]));
}

/** Plain JSON as a message. */
export function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWNS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return isAsset(value) ? { [SIGNATURE]: value[SIGNATURE], hash: value.hash } : mapValues(value, plain);
}

function withAssetsOf(value: unknown, wire: unknown): unknown {
  if (!isObject(wire)) {
    return Array.isArray(value) && Array.isArray(wire) ? value.map((item, i) => withAssetsOf(item, wire[i])) : value;
  }
  if (isAsset(wire)) return wire;
  return isObject(value) ? mapValues(value, (item, key) => withAssetsOf(item, wire[key])) : value;
}

function isAsset(object: Properties): boolean {
  return ASSETS.has(String(object[SIGNATURE]));
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(object: Properties, map: (value: unknown, key: string) => unknown): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
