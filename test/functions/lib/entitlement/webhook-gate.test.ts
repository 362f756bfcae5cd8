import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect } from "chai";
import type { Secrets } from "../../../../functions/lib/entitlement/secrets";
import { WebhookGate } from "../../../../functions/lib/entitlement/webhook-gate";
import { type Answers, type HttpsServer, httpsServer } from "../../support/https-server";
import { consumer } from "../../support/samples";

const NOW = new Date("2026-05-01T12:00:00.000Z");
const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:111111111111:secret:billing-AbCdEf";
const ACME = consumer({ plan: "gold" });
const BETA = consumer({ name: "beta", account: "333333333333" });

class FakeSecrets implements Secrets {
  readonly forgotten: string[] = [];

  constructor(private readonly text: string | Error = "s3cret") {}

  async read(): Promise<string> {
    if (typeof this.text === "string") return this.text;
    throw this.text;
  }

  forget(arn: string): void {
    this.forgotten.push(arn);
  }
}

function json(body: unknown): Answers {
  return (response) => response.end(JSON.stringify(body));
}

describe("the gate by a billing webhook", () => {
  let server: HttpsServer | undefined;
  let pauses: number[] = [];
  let secrets = new FakeSecrets();

  beforeEach(() => {
    pauses = [];
    secrets = new FakeSecrets();
  });

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function ask(answers: Answers, options: { consumers?: (typeof ACME)[]; timeoutSeconds?: number } = {}) {
    const { consumers = [ACME], timeoutSeconds = 5 } = options;
    server = await httpsServer(answers);
    const gate = new WebhookGate({
      url: server.url,
      ca: server.ca,
      secretArn: SECRET_ARN,
      timeoutSeconds,
      secrets,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    return gate.check(consumers, NOW);
  }

  async function unknownOf(answers: Answers, timeoutSeconds?: number): Promise<string | undefined> {
    const answer = (await ask(answers, { ...(timeoutSeconds !== undefined && { timeoutSeconds }) })).get(ACME.account);
    expect(answer?.status).to.equal("unknown");
    return answer?.detail;
  }

  it("posts who is asked about, signed with the secret and the time", async () => {
    const before = Math.floor(Date.now() / 1000);
    await ask(json({ entitlements: [] }), { consumers: [ACME, BETA] });
    const [seen] = server?.seen ?? [];
    expect(seen?.method).to.equal("POST");
    expect(seen?.url).to.equal("/entitlements");
    expect(seen?.headers["content-type"]).to.equal("application/json");
    expect(JSON.parse(seen?.body ?? "")).to.deep.equal({
      version: 1,
      askedAt: "2026-05-01T12:00:00.000Z",
      consumers: [
        { account: "222222222222", name: "acme", plan: "gold" },
        { account: "333333333333", name: "beta" },
      ],
    });
    const [, seconds, hmac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${seen?.headers["privatelink-signature"]}`) ?? [];
    expect(Number(seconds)).to.be.within(before, Math.ceil(Date.now() / 1000));
    expect(hmac).to.equal(createHmac("sha256", "s3cret").update(`${seconds}.${seen?.body}`).digest("hex"));
  });

  it("passes on what the books say, with the end in UTC", async () => {
    const answers = await ask(
      json({
        entitlements: [
          { account: ACME.account, status: "entitled", until: "2027-01-31T09:00:00+01:00", invoice: 7 },
          { account: BETA.account, status: "notEntitled", detail: "Invoice 12\n is\u0007 overdue " },
        ],
        next: "none",
      }),
      { consumers: [ACME, BETA] },
    );
    expect([...answers]).to.deep.equal([
      [
        ACME.account,
        {
          status: "entitled",
          detail: "the billing webhook says that it has paid",
          until: "2027-01-31T08:00:00.000Z",
        },
      ],
      [
        BETA.account,
        { status: "notEntitled", detail: "the billing webhook says that it has not paid (Invoice 12 is overdue)" },
      ],
    ]);
  });

  it("does not know whom the answer leaves out, and ignores whom nobody asked about", async () => {
    const answers = await ask(json({ entitlements: [{ account: "999999999999", status: "entitled" }] }));
    expect([...answers]).to.deep.equal([
      [ACME.account, { status: "unknown", detail: "the billing webhook does not say" }],
    ]);
  });

  it("does not know of whom the answer says two things", async () => {
    const entitlements = [
      { account: ACME.account, status: "entitled" },
      { account: ACME.account, status: "notEntitled" },
      { account: BETA.account, status: "entitled" },
      { account: BETA.account, status: "entitled" },
    ];
    const answers = await ask(json({ entitlements }), { consumers: [ACME, BETA] });
    expect(answers.get(ACME.account)?.status).to.equal("unknown");
    expect(answers.get(BETA.account)?.status).to.equal("entitled");
  });

  const garbage: Readonly<Record<string, [string, string]>> = {
    "is not JSON": ["<html>", "the billing webhook's answer is not JSON"],
    "is empty": ["", "the billing webhook's answer is not JSON"],
    "is no object": ["true", "the billing webhook's answer cannot be understood at the whole"],
    "has no entitlements": ["{}", "the billing webhook's answer cannot be understood at entitlements"],
    "has a status of its own": [
      '{"entitlements":[{"account":"222222222222","status":"trial"}]}',
      "the billing webhook's answer cannot be understood at entitlements.0.status",
    ],
    "has an account as a number": [
      '{"entitlements":[{"account":222222222222,"status":"entitled"}]}',
      "the billing webhook's answer cannot be understood at entitlements.0.account",
    ],
    "has an end without an offset": [
      '{"entitlements":[{"account":"222222222222","status":"entitled","until":"2027-01-31T09:00:00"}]}',
      "the billing webhook's answer cannot be understood at entitlements.0.until",
    ],
  };
  for (const [what, [body, detail]] of Object.entries(garbage)) {
    it(`knows nothing by an answer that ${what}`, async () => {
      expect(await unknownOf((response) => response.end(body))).to.equal(detail);
      expect(server?.seen.length).to.equal(1);
    });
  }

  it("follows no redirection", async () => {
    const detail = await unknownOf((response) => response.writeHead(307, { location: "/elsewhere" }).end());
    expect(detail).to.equal("the billing webhook answered with a redirection (307), which is not followed");
    expect(server?.seen.map(({ url }) => url)).to.deep.equal(["/entitlements"]);
  });

  it("asks three times in all, with growing pauses, while the books are out of order", async () => {
    const detail = await unknownOf((response) => response.writeHead(503).end());
    expect(detail).to.equal("the billing webhook answered with status 503");
    expect(server?.seen.length).to.equal(3);
    expect(pauses).to.deep.equal([250, 500]);
  });

  it("takes the answer of a later try", async () => {
    const answers = await ask((response, _seen, count) => {
      if (count < 3) response.writeHead(count === 1 ? 500 : 429).end();
      else response.end(JSON.stringify({ entitlements: [{ account: ACME.account, status: "entitled" }] }));
    });
    expect(answers.get(ACME.account)?.status).to.equal("entitled");
  });

  it("asks once when the request is refused, and reads the secret anew the next time where that may be why", async () => {
    expect(await unknownOf((response) => response.writeHead(400).end())).to.equal(
      "the billing webhook answered with status 400",
    );
    expect(secrets.forgotten).to.deep.equal([]);
    await server?.close();
    expect(await unknownOf((response) => response.writeHead(401).end())).to.equal(
      "the billing webhook answered with status 401",
    );
    expect(secrets.forgotten).to.deep.equal([SECRET_ARN]);
    expect(server?.seen.length).to.equal(1);
  });

  it("takes no success without an answer for one", async () => {
    expect(await unknownOf((response) => response.writeHead(204).end())).to.equal(
      "the billing webhook answered with status 204",
    );
  });

  it("gives up on books that do not answer in time", async () => {
    expect(await unknownOf(() => undefined, 0.05)).to.equal("the billing webhook did not answer within 50 ms");
    // On a busy machine a request may not get through in that time, so the tries are counted here.
    expect(pauses).to.deep.equal([250, 500]);
  });

  it("gives up on an answer that does not end in time", async () => {
    const drip: Answers = (response) => {
      response.write('{"entitlements":[');
      const timer = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(timer));
    };
    expect(await unknownOf(drip, 0.1)).to.equal("the billing webhook did not answer within 100 ms");
  });

  it("refuses an answer without bounds", async () => {
    const flood: Answers = (response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(256 * 1024, 0x20)));
      };
      response.on("drain", more);
      more();
    };
    expect(await unknownOf(flood)).to.equal("the billing webhook answered with more than 4 MiB");
  });

  it("knows nothing when the connection breaks", async () => {
    expect(await unknownOf((response) => void response.socket?.destroy())).to.equal(
      "the billing webhook could not be reached",
    );
    await server?.close();
    const cut: Answers = (response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("{");
      setTimeout(() => response.socket?.destroy(), 10);
    };
    expect(await unknownOf(cut)).to.equal("the billing webhook could not be reached");
  });

  it("talks to no server whose certificate nobody vouches for, nor to one without TLS", async () => {
    server = await httpsServer(json({ entitlements: [{ account: ACME.account, status: "entitled" }] }));
    const plain = createServer((socket) => {
      // Whoever expected TLS breaks the connection off.
      socket.on("error", () => socket.destroy());
      socket.resume().end("HTTP/1.1 200 OK\r\n\r\n");
    });
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as AddressInfo;
    for (const url of [server.url, `https://127.0.0.1:${port}/`]) {
      const options = { url, secretArn: SECRET_ARN, timeoutSeconds: 5, secrets, pause: async () => undefined };
      const answers = await new WebhookGate(options).check([ACME], NOW);
      expect(answers.get(ACME.account)).to.deep.equal({
        status: "unknown",
        detail: "the billing webhook could not be reached",
      });
    }
    expect(server.seen).to.deep.equal([]);
    await new Promise((resolve) => plain.close(resolve));
  });

  it("sends nothing that it cannot sign", async () => {
    secrets = new FakeSecrets(Object.assign(new Error("arn:… is not allowed"), { name: "AccessDeniedException" }));
    expect(await unknownOf(json({}))).to.equal(
      "the secret of the billing webhook could not be read (AccessDeniedException)",
    );
    expect(server?.seen).to.deep.equal([]);
  });

  it("asks about a thousand consumers at a time, and knows nothing only of those whose request failed", async () => {
    const consumers = Array.from({ length: 1500 }, (_, index) => consumer({ account: `${index}`.padStart(12, "0") }));
    const answers = await ask(
      (response, { body }) => {
        const asked: { account: string }[] = JSON.parse(body).consumers;
        if (asked.length < 1000) response.writeHead(400).end();
        else
          response.end(JSON.stringify({ entitlements: asked.map(({ account }) => ({ account, status: "entitled" })) }));
      },
      { consumers },
    );
    const statuses = [...answers.values()].map(({ status }) => status);
    expect(statuses.filter((status) => status === "entitled").length).to.equal(1000);
    expect(statuses.filter((status) => status === "unknown").length).to.equal(500);
  });

  it("asks nobody about nobody", async () => {
    expect((await ask(json({}), { consumers: [] })).size).to.equal(0);
    expect(server?.seen).to.deep.equal([]);
  });
});
