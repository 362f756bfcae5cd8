import { SocketAddress } from "node:net";
import { crc32c } from "./crc32c";

/** First 12 bytes of every version 2 header, chosen by its authors so that no other protocol begins with them. */
export const SIGNATURE = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

/** Signature, version and command, family, and the length of what follows. */
export const PREFIX_LENGTH = 16;

/** Why a connection was opened: for a client, or by the load balancer itself (health checks). */
export type Command = "LOCAL" | "PROXY";

export type Family = "UNSPEC" | "TCP4" | "UDP4" | "TCP6" | "UDP6" | "UNIX_STREAM" | "UNIX_DGRAM";

export interface Prefix {
  readonly command: Command;
  readonly family: Family;
  /** Bytes that follow the prefix: addresses, then TLVs. */
  readonly length: number;
}

/** One extension: type, and its value as sent. */
export interface Tlv {
  readonly type: number;
  readonly value: Buffer;
}

export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface ProxyHeader {
  readonly command: Command;
  readonly family: Family;
  /** The client as the load balancer saw it; absent for LOCAL and for families without an IP address. */
  readonly source?: Peer;
  readonly destination?: Peer;
  readonly tlvs: readonly Tlv[];
}

/** The bytes are not a PROXY protocol version 2 header; the specification demands that the connection be dropped. */
export class MalformedHeader extends Error {
  override readonly name = "MalformedHeader";
}

const FAMILIES: Readonly<Record<number, { family: Family; ipBytes: number; addressLength: number }>> = {
  0: { family: "UNSPEC", ipBytes: 0, addressLength: 0 },
  17: { family: "TCP4", ipBytes: 4, addressLength: 12 },
  18: { family: "UDP4", ipBytes: 4, addressLength: 12 },
  33: { family: "TCP6", ipBytes: 16, addressLength: 36 },
  34: { family: "UDP6", ipBytes: 16, addressLength: 36 },
  49: { family: "UNIX_STREAM", ipBytes: 0, addressLength: 216 },
  50: { family: "UNIX_DGRAM", ipBytes: 0, addressLength: 216 },
};

const TLV_CRC32C = 0x03;
const TLV_AWS = 0xea;
const AWS_SUBTYPE_VPC_ENDPOINT_ID = 0x01;

/** Reads the 16 bytes that say how many more belong to the header. */
export function parsePrefix(bytes: Buffer): Prefix {
  if (bytes.length !== PREFIX_LENGTH) {
    throw new MalformedHeader(`the header ends after ${bytes.length} bytes, its prefix alone has ${PREFIX_LENGTH}`);
  }
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
    throw new MalformedHeader("the connection does not begin with the signature of version 2");
  }
  const versionAndCommand = bytes.readUInt8(12);
  if (versionAndCommand >> 4 !== 2) throw new MalformedHeader(`version ${versionAndCommand >> 4} is not 2`);
  const command = versionAndCommand & 0x0f;
  if (command > 1) throw new MalformedHeader(`command ${command} is neither LOCAL (0) nor PROXY (1)`);
  return {
    command: command === 0 ? "LOCAL" : "PROXY",
    family: layout(bytes).family,
    length: bytes.readUInt16BE(14),
  };
}

/** Reads a whole header: the prefix and exactly the bytes that it announces. */
export function parseHeader(bytes: Buffer): ProxyHeader {
  const { command, family, length } = parsePrefix(bytes.subarray(0, PREFIX_LENGTH));
  const body = bytes.subarray(PREFIX_LENGTH);
  if (body.length !== length) {
    throw new MalformedHeader(`the header announces ${length} bytes after its prefix and has ${body.length}`);
  }
  const { ipBytes, addressLength } = layout(bytes);
  if (body.length < addressLength) {
    throw new MalformedHeader(`${body.length} bytes cannot hold the ${addressLength} of a ${family} address`);
  }
  const tlvs = parseTlvs(body.subarray(addressLength));
  checkChecksum(bytes, PREFIX_LENGTH + addressLength, tlvs);
  // A LOCAL connection speaks for the load balancer, so its addresses, if any, must not be used.
  if (command === "LOCAL" || ipBytes === 0) return { command, family, tlvs };
  return {
    command,
    family,
    source: { address: ipText(body.subarray(0, ipBytes)), port: body.readUInt16BE(2 * ipBytes) },
    destination: { address: ipText(body.subarray(ipBytes, 2 * ipBytes)), port: body.readUInt16BE(2 * ipBytes + 2) },
    tlvs,
  };
}

/**
 * Id of the VPC endpoint through which the client came, for example `vpce-0123456789abcdef0`. AWS sends it only for
 * connections over PrivateLink; it is the one reliable name of a consumer, whose addresses may overlap with others'.
 */
export function vpcEndpointId(header: ProxyHeader): string | undefined {
  const tlv = header.tlvs.find((t) => t.type === TLV_AWS && t.value[0] === AWS_SUBTYPE_VPC_ENDPOINT_ID);
  if (tlv === undefined) return undefined;
  const id = tlv.value.subarray(1).toString("latin1");
  if (!/^vpce-[0-9a-f]+$/.test(id)) throw new MalformedHeader(`${JSON.stringify(id)} is not the id of a VPC endpoint`);
  return id;
}

function layout(bytes: Buffer) {
  const code = bytes.readUInt8(13);
  const known = FAMILIES[code];
  if (known === undefined) {
    throw new MalformedHeader(`0x${code.toString(16).padStart(2, "0")} is not an address family and transport`);
  }
  return known;
}

function parseTlvs(bytes: Buffer): Tlv[] {
  const tlvs: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 3) throw new MalformedHeader(`a TLV is cut off after ${bytes.length - at} bytes`);
    const length = bytes.readUInt16BE(at + 1);
    const end = at + 3 + length;
    if (end > bytes.length) {
      throw new MalformedHeader(`a TLV announces ${length} bytes where ${bytes.length - at - 3} are left`);
    }
    tlvs.push({ type: bytes.readUInt8(at), value: bytes.subarray(at + 3, end) });
    at = end;
  }
  return tlvs;
}

/** The checksum covers the whole header, with its own four bytes as zero. */
function checkChecksum(header: Buffer, firstTlv: number, tlvs: readonly Tlv[]): void {
  let at = firstTlv;
  for (const { type, value } of tlvs) {
    if (type === TLV_CRC32C) {
      if (value.length !== 4) throw new MalformedHeader(`the checksum has ${value.length} bytes instead of 4`);
      const blank = Buffer.from(header);
      blank.fill(0, at + 3, at + 7);
      if (crc32c(blank) !== value.readUInt32BE(0)) throw new MalformedHeader("the checksum does not match the header");
    }
    at += 3 + value.length;
  }
}

function ipText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  // SocketAddress writes the canonical short form, so that the same client always logs the same.
  return new SocketAddress({ address: groups.join(":"), family: "ipv6" }).address;
}
