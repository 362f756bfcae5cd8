import { PassThrough } from "node:stream";
import { expect } from "chai";
import fc from "fast-check";
import { parseHeader } from "../../../examples/order-processor/proxy-protocol";
import { HeaderTimeout, readProxyHeader } from "../../../examples/order-processor/proxy-reader";
import { ADDRESSES4, ADDRESSES6, LOCAL, PROXY, TCP4, TCP6, tlv, UNSPEC, v2Header } from "./support/headers";

const LONG = 60_000;

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error("The header was accepted.");
    },
    (error: Error) => error,
  );
}

/** Cuts the bytes at the given places and writes each piece in a turn of its own. */
async function writeInPieces(stream: PassThrough, bytes: Buffer, cuts: readonly number[]): Promise<void> {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < edges.length; i++) {
    stream.write(bytes.subarray(edges[i - 1], edges[i]));
    await new Promise(setImmediate);
  }
}

const anyHeader = fc
  .tuple(
    fc.constantFrom<[number, number, Buffer]>(
      [LOCAL, UNSPEC, Buffer.alloc(0)],
      [PROXY, TCP4, ADDRESSES4],
      [PROXY, TCP6, ADDRESSES6],
    ),
    fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 4 }),
  )
  .map(([[command, family, addresses], values]) =>
    v2Header(command, family, addresses, ...values.map((value) => tlv(0xe0, value))),
  );

describe("readProxyHeader", () => {
  it("reads any header the same however it is split, and leaves what follows in the stream", async () => {
    const cuts = fc.array(fc.nat(200), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyHeader, fc.string({ maxLength: 50 }), cuts, async (header, request, places) => {
        const stream = new PassThrough();
        const bytes = Buffer.concat([header, Buffer.from(request)]);
        const read = readProxyHeader(stream, LONG);
        await writeInPieces(
          stream,
          bytes,
          places.map((place) => Math.min(place, bytes.length)),
        );
        expect(await read).to.deep.equal(parseHeader(header));
        stream.end();
        let rest = "";
        for await (const chunk of stream) rest += chunk;
        expect(rest).to.equal(request);
      }),
      { numRuns: 200 },
    );
  });

  it("reads a header longer than the buffer of the stream", async () => {
    const stream = new PassThrough({ highWaterMark: 64 });
    const header = v2Header(PROXY, TCP4, ADDRESSES4, tlv(0xe0, Buffer.alloc(60_000, 7)));
    stream.write(header);
    expect(await readProxyHeader(stream, LONG)).to.deep.equal(parseHeader(header));
  });

  it("refuses what is no header after its first 16 bytes, without waiting for more", async () => {
    const stream = new PassThrough();
    stream.write("GET /health HTTP/1.1\r\n");
    expect((await failure(readProxyHeader(stream, LONG))).message).to.equal(
      "the connection does not begin with the signature of version 2",
    );
  });

  it("refuses a connection that ends within the header", async () => {
    for (const length of [0, 7, 16, 20]) {
      const stream = new PassThrough();
      stream.end(v2Header(PROXY, TCP4, ADDRESSES4).subarray(0, length));
      expect((await failure(readProxyHeader(stream, LONG))).name).to.equal("MalformedHeader");
    }
  });

  it("gives up when the rest does not come", async () => {
    const stream = new PassThrough();
    stream.write(v2Header(PROXY, TCP4, ADDRESSES4).subarray(0, 20));
    const error = await failure(readProxyHeader(stream, 5));
    expect(error).to.be.instanceOf(HeaderTimeout);
    expect(error.message).to.equal("no header within 5 ms");
  });

  it("passes on the error of a broken connection", async () => {
    const stream = new PassThrough();
    const read = failure(readProxyHeader(stream, LONG));
    stream.destroy(new Error("reset by peer"));
    expect((await read).message).to.equal("reset by peer");
  });

  it("takes its listeners off the stream", async () => {
    const stream = new PassThrough();
    const before = stream.eventNames();
    stream.write(v2Header(LOCAL, UNSPEC));
    await readProxyHeader(stream, LONG);
    expect(stream.eventNames()).to.deep.equal(before);
  });
});
