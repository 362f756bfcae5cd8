import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { outputOf, placeholdersIn, probeUrl } from "../../../../automation/rollout/gate/placeholders";
import { probe } from "../../../../automation/rollout/gate/probe";
import { SECRET } from "../../../../automation/stacks/place";
import { subject } from "./given";

describe("the URL of a probe", () => {
  const of = subject("prod", { domain: "api.example.com", port: 8443, key: SECRET, ports: [1], object: {} });

  it("is filled with the stack's own", () => {
    const template = "https://{region}.{outputs.domain}:{outputs.port}/{stack}/health?x={stack}";
    expect(probeUrl(template, of)).to.deep.equal({ url: "https://us-east-1.api.example.com:8443/prod/health?x=prod" });
  });

  it("is refused with each placeholder that stands for no text", () => {
    const must = "; it must be {stack}, {region} or an output that is text";
    const problem = (template: string) => probeUrl(template, of);
    expect(problem("https://{zone}/{outputs.none}")).to.deep.equal({
      problem: `{zone} stands for nothing in this stack, {outputs.none} stands for nothing in this stack${must}`,
    });
    expect(problem("https://{outputs.key}/")).to.deep.equal({ problem: `{outputs.key} is secret${must}` });
    for (const name of ["ports", "object", "toString", "__proto__"]) {
      expect(problem(`https://{outputs.${name}}/`)).to.deep.equal({
        problem: `{outputs.${name}} stands for nothing in this stack${must}`,
      });
    }
  });

  it("is refused where it is none", () => {
    expect(probeUrl("{outputs.domain}/health", of)).to.deep.equal({
      problem: '"api.example.com/health" is no URL of http or https',
    });
    expect(probeUrl("ftp://{stack}/", of)).to.deep.equal({ problem: '"ftp://prod/" is no URL of http or https' });
  });

  it("has each of its placeholders once, some of which are outputs", () => {
    const placeholders = placeholdersIn(
      "https://{region}.{stack}.{outputs.x}/{outputs.x}{Region}{}{outputs.}{outputs.a.b}",
    );
    expect(placeholders.map((placeholder) => [placeholder, outputOf(placeholder)])).to.deep.equal([
      ["{region}", undefined],
      ["{stack}", undefined],
      ["{outputs.x}", "x"],
      ["{Region}", undefined],
      ["{}", undefined],
      ["{outputs.}", undefined],
      ["{outputs.a.b}", undefined],
    ]);
  });
});

describe("probe", () => {
  let server: Server;
  let base: string;
  const asked: string[] = [];
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.connection}`);
      if (request.url === "/slow") return;
      const [, status = "200"] = request.url?.split("/") ?? [];
      response.writeHead(Number(status), { location: "/200" }).end("text");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const none = new AbortController().signal;
  const run = (path: string, status = 200, signal = none, timeoutSeconds = 10) =>
    probe({ url: `${base}/${path}`, status, timeoutSeconds }, subject(), signal);

  it("is healthy with the status that the answer must have, asked for on a connection of its own", async () => {
    asked.length = 0;
    expect(await run("200")).to.deep.equal({
      check: "probe",
      health: "healthy",
      subject: `${base}/200`,
      text: "answered 200",
    });
    expect(asked).to.deep.equal(["GET /200 close"]);
    expect((await run("404", 404)).health).to.equal("healthy");
  });

  it("waits while the status is another one", async () => {
    const { health, text } = await run("503");
    expect([health, text]).to.deep.equal(["waiting", "answered 503 where 200 must be"]);
  });

  it("does not follow a redirection", async () => {
    const { health, text } = await run("302");
    expect([health, text]).to.deep.equal(["waiting", "answered 302 where 200 must be"]);
  });

  it("waits where there is no answer in time", async () => {
    const { health, text } = await run("slow", 200, none, 0.2);
    expect([health, text]).to.deep.equal(["waiting", "no answer within 0.2 seconds"]);
  });

  it("says why there is no answer", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, "close");
    const settings = { url: `http://127.0.0.1:${port}/`, status: 200, timeoutSeconds: 5 };
    const { health, text } = await probe(settings, subject(), none);
    expect([health, text]).to.deep.equal(["waiting", `no answer: connect ECONNREFUSED 127.0.0.1:${port}`]);
  });

  it("ends with the gate", async () => {
    const abort = new AbortController();
    const reason = new Error("interrupted");
    setTimeout(() => abort.abort(reason), 10);
    expect(await run("slow", 200, abort.signal).catch((error: unknown) => error)).to.equal(reason);
  });

  it("has failed where its URL stands for nothing", async () => {
    const {
      health,
      subject: of,
      text,
    } = await probe({ url: "https://{zone}/", status: 200, timeoutSeconds: 1 }, subject(), none);
    expect([health, of, text]).to.deep.equal([
      "failed",
      "https://{zone}/",
      "{zone} stands for nothing in this stack; it must be {stack}, {region} or an output that is text",
    ]);
  });
});
