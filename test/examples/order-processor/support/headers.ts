import { crc32c } from "../../../../examples/order-processor/crc32c";

/** The signature as the specification prints it. */
const SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

export const LOCAL = 0x20;
export const PROXY = 0x21;

export const UNSPEC = 0x00;
export const TCP4 = 0x11;
export const TCP6 = 0x21;

/** A version 2 header, byte by byte: what a load balancer writes at the start of a connection. */
export function v2Header(versionAndCommand: number, family: number, ...body: Uint8Array[]): Buffer {
  const rest = Buffer.concat(body);
  const fields = Buffer.from([versionAndCommand, family, rest.length >> 8, rest.length & 0xff]);
  return Buffer.concat([Buffer.from(SIGNATURE, "latin1"), fields, rest]);
}

export function tlv(type: number, value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value as Uint8Array);
  return Buffer.concat([Buffer.from([type, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** PP2_TYPE_AWS with PP2_SUBTYPE_AWS_VPCE_ID. */
export function endpointTlv(id: string): Buffer {
  return tlv(0xea, Buffer.concat([Buffer.from([0x01]), Buffer.from(id, "latin1")]));
}

/** 10.1.2.3:50000 to 10.64.0.10:3000 over IPv4. */
export const ADDRESSES4 = Buffer.from([10, 1, 2, 3, 10, 64, 0, 10, 0xc3, 0x50, 0x0b, 0xb8]);

/** [2001:db8::1]:50000 to [2001:db8:0:64::a]:3000 over IPv6. */
export const ADDRESSES6 = Buffer.from(
  "20010db800000000000000000000000120010db8000000640000000000 00000ac3500bb8".replace(" ", ""),
  "hex",
);

/** What a Network Load Balancer sends for a consumer that comes through `id`. */
export function consumerHeader(id: string): Buffer {
  return v2Header(PROXY, TCP4, ADDRESSES4, endpointTlv(id));
}

/** The header with a checksum TLV appended that is right for it. */
export function withChecksum(versionAndCommand: number, family: number, ...body: Uint8Array[]): Buffer {
  const header = v2Header(versionAndCommand, family, ...body, tlv(0x03, Buffer.alloc(4)));
  header.writeUInt32BE(crc32c(header), header.length - 4);
  return header;
}
