import { expect } from "chai";
import { Connection } from "./support/connection";
import { type RunningService, runService } from "./support/running-service";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const JSON_TYPE = { "content-type": "application/json" };
const ORDER = JSON.stringify({ items: [{ sku: "A-1", quantity: 2 }], customer: "c-7" });

describe("the order API over a socket", () => {
  let service: RunningService;

  beforeEach(async () => {
    service = await runService({ bodyLimitBytes: 1000 });
  });

  afterEach(async () => {
    await service.stop();
  });

  function post(body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE): Promise<Response> {
    return fetch(`${service.url}/orders`, { method: "POST", body, headers });
  }

  it("answers 201 with a new id for each order", async () => {
    const answers = [await post(ORDER), await post(ORDER)];
    expect(answers.map((a) => [a.status, a.headers.get("content-type")])).to.deep.equal([
      [201, "application/json"],
      [201, "application/json"],
    ]);
    const bodies = (await Promise.all(answers.map((a) => a.json()))) as { orderId: string }[];
    for (const body of bodies) {
      expect(Object.keys(body)).to.deep.equal(["orderId"]);
      expect(body.orderId).to.match(UUID);
    }
    expect(bodies[0]?.orderId).to.not.equal(bodies[1]?.orderId);
  });

  it("logs an accepted order without the customer's data", async () => {
    const { orderId } = (await (await post(ORDER)).json()) as { orderId: string };
    expect(service.events).to.deep.equal([
      { level: "info", event: "order.accepted", orderId, items: 1, address: "127.0.0.1" },
    ]);
  });

  it("answers 200 to GET and HEAD of /health, with or without a query, and logs nothing", async () => {
    const answer = await fetch(`${service.url}/health?from=nlb`);
    expect([answer.status, await answer.json()]).to.deep.equal([200, { status: "ok" }]);
    const head = await fetch(`${service.url}/health`, { method: "HEAD" });
    expect([head.status, await head.text()]).to.deep.equal([200, ""]);
    expect(service.events).to.deep.equal([]);
  });

  it("answers 400 with every reason to an order that is not valid, and logs them", async () => {
    const answer = await post(JSON.stringify({ items: [{ sku: "A", quantity: -1 }] }));
    const reasons = ["items[0].quantity must be a whole number from 1 to 1000000, got -1"];
    expect([answer.status, await answer.json()]).to.deep.equal([400, { error: "The order is not valid.", reasons }]);
    expect(service.events).to.deep.equal([
      {
        level: "warn",
        event: "request.refused",
        status: 400,
        method: "POST",
        url: "/orders",
        reasons,
        address: "127.0.0.1",
      },
    ]);
  });

  it("answers 400 to a body that is not JSON or not UTF-8", async () => {
    for (const body of ["", "{", new Uint8Array([0x22, 0xff, 0x22])]) {
      const answer = await post(body);
      const { error, reasons } = (await answer.json()) as { error: string; reasons: string[] };
      expect([answer.status, error, reasons.length]).to.deep.equal([400, "The body is not valid JSON.", 1]);
    }
  });

  it("answers 404 elsewhere", async () => {
    for (const path of ["/", "/orders/", "/orders/1", "/Health"]) {
      const answer = await fetch(service.url + path);
      expect([answer.status, await answer.json()]).to.deep.equal([
        404,
        { error: `There is nothing at ${path}.`, reasons: [] },
      ]);
    }
  });

  it("answers 405 with the methods that are allowed", async () => {
    const cases: [string, string, string][] = [
      ["GET", "/orders", "POST"],
      ["DELETE", "/orders", "POST"],
      ["POST", "/health", "GET, HEAD"],
    ];
    for (const [method, path, allow] of cases) {
      const answer = await fetch(service.url + path, { method });
      expect([answer.status, answer.headers.get("allow"), await answer.json()]).to.deep.equal([
        405,
        allow,
        { error: `${path} does not take ${method}.`, reasons: [`allowed: ${allow}`] },
      ]);
    }
  });

  it("answers 413 to a body over the limit and closes the connection", async () => {
    const exact = ORDER.padEnd(1000, " ");
    expect((await post(exact)).status).to.equal(201);
    for (const size of [1001, 15_000, 500_000]) {
      const answer = await post(ORDER.padEnd(size, " "));
      expect([answer.status, answer.headers.get("connection"), await answer.json()]).to.deep.equal([
        413,
        "close",
        { error: "The body is too large.", reasons: ["the limit is 1000 bytes"] },
      ]);
    }
  });

  it("answers 415 to any type but JSON, and takes parameters of that type", async () => {
    expect((await post(ORDER, { "content-type": "Application/JSON; charset=utf-8" })).status).to.equal(201);
    const answer = await post(ORDER, { "content-type": "text/plain" });
    expect([answer.status, await answer.json()]).to.deep.equal([
      415,
      { error: "The body must be JSON.", reasons: ["Content-Type must be application/json, got text/plain"] },
    ]);
    const none = await post(new Uint8Array([1]), {});
    expect([none.status, ((await none.json()) as { reasons: string[] }).reasons]).to.deep.equal([
      415,
      ["Content-Type must be application/json, got nothing"],
    ]);
  });

  it("answers 400 in JSON to bytes that are not HTTP", async () => {
    const connection = await Connection.open(service.port);
    await connection.send("\x16\x03\x01 hello\r\n\r\n");
    const [head, body] = (await connection.closed()).split("\r\n\r\n");
    expect(head?.split("\r\n")[0]).to.equal("HTTP/1.1 400 Bad Request");
    expect(JSON.parse(body ?? "")).to.have.property("error", "The request is not readable as HTTP.");
    expect(service.events.map((e) => [e.event, e.status])).to.deep.equal([["request.refused", 400]]);
  });

  it("survives a client that goes away in the middle of its body", async () => {
    const connection = await Connection.open(service.port);
    await connection.send(
      "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    );
    connection.end();
    expect((await fetch(`${service.url}/health`)).status).to.equal(200);
    expect(service.events).to.deep.equal([]);
  });
});
