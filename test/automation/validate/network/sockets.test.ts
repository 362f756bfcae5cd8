import { expect } from "chai";
import { connect } from "../../../../automation/validate/network/connect";
import { shakeHands } from "../../../../automation/validate/network/handshake";
import { requestPath } from "../../../../automation/validate/network/request";
import { resolveName } from "../../../../automation/validate/network/resolve";
import { authority, certificateFor } from "../../../support/certificates";
import { dnsServer } from "../support/dns-server";
import { deafListener, Servers } from "../support/servers";

const NAME = "api.example.com";
const HOST = "127.0.0.1";
const servers = new Servers();
const root = authority("Tests Root");
const DAY_MS = 86_400_000;
/** Longest wait for what never answers, in seconds. */
const SOON = 0.1;

describe("a connection", () => {
  afterEach(servers.close);

  it("is told as what became of it", async () => {
    const open = await servers.tcp(HOST);
    const talking = await servers.tcp(HOST, 0, (socket) => socket.end("220 hello\r\n"));
    const reset = await servers.resetting(HOST);
    const closed = new Servers();
    const refused = await closed.tcp(HOST);
    closed.close();
    const deaf = await deafListener(HOST);
    servers.add(deaf.close);
    const outcomes = await Promise.all(
      [open, talking, reset, refused].map((port) => connect(HOST, port, 1)).concat(connect(HOST, deaf.port, SOON)),
    );
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal([
      "connected",
      "connected",
      "reset",
      "refused",
      "timeout",
    ]);
    expect(outcomes[0]).to.deep.equal({ address: HOST, port: open, outcome: "connected" });
  });

  it("has no route where the family is not there", async () => {
    expect((await connect("::ffff:0:0:0", 9, SOON)).outcome).to.be.oneOf([
      "unreachable",
      "refused",
      "timeout",
      "failed",
    ]);
  });
});

describe("a name", () => {
  afterEach(servers.close);

  const ask = async (records: Parameters<typeof dnsServer>[0], timeoutSeconds = 1) => {
    const server = await dnsServer(records);
    servers.add(server.close);
    return resolveName(NAME, { server: server.address, timeoutSeconds });
  };

  it("is resolved by the given server, also along aliases", async () => {
    const records = { [NAME]: ["vpce-1.example.net"], "vpce-1.example.net": ["10.0.2.31", "10.0.1.25"] };
    expect(await ask(records)).to.deep.equal({
      name: NAME,
      outcome: "resolved",
      addresses: ["10.0.1.25", "10.0.2.31"],
    });
  });

  it("is not there, or is not answered", async () => {
    const nobody = await dnsServer({});
    nobody.close();
    const asked = await Promise.all([
      ask({}),
      ask({ [NAME]: [] }),
      ask({ [NAME]: null }, SOON),
      resolveName(NAME, { server: nobody.address, timeoutSeconds: SOON }),
    ]);
    expect(asked.map(({ outcome }) => outcome)).to.deep.equal(["notFound", "notFound", "noAnswer", "noAnswer"]);
  });

  it("is resolved as programs of the host do without a server", async () => {
    const { outcome, addresses } = await resolveName("localhost", { timeoutSeconds: 1 });
    expect(outcome).to.equal("resolved");
    expect(addresses).to.include("127.0.0.1");
  });
});

describe("a handshake", () => {
  afterEach(servers.close);

  const shake = async (options: Parameters<typeof certificateFor>[0], ca?: string) => {
    const port = await servers.https(HOST, 0, certificateFor(options));
    const seen = await shakeHands(HOST, port, NAME, { ca, timeoutSeconds: 1, now: new Date() });
    const { matches, trust, validity } = seen;
    return { ...seen, judged: [matches, trust, validity] };
  };

  it("shows a certificate that is in order", async () => {
    const to = new Date("2040-02-03T04:05:06Z");
    const seen = await shake({ names: [NAME, "b.example.com"], by: root, to }, root.cert);
    expect(seen.judged).to.deep.equal([true, "trusted", "valid"]);
    expect(seen).to.include({ outcome: "shown", issuer: "Tests Root", validTo: "2040-02-03" });
    expect(seen.names).to.deep.equal([NAME, "b.example.com"]);
    expect((await shake({ names: ["*.example.com"], by: root }, root.cert)).judged).to.deep.equal([
      true,
      "trusted",
      "valid",
    ]);
  });

  it("tells another name, a strange issuer, a self-signed and an expired certificate apart", async () => {
    expect((await shake({ names: ["other.example.com"], by: root }, root.cert)).judged).to.deep.equal([
      false,
      "trusted",
      "valid",
    ]);
    expect((await shake({ names: [NAME], by: root })).judged).to.deep.equal([true, "untrusted", "valid"]);
    expect((await shake({ names: [NAME] })).judged).to.deep.equal([true, "selfSigned", "valid"]);
    const past = { from: new Date(Date.now() - 9 * DAY_MS), to: new Date(Date.now() - 2 * DAY_MS) };
    expect((await shake({ names: [NAME], by: root, ...past }, root.cert)).judged).to.deep.equal([
      true,
      "trusted",
      "expired",
    ]);
    const future = { from: new Date(Date.now() + 2 * DAY_MS) };
    expect((await shake({ names: [NAME], by: root, ...future }, root.cert)).judged).to.deep.equal([
      true,
      "trusted",
      "notYet",
    ]);
  });

  it("tells what is not TLS, and what says nothing", async () => {
    const http = await servers.http(HOST, 0, (_, response) => response.end());
    const silent = await servers.tcp(HOST);
    const shakeAt = (port: number, timeoutSeconds: number) =>
      shakeHands(HOST, port, NAME, { timeoutSeconds, now: new Date() });
    expect((await shakeAt(http, 1)).outcome).to.equal("notTls");
    expect((await shakeAt(silent, SOON)).outcome).to.equal("timeout");
  });
});

describe("a request", () => {
  afterEach(servers.close);

  const options = { tls: false, host: NAME, path: "/health?deep=1", timeoutSeconds: 1 };

  it("is made under the name, and told by its status", async () => {
    const seen: unknown[] = [];
    const port = await servers.http(HOST, 0, ({ url, headers }, response) => {
      seen.push([url, headers.host]);
      response.writeHead(503).end();
    });
    expect(await requestPath(HOST, port, options)).to.deep.equal({
      address: HOST,
      port,
      outcome: "answered",
      status: 503,
    });
    expect(seen).to.deep.equal([["/health?deep=1", `${NAME}:${port}`]]);
    const tls = await servers.https(HOST, 0, certificateFor({ names: [NAME] }));
    expect((await requestPath(HOST, tls, { ...options, tls: true })).status).to.equal(200);
  });

  it("tells what is not HTTP, and what says nothing", async () => {
    const other = await servers.tcp(HOST, 0, (socket) => socket.end("220 mail\r\n"));
    const silent = await servers.tcp(HOST);
    expect((await requestPath(HOST, other, options)).outcome).to.equal("notHttp");
    expect((await requestPath(HOST, silent, { ...options, timeoutSeconds: SOON })).outcome).to.equal("timeout");
  });
});
