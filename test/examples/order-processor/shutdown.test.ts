import { expect } from "chai";
import { Connection } from "./support/connection";
import { runService } from "./support/running-service";

const HEAD = "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 38\r\n\r\n";
const BODY = '{"items":[{"sku":"A-1","quantity":2}]}';

describe("stopping the service", () => {
  it("lets an open request finish and tells its client that the connection ends", async () => {
    const service = await runService();
    const connection = await Connection.open(service.port);
    await connection.send(HEAD);
    const stopped = service.stop();
    await connection.send(BODY);
    const answer = await connection.closed();
    expect(answer.split("\r\n")[0]).to.equal("HTTP/1.1 201 Created");
    expect(answer).to.match(/\r\nConnection: close\r\n/i);
    expect(await stopped).to.equal(true);
  });

  it("closes idle connections at once and takes no new ones", async () => {
    const service = await runService();
    const connection = await Connection.open(service.port);
    await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    await connection.responses(1);
    expect(await service.stop()).to.equal(true);
    await connection.closed();
    const refused = await Connection.open(service.port).catch((error: NodeJS.ErrnoException) => error.code);
    expect(refused).to.equal("ECONNREFUSED");
  });

  it("cuts a request that does not end, and says so", async () => {
    const service = await runService({ drainMs: 20 });
    const connection = await Connection.open(service.port);
    await connection.send(HEAD);
    expect(await service.stop()).to.equal(false);
    expect(await connection.closed()).to.equal("");
  });
});
