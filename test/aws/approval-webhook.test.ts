import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { type HttpsServer, httpsServer } from "../functions/support/https-server";
import { LambdaEnvironment } from "../support/lambda-environment";
import { ACME, GLOBEX, INITECH } from "./support/clients";
import { admittedTo, rootOf, statesOf } from "./support/connect";
import { emulator } from "./support/emulator";
import { jsonCall } from "./support/wire";
import { makeWorld, useWorlds } from "./support/world";

const SECRET = "signs requests to the books";

describe("a billing webhook, asked by the function", () => {
  const { start } = useWorlds();
  const folder = mkdtempSync(path.join(tmpdir(), "privatelink-webhook-"));
  let books: HttpsServer;
  let entitled: Readonly<Record<string, string>> | undefined;

  before(async () => {
    books = await httpsServer((response) => {
      if (entitled === undefined) response.writeHead(503).end();
      else response.end(JSON.stringify({ entitlements: answers(entitled) }));
    });
    writeFileSync(path.join(folder, "ca.pem"), books.ca);
  });

  after(async () => {
    rmSync(folder, { recursive: true });
    await books.close();
  });

  it("decides who is accepted and who is cut; nobody is while it does not answer", async () => {
    const { control } = await emulator();
    const { ARN: secretArn } = await jsonCall<{ ARN: string }>(
      { region: "us-east-1" },
      "secretsmanager",
      "secretsmanager.CreateSecret",
      { Name: randomUUID(), SecretString: SECRET },
    );
    const { service, approval } = await makeWorld({
      entitlement: { kind: "webhook", url: books.url, secretArn, timeoutSeconds: 5 },
      consumers: [
        { name: "acme", account: ACME },
        { name: "globex", account: GLOBEX },
        { name: "initech", account: INITECH },
      ],
    });
    const [[paid = ""] = [], [unpaid = ""] = [], [unpaidPending = ""] = []] = await control.gather(service.serviceId, [
      { account: ACME, count: 1 },
      { account: GLOBEX, count: 1, state: "available" },
      { account: INITECH, count: 1 },
    ]);
    const environment = new LambdaEnvironment({ NODE_EXTRA_CA_CERTS: path.join(folder, "ca.pem") });
    const fn = await start(approval, { environment });

    entitled = undefined;
    await fn.schedule();
    const untouched = { [paid]: "pendingAcceptance", [unpaid]: "available", [unpaidPending]: "pendingAcceptance" };
    expect(await statesOf(service)).to.deep.equal(untouched);

    entitled = { [ACME]: "entitled", [GLOBEX]: "notEntitled", [INITECH]: "notEntitled" };
    await fn.schedule();
    expect(await statesOf(service)).to.deep.equal({ ...untouched, [paid]: "available", [unpaid]: "rejected" });
    // Whom the registry allows may create endpoints; whether one is accepted is the books' to say.
    expect(await admittedTo(service)).to.deep.equal([ACME, GLOBEX, INITECH].map(rootOf).sort());

    const [{ body = "", headers = {} } = {}] = books.seen;
    expect(JSON.parse(body).consumers).to.have.lengthOf(3);
    expect(headers["privatelink-signature"]).to.equal(signed(String(headers["privatelink-signature"]), body));
  });
});

function answers(entitlements: Readonly<Record<string, string>>): object[] {
  return Object.entries(entitlements).map(([account, status]) => ({ account, status }));
}

/** The signature that a request must have, at the time that it names itself. */
function signed(signature: string, body: string): string {
  const seconds = /^t=(\d+),/.exec(signature)?.[1] ?? "none";
  return `t=${seconds},v1=${createHmac("sha256", SECRET).update(`${seconds}.${body}`).digest("hex")}`;
}
