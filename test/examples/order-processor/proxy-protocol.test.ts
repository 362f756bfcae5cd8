import { expect } from "chai";
import fc from "fast-check";
import { MalformedHeader, parseHeader, vpcEndpointId } from "../../../examples/order-processor/proxy-protocol";
import {
  ADDRESSES4,
  ADDRESSES6,
  consumerHeader,
  endpointTlv,
  LOCAL,
  PROXY,
  TCP4,
  TCP6,
  tlv,
  UNSPEC,
  v2Header,
  withChecksum,
} from "./support/headers";

function refusal(header: Buffer): string {
  try {
    vpcEndpointId(parseHeader(header));
  } catch (error) {
    expect(error).to.be.instanceOf(MalformedHeader);
    return (error as Error).message;
  }
  throw new Error("The header was accepted.");
}

describe("parseHeader", () => {
  it("reads both peers of a TCP connection over IPv4", () => {
    expect(parseHeader(v2Header(PROXY, TCP4, ADDRESSES4))).to.deep.equal({
      command: "PROXY",
      family: "TCP4",
      source: { address: "10.1.2.3", port: 50_000 },
      destination: { address: "10.64.0.10", port: 3000 },
      tlvs: [],
    });
  });

  it("reads both peers over IPv6 in the canonical short form", () => {
    expect(parseHeader(v2Header(PROXY, TCP6, ADDRESSES6))).to.deep.equal({
      command: "PROXY",
      family: "TCP6",
      source: { address: "2001:db8::1", port: 50_000 },
      destination: { address: "2001:db8:0:64::a", port: 3000 },
      tlvs: [],
    });
  });

  it("gives no peer for a health check of the load balancer", () => {
    expect(parseHeader(v2Header(LOCAL, UNSPEC))).to.deep.equal({ command: "LOCAL", family: "UNSPEC", tlvs: [] });
    expect(parseHeader(v2Header(LOCAL, TCP4, ADDRESSES4))).to.deep.equal({
      command: "LOCAL",
      family: "TCP4",
      tlvs: [],
    });
  });

  it("skips the addresses of a UNIX socket", () => {
    const header = parseHeader(v2Header(PROXY, 0x31, Buffer.alloc(216), tlv(0x04, "")));
    expect(header).to.deep.equal({
      command: "PROXY",
      family: "UNIX_STREAM",
      tlvs: [{ type: 0x04, value: Buffer.alloc(0) }],
    });
  });

  it("keeps every TLV in order", () => {
    const { tlvs } = parseHeader(v2Header(PROXY, TCP4, ADDRESSES4, tlv(0x04, "ab"), tlv(0xea, ""), tlv(0x04, "c")));
    expect(tlvs.map(({ type, value }) => [type, value.toString()])).to.deep.equal([
      [0x04, "ab"],
      [0xea, ""],
      [0x04, "c"],
    ]);
  });

  it("accepts a right checksum and refuses a wrong one", () => {
    const header = withChecksum(PROXY, TCP4, ADDRESSES4, endpointTlv("vpce-0a1b"));
    expect(parseHeader(header).tlvs).to.have.length(2);
    header.writeUInt8(11, 16);
    expect(refusal(header)).to.equal("the checksum does not match the header");
    expect(refusal(v2Header(PROXY, TCP4, ADDRESSES4, tlv(0x03, "abc")))).to.equal(
      "the checksum has 3 bytes instead of 4",
    );
  });

  it("names what is wrong with a header", () => {
    const cases: [string, Buffer, string][] = [
      ["HTTP", Buffer.from("GET / HTTP/1.1\r\n"), "the connection does not begin with the signature of version 2"],
      ["short", Buffer.from("GET /"), "the header ends after 5 bytes, its prefix alone has 16"],
      ["version", v2Header(0x11, TCP4, ADDRESSES4), "version 1 is not 2"],
      ["command", v2Header(0x22, TCP4, ADDRESSES4), "command 2 is neither LOCAL (0) nor PROXY (1)"],
      ["family", v2Header(PROXY, 0x41, ADDRESSES4), "0x41 is not an address family and transport"],
      ["transport", v2Header(PROXY, 0x03, ADDRESSES4), "0x03 is not an address family and transport"],
      ["addresses", v2Header(PROXY, TCP6, ADDRESSES4), "12 bytes cannot hold the 36 of a TCP6 address"],
      ["TLV head", v2Header(PROXY, TCP4, ADDRESSES4, Buffer.from([4, 0])), "a TLV is cut off after 2 bytes"],
      [
        "TLV value",
        v2Header(PROXY, TCP4, ADDRESSES4, Buffer.from([4, 0, 2, 1])),
        "a TLV announces 2 bytes where 1 are left",
      ],
      [
        "length",
        Buffer.concat([v2Header(PROXY, TCP4, ADDRESSES4), Buffer.alloc(1)]),
        "the header announces 12 bytes after its prefix and has 13",
      ],
      ["endpoint id", consumerHeader("vpce-0A\n"), '"vpce-0A\\n" is not the id of a VPC endpoint'],
    ];
    expect(cases.map(([what, header]) => [what, refusal(header)])).to.deep.equal(
      cases.map(([what, , message]) => [what, message]),
    );
  });

  it("never fails on random bytes but with MalformedHeader", () => {
    const anything = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    // Most random bytes fail at the signature, so a second kind gets a sound prefix before its random rest.
    const behindPrefix = fc
      .tuple(fc.constantFrom(LOCAL, PROXY), fc.constantFrom(UNSPEC, TCP4, TCP6, 0x31), anything)
      .map(([command, family, body]) => v2Header(command, family, body));
    fc.assert(
      fc.property(fc.oneof(anything, behindPrefix), (bytes) => {
        try {
          vpcEndpointId(parseHeader(bytes));
        } catch (error) {
          expect(error).to.be.instanceOf(MalformedHeader);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("reads back any addresses and TLVs that were written", () => {
    const tlvs = fc.array(
      fc.record({ type: fc.integer({ min: 4, max: 255 }), value: fc.uint8Array({ maxLength: 40 }) }),
      { maxLength: 6 },
    );
    const octets = fc.uint8Array({ minLength: 4, maxLength: 4 });
    const port = fc.integer({ min: 0, max: 65_535 });
    fc.assert(
      fc.property(octets, octets, port, port, tlvs, (from, to, fromPort, toPort, extensions) => {
        const ports = Buffer.from([fromPort >> 8, fromPort & 255, toPort >> 8, toPort & 255]);
        const body = [from, to, ports, ...extensions.map(({ type, value }) => tlv(type, value))];
        const header = parseHeader(v2Header(PROXY, TCP4, ...body));
        expect(header.source).to.deep.equal({ address: from.join("."), port: fromPort });
        expect(header.destination).to.deep.equal({ address: to.join("."), port: toPort });
        expect(header.tlvs).to.deep.equal(extensions.map((e) => ({ type: e.type, value: Buffer.from(e.value) })));
      }),
    );
  });
});

describe("vpcEndpointId", () => {
  it("reads subtype 0x01 of TLV 0xEA", () => {
    expect(vpcEndpointId(parseHeader(consumerHeader("vpce-08d2bf15fac5001c9")))).to.equal("vpce-08d2bf15fac5001c9");
  });

  it("is undefined without that TLV, and for other subtypes of it", () => {
    expect(vpcEndpointId(parseHeader(v2Header(PROXY, TCP4, ADDRESSES4)))).to.equal(undefined);
    const other = v2Header(PROXY, TCP4, ADDRESSES4, tlv(0xea, "\x02vpce-1"), tlv(0xeb, "\x01vpce-1"));
    expect(vpcEndpointId(parseHeader(other))).to.equal(undefined);
  });
});
