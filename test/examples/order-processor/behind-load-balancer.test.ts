import { expect } from "chai";
import { Connection } from "./support/connection";
import { ADDRESSES4, consumerHeader, LOCAL, PROXY, TCP4, UNSPEC, v2Header } from "./support/headers";
import { type RunningService, runService } from "./support/running-service";

const BODY = '{"items":[{"sku":"A-1","quantity":2}]}';
const ORDER = `POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
const HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

const statusOf = (response: string) => Number(response.split(" ")[1]);

describe("the order API behind the PROXY protocol", () => {
  let service: RunningService;
  let opened: Connection[];

  beforeEach(async () => {
    opened = [];
    service = await runService({ proxyProtocol: true, headerTimeoutMs: 60_000 });
  });

  afterEach(async () => {
    for (const connection of opened) connection.end();
    await service.stop();
  });

  async function open(): Promise<Connection> {
    const connection = await Connection.open(service.port);
    opened.push(connection);
    return connection;
  }

  const orders = () => service.events.filter((e) => e.event === "order.accepted").map((e) => [e.endpointId, e.address]);

  it("logs the consumer's endpoint with the order when header and request come in one packet", async () => {
    const connection = await open();
    await connection.send(Buffer.concat([consumerHeader("vpce-0a1b2c"), Buffer.from(ORDER)]));
    expect((await connection.responses(1)).map(statusOf)).to.deep.equal([201]);
    expect(orders()).to.deep.equal([["vpce-0a1b2c", "10.1.2.3"]]);
  });

  it("reads a header and a request that come byte by byte", async () => {
    const connection = await open();
    for (const byte of Buffer.concat([consumerHeader("vpce-0a1b2c"), Buffer.from(ORDER)])) {
      await connection.send(Buffer.from([byte]));
    }
    expect((await connection.responses(1)).map(statusOf)).to.deep.equal([201]);
    expect(orders()).to.deep.equal([["vpce-0a1b2c", "10.1.2.3"]]);
  });

  it("keeps the endpoint for every request of a connection, also pipelined ones", async () => {
    const connection = await open();
    await connection.send(consumerHeader("vpce-0a1b2c"));
    await connection.send(ORDER + ORDER);
    await connection.responses(2);
    await connection.send(ORDER);
    expect((await connection.responses(3)).map(statusOf)).to.deep.equal([201, 201, 201]);
    expect(orders()).to.deep.equal(Array(3).fill(["vpce-0a1b2c", "10.1.2.3"]));
  });

  it("tells consumers apart whose addresses are the same", async () => {
    const [first, second] = [await open(), await open()];
    await first.send(consumerHeader("vpce-0aaa"));
    await second.send(consumerHeader("vpce-0bbb"));
    await second.send(ORDER);
    await second.responses(1);
    await first.send(ORDER);
    await first.responses(1);
    expect(orders()).to.deep.equal([
      ["vpce-0bbb", "10.1.2.3"],
      ["vpce-0aaa", "10.1.2.3"],
    ]);
  });

  it("answers the health check of a load balancer, which has no client", async () => {
    const connection = await open();
    await connection.send(Buffer.concat([v2Header(LOCAL, UNSPEC), Buffer.from(HEALTH)]));
    expect((await connection.responses(1)).map(statusOf)).to.deep.equal([200]);
  });

  it("logs an order without an endpoint id when the client did not come over PrivateLink", async () => {
    const connection = await open();
    await connection.send(Buffer.concat([v2Header(PROXY, TCP4, ADDRESSES4), Buffer.from(ORDER)]));
    await connection.responses(1);
    expect(orders()).to.deep.equal([[undefined, "10.1.2.3"]]);
  });

  it("closes a connection without a header, unanswered, and logs why", async () => {
    const connection = await open();
    await connection.send(ORDER);
    expect(await connection.closed()).to.equal("");
    expect(service.events).to.deep.equal([
      {
        level: "warn",
        event: "connection.refused",
        peer: "127.0.0.1",
        reason: "the connection does not begin with the signature of version 2",
      },
    ]);
  });

  it("closes a connection whose endpoint id could forge a log line", async () => {
    const connection = await open();
    await connection.send(Buffer.concat([consumerHeader('vpce-0"\n'), Buffer.from(ORDER)]));
    expect(await connection.closed()).to.equal("");
    expect(service.events.map((e) => e.reason)).to.deep.equal(['"vpce-0\\"\\n" is not the id of a VPC endpoint']);
  });

  it("closes a connection whose header does not come in time", async () => {
    await service.stop();
    service = await runService({ proxyProtocol: true, headerTimeoutMs: 20 });
    const connection = await open();
    await connection.send(consumerHeader("vpce-0a1b2c").subarray(0, 20));
    expect(await connection.closed()).to.equal("");
    expect(service.events.map((e) => e.reason)).to.deep.equal(["no header within 20 ms"]);
  });

  it("goes on serving after refused and broken connections", async () => {
    for (const bytes of ["", "GET", "x".repeat(100), consumerHeader("vpce-1").subarray(0, 17)]) {
      const broken = await open();
      if (bytes.length > 0) await broken.send(bytes);
      broken.end();
    }
    const connection = await open();
    await connection.send(Buffer.concat([consumerHeader("vpce-0a1b2c"), Buffer.from(ORDER)]));
    expect((await connection.responses(1)).map(statusOf)).to.deep.equal([201]);
  });

  it("lets an open request finish when it stops", async () => {
    const connection = await open();
    await connection.send(consumerHeader("vpce-0a1b2c"));
    await connection.send(ORDER.slice(0, -5));
    const stopped = service.stop();
    await connection.send(ORDER.slice(-5));
    expect(statusOf(await connection.closed())).to.equal(201);
    expect(await stopped).to.equal(true);
  });

  it("does not wait for headers when it stops", async () => {
    const connection = await open();
    await connection.send(consumerHeader("vpce-0a1b2c").subarray(0, 5));
    expect(await service.stop()).to.equal(true);
    expect(await connection.closed()).to.equal("");
  });
});
