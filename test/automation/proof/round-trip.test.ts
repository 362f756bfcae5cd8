import { expect } from "chai";
import fc from "fast-check";
import { callSts } from "../../../automation/proof/call-sts";
import { readAnswer } from "../../../functions/lib/proof/answer";
import { BODY, METHOD, PATH, PREFIX, textOf } from "../../../functions/lib/proof/form";
import { judgeProof, type SignedProof } from "../../../functions/lib/proof/judge";
import { FakeSts, serveSts } from "./support/fake-sts";
import { ADA, AUDIENCE, BOB, NOW, proofBy } from "./support/prover";

const sts = new FakeSts([ADA, BOB], () => NOW);
const EXPECTED = { audience: AUDIENCE, now: NOW };

function proofOf(text: string): SignedProof {
  const judged = judgeProof(text, EXPECTED);
  if ("value" in judged) return judged.value;
  throw new Error(judged.problems.map(({ path, rule }) => `${path} ${rule}`).join("; "));
}

/** What STS would make of a proof, without a connection. */
const statusOf = ({ headers }: SignedProof) => sts.answer({ method: METHOD, url: PATH, headers, body: BODY }).status;

/** Whether a text proves nothing: it is refused here, or its signature by AWS. */
function provesNothing(text: string): boolean {
  const judged = judgeProof(text, EXPECTED);
  return "problems" in judged || statusOf(judged.value) !== 200;
}

describe("a proof from its signature to the answer of AWS", () => {
  for (const key of [ADA, BOB]) {
    it(`names the account of ${key.arn}`, async () => {
      const server = await serveSts((request) => sts.answer(request));
      try {
        for (const region of ["us-east-1", "eu-central-2"]) {
          const proof = proofOf(await proofBy({ key, options: { region } }));
          const answer = await callSts(proof, { agent: server.agent });
          const { account, arn, userId } = key;
          expect(readAnswer(answer, proof.host)).to.deep.equal({ caller: { account, arn, userId } });
        }
        expect(server.seen.map(({ headers }) => [headers.host, headers.accept])).to.deep.equal([
          ["sts.us-east-1.amazonaws.com", "application/json"],
          ["sts.eu-central-2.amazonaws.com", "application/json"],
        ]);
      } finally {
        await server.close();
      }
    });
  }

  it("sends the signed headers, the one body, and nothing else of weight", async () => {
    const server = await serveSts((request) => sts.answer(request));
    try {
      const proof = proofOf(await proofBy());
      await callSts(proof, { agent: server.agent });
      const [{ method, url, body, headers } = { headers: {} }] = server.seen;
      expect([method, url, body]).to.deep.equal(["POST", "/", "Action=GetCallerIdentity&Version=2011-06-15"]);
      const {
        accept: _accept,
        connection: _connection,
        "content-length": length,
        ...signed
      } = headers as Record<string, string>;
      expect(signed).to.deep.equal(proof.headers);
      expect(length).to.equal("43");
    } finally {
      await server.close();
    }
  });

  it("proves nothing with any character of its text changed", async () => {
    const text = (await proofBy({ options: { name: "acme" } })).trim();
    const characters = fc.oneof(
      fc.constantFrom(..."ABCabc019-_.=\n "),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.nat(text.length - 1), characters, (place, character) => {
        fc.pre(text[place] !== character);
        expect(provesNothing(text.slice(0, place) + character + text.slice(place + 1))).to.equal(true);
      }),
      { numRuns: 600 },
    );
  });

  it("proves nothing with any character of its document changed, added or taken away", async () => {
    const json = Buffer.from(
      (await proofBy({ options: { name: "acme" } })).trim().slice(PREFIX.length),
      "base64url",
    ).toString();
    const place = fc.nat(json.length - 1);
    const added = fc.string({ unit: "binary-ascii", maxLength: 2 });
    fc.assert(
      fc.property(place, fc.nat(2), added, (at, removed, more) => {
        const changed = json.slice(0, at) + more + json.slice(at + removed);
        fc.pre(changed !== json);
        expect(provesNothing(PREFIX + Buffer.from(changed).toString("base64url"))).to.equal(true);
      }),
      { numRuns: 1200 },
    );
  });

  it("proves nothing for others: parts of one proof do not fit into another", async () => {
    const [ada, bob] = await Promise.all([proofBy(), proofBy({ key: BOB })]);
    const documents = [ada, bob].map((text) =>
      JSON.parse(Buffer.from(text.trim().slice(PREFIX.length), "base64url").toString()),
    );
    const [of, by] = documents.map(({ headers }) => new Map<string, string>(headers));
    for (const name of by?.keys() ?? []) {
      const headers = [...(of ?? [])].map(
        ([key, value]) => [key, key === name ? (by?.get(name) ?? "") : value] as const,
      );
      const text = textOf({ ...documents[0], headers });
      if (text !== ada.trim()) expect(provesNothing(text), name).to.equal(true);
    }
  });
});
