import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate that vouches for itself, and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const Tag = { Integer: 0x02, BitString: 0x03, OctetString: 0x04, Time: 0x18, Sequence: 0x30, Set: 0x31 } as const;
const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");
const LOOPBACK = Buffer.from([0x87, 4, 127, 0, 0, 1]);

/**
 * A certificate for 127.0.0.1 and hosts that a test plays there, made anew for each run of the tests, so that none
 * expires or lies in the repository.
 */
export function loopbackCertificate(hosts: readonly string[] = []): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(Tag.Sequence, ECDSA_WITH_SHA256);
  const name = der(
    Tag.Sequence,
    der(Tag.Set, der(Tag.Sequence, COMMON_NAME, der(0x0c, Buffer.from("saas-privatelink tests")))),
  );
  const body = der(
    Tag.Sequence,
    der(0xa0, der(Tag.Integer, Buffer.from([2]))),
    der(Tag.Integer, Buffer.from([1])),
    algorithm,
    name,
    der(Tag.Sequence, time("20200101000000Z"), time("20991231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      der(
        Tag.Sequence,
        der(Tag.Sequence, SUBJECT_ALT_NAME, der(Tag.OctetString, der(Tag.Sequence, LOOPBACK, ...hosts.map(dnsName)))),
      ),
    ),
  );
  const signature = der(Tag.BitString, Buffer.from([0]), sign("sha256", body, privateKey));
  const base64 = der(Tag.Sequence, body, algorithm, signature).toString("base64");
  const cert = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

function dnsName(host: string): Buffer {
  return der(0x82, Buffer.from(host));
}

function time(text: string): Buffer {
  return der(Tag.Time, Buffer.from(text));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}
