import { Agent } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect } from "chai";
import { callSts } from "../../../automation/proof/call-sts";
import { Refused } from "../../../automation/terminal/refused";
import { judgeProof, type SignedProof } from "../../../functions/lib/proof/judge";
import { serveSts } from "./support/fake-sts";
import { ADA, AUDIENCE, NOW, proofBy } from "./support/prover";

const HOST = "sts.us-east-1.amazonaws.com";

async function proof(): Promise<SignedProof> {
  const judged = judgeProof(await proofBy(), { audience: AUDIENCE, now: NOW });
  if ("value" in judged) return judged.value;
  throw new Error("The proof is not in order.");
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    expect(error).to.be.instanceOf(Refused);
    const { message } = error as Refused;
    expect(message).not.to.contain(ADA.sessionToken);
    return message;
  }
  return "none";
}

describe("the call of STS", () => {
  it("gives any status as it is, and follows no redirection", async () => {
    const server = await serveSts(() => ({ status: 302, body: "elsewhere" }));
    try {
      expect(await callSts(await proof(), { agent: server.agent })).to.deep.equal({ status: 302, body: "elsewhere" });
      expect(server.seen).to.have.length(1);
    } finally {
      await server.close();
    }
  });

  it("is refused by a server whose certificate is not for the host, whatever the environment says", async () => {
    const server = await serveSts(() => ({ status: 200, body: "{}" }), ["sts.amazonaws.com.evil.example"]);
    const { emitWarning } = process;
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    // Node.js warns of it once, among the titles of the tests.
    process.emitWarning = () => {};
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await refusalOf(callSts(await proof(), { agent: server.agent }))).to.equal(
        `${HOST} cannot be reached: check the network of this machine, and run the command again while the proof is valid. (ERR_TLS_CERT_ALTNAME_INVALID)`,
      );
      expect(server.seen).to.deep.equal([]);
    } finally {
      process.emitWarning = emitWarning;
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      await server.close();
    }
  });

  it("ends when the answer is too large, or does not come", async () => {
    const large = await serveSts(() => ({ status: 200, body: "x".repeat(65_537) }));
    const silent = await serveSts(() => new Promise(() => {}));
    try {
      expect(await refusalOf(callSts(await proof(), { agent: large.agent }))).to.equal(
        `${HOST} answered with more than 65536 bytes; run the command again while the proof is valid.`,
      );
      expect(await refusalOf(callSts(await proof(), { agent: silent.agent, timeoutMs: 50 }))).to.equal(
        `${HOST} did not answer within 0.05 s; run the command again while the proof is valid.`,
      );
    } finally {
      await Promise.all([large.close(), silent.close()]);
    }
  });

  it("says that the host cannot be reached", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    class Nowhere extends Agent {
      override createConnection() {
        return new Agent().createConnection({ host: "127.0.0.1", port });
      }
    }
    expect(await refusalOf(callSts(await proof(), { agent: new Nowhere() }))).to.match(
      /cannot be reached: .*\(ECONNREFUSED\)$/,
    );
  });
});
