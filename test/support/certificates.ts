import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** A certificate and its key, as PEM, for a server. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Who signs certificates. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  /** Its own certificate, as PEM. */
  readonly cert: string;
}

export interface CertificateOptions {
  /** DNS names, and IPv4 addresses; the first one is the subject. */
  readonly names: readonly string[];
  /** Self-signed without one. */
  readonly by?: Authority;
  readonly from?: Date;
  readonly to?: Date;
}

const Tag = { Integer: 2, BitString: 3, OctetString: 4, Text: 12, Time: 24, Sequence: 48, Set: 49 } as const;
const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");
/** Basic constraints, critical: an authority. */
const IS_AUTHORITY = Buffer.from("300f0603551d130101ff040530030101ff", "hex");
const DAY_MS = 86_400_000;

/** A certificate, made anew for each run of the tests, so that none expires or lies in the repository. */
export function certificateFor({ names, by, ...dates }: CertificateOptions): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [subject = ""] = names;
  const alternatives = der(Tag.Sequence, ...names.map(alternative));
  const extension = der(Tag.Sequence, SUBJECT_ALT_NAME, der(Tag.OctetString, alternatives));
  const signer = by ?? { name: subject, key: privateKey };
  return {
    cert: signed({ subject, issuer: signer.name, publicKey, extension, key: signer.key, ...dates }),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** An authority that nobody trusts yet. */
export function authority(name: string): Authority {
  const { publicKey, privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { name, key, cert: signed({ subject: name, issuer: name, publicKey, extension: IS_AUTHORITY, key }) };
}

interface Content {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly extension: Buffer;
  readonly key: KeyObject;
  readonly from?: Date;
  readonly to?: Date;
}

function signed({ subject, issuer, publicKey, extension, key, from, to }: Content): string {
  const algorithm = der(Tag.Sequence, ECDSA_WITH_SHA256);
  const serial = randomBytes(8);
  serial[0] = 1;
  const body = der(
    Tag.Sequence,
    der(0xa0, der(Tag.Integer, Buffer.from([2]))),
    der(Tag.Integer, serial),
    algorithm,
    nameOf(issuer),
    der(Tag.Sequence, time(from ?? new Date(Date.now() - DAY_MS)), time(to ?? new Date(Date.now() + 90 * DAY_MS))),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(Tag.Sequence, extension)),
  );
  const signature = der(Tag.BitString, Buffer.from([0]), sign("sha256", body, key));
  const base64 = der(Tag.Sequence, body, algorithm, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

function alternative(name: string): Buffer {
  return isIPv4(name) ? der(0x87, Buffer.from(name.split(".").map(Number))) : der(0x82, Buffer.from(name));
}

function nameOf(common: string): Buffer {
  const attribute = der(Tag.Sequence, COMMON_NAME, der(Tag.Text, Buffer.from(common)));
  return der(Tag.Sequence, der(Tag.Set, attribute));
}

function time(date: Date): Buffer {
  return der(Tag.Time, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, "")));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}
